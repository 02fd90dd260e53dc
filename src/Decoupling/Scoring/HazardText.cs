using System.Globalization;
using System.Text;
using Decoupling.Hazard;

namespace Decoupling.Scoring;

/// <summary>Says the hazard in words: what is, never what comes.</summary>
internal static class HazardText
{
    private const int Drivers = 3;

    /// <summary>"7 d drawdown +0.82, 7 d funding +0.51, 72 h volatility -0.20", in log odds; <see langword="null"/> without a reading.</summary>
    public static string? DriversOf(HazardResult reading) =>
        reading.Contributions is { } contributions
            ? string.Join(
                ", ",
                contributions
                    .Take(Drivers)
                    .Select(part =>
                        string.Create(
                            CultureInfo.InvariantCulture,
                            $"{part.Feature.Words()} {part.LogOdds:+0.00;-0.00;0.00}"
                        )
                    )
            )
            : null;

    /// <summary>"0.38 0.24 0.09": of the same three, what part each is of the absolute log odds of all features; <see langword="null"/> where nothing moves them.</summary>
    public static string? SharesOf(HazardResult reading)
    {
        var whole = reading.Contributions?.Sum(part => Math.Abs(part.LogOdds)) ?? 0;
        return whole > 0
            ? string.Join(
                ' ',
                reading
                    .Contributions!.Take(Drivers)
                    .Select(part => (Math.Abs(part.LogOdds) / whole).ToString("0.00", CultureInfo.InvariantCulture))
            )
            : null;
    }

    /// <summary>"state of elevated risk for 14 h, mainly from 7 d drawdown and 7 d funding"; <see langword="null"/> outside it.</summary>
    public static string? StateOf(HazardScore hazard)
    {
        if (
            hazard
            is not {
                State: { State: HazardState.Elevated, ElevatedHours: { } hours },
                Reading.Contributions: { } parts
            }
        )
        {
            return null;
        }

        var text = new StringBuilder(96);
        text.Append(CultureInfo.InvariantCulture, $"state of elevated risk for {hours} h");
        string[] raising = [.. parts.Where(part => part.LogOdds > 0).Take(2).Select(part => part.Feature.Words())];
        if (raising.Length > 0)
        {
            text.Append(", mainly from ").AppendJoin(" and ", raising);
        }

        return text.ToString();
    }
}
