using Decoupling.Numerics;

namespace Decoupling.Hazard;

/// <summary>What the hazard of one hour is read from: the underlying's volatility, return and drawdown, the derivative's volume, and its funding.</summary>
/// <remarks>
/// <para>Of hourly bars; "now" is the end of the hour. Log volatility: ½·ln(8,760·mean r²) over 24, 72 and 168 returns, r in logs. Return: ln of
/// the close over that of 24 h ago, or of the last one before it that is at most 2 h older. Drawdown: 1 - close/highest close of the last 169.
/// Volume z: v is the log of the derivative's mean hourly volume of 24 h; z = (v - mean)/sd of v at 24, 48, … 480 h ago, of which 15 are
/// needed. Funding: |Σ rates paid| of 7 days in bp. Funding gap: ln(1 + |gap|), the gap in bp between the mean premium of 8 h and the band that the
/// last paid rate implies (B2), the rate's interval being the time since the payment before.</para>
/// <para>Payments count from an hour after they were made. Every window needs four fifths of its hours; an hour without a trade is no hour.
/// History: 504 hourly bars (21 days) and 7 days of funding. An hour's features are the same from any longer history. O(history), no allocation.</para>
/// <para>Source: the features of a study on BTC and ETH hourly 2019 to 2026; what they are good for stands with the model's record.</para>
/// </remarks>
internal static class HazardFeatures
{
    public const int Count = 8;
    public const int Day = DayWindow.Length;

    /// <summary>The hours up to and with the one that is read.</summary>
    public const int History = Day * (VolumeDays + 1);

    private const int Week = 7 * Day;
    private const int VolumeDays = 20;
    private const int LeastVolumeDays = 15;
    private const int OldestPastClose = Day + 2;
    private const int PremiumHours = 8;
    private const double MinimumShare = 0.8;

    private static readonly double s_hoursPerYear = CryptoYear.PeriodsPerYear(TimeSpan.FromHours(1));

    /// <summary>The fewest hours that fill a window.</summary>
    public static int LeastOf(int hours) => (int)Math.Ceiling(MinimumShare * hours);

    /// <summary>Reads the features of one hour.</summary>
    /// <param name="hours">The shared hours.</param>
    /// <param name="funding">What was paid.</param>
    /// <param name="index">The hour.</param>
    /// <param name="features">Takes <see cref="Count"/> numbers, finite where there is no fault.</param>
    public static HazardFault Read(
        in HazardHours hours,
        ref HazardFunding funding,
        int index,
        scoped Span<double> features
    )
    {
        if (index < History - 1)
        {
            return HazardFault.ShortHistory;
        }

        var fault = ReadPrices(hours, index, features);
        if (fault == HazardFault.None)
        {
            fault = ReadVolume(hours, index, out features[(int)HazardFeature.VolumeZ]);
        }

        if (fault == HazardFault.None)
        {
            fault = ReadFunding(hours, ref funding, index, features);
        }

        return fault != HazardFault.None ? fault
            : InputGate.AllFinite(features[..Count]) ? HazardFault.None
            : HazardFault.Overflow;
    }

    private static HazardFault ReadPrices(in HazardHours hours, int index, scoped Span<double> features)
    {
        var close = hours.Close[index];
        var past = PastClose(hours.Close, index);
        if (double.IsNaN(close) || double.IsNaN(past))
        {
            return HazardFault.UnderlyingGap;
        }

        features[(int)HazardFeature.Return24h] = Math.Log(close / past);
        features[(int)HazardFeature.Drawdown7d] = 1 - close / Highest(hours, index);

        var day = SquaresOf(hours, index, days: 1);
        var threeDays = SquaresOf(hours, index, days: 3);
        var week = SquaresOf(hours, index, days: 7);
        if (day.Count < LeastOf(Day) || threeDays.Count < LeastOf(3 * Day) || week.Count < LeastOf(Week))
        {
            return HazardFault.UnderlyingGap;
        }

        features[(int)HazardFeature.LogVolatility24h] = day.LogVolatilityPerYear;
        features[(int)HazardFeature.LogVolatility72h] = threeDays.LogVolatilityPerYear;
        features[(int)HazardFeature.LogVolatility168h] = week.LogVolatilityPerYear;
        return day.Total > Tolerances.VariancePerSample * day.Count ? HazardFault.None : HazardFault.StillPrice;
    }

    private static HazardFault ReadVolume(in HazardHours hours, int index, out double z)
    {
        z = double.NaN;
        var now = hours.LogDayVolume[index];
        Span<double> past = stackalloc double[VolumeDays];
        var days = 0;
        for (var i = index - Day; i > index - History; i -= Day)
        {
            if (hours.LogDayVolume[i] is var volume && !double.IsNaN(volume))
            {
                past[days++] = volume;
            }
        }

        if (double.IsNaN(now) || days < LeastVolumeDays)
        {
            return HazardFault.NoVolume;
        }

        var mean = Sum(past[..days]).Total / days;
        var squares = 0.0;
        foreach (var volume in past[..days])
        {
            squares += (volume - mean) * (volume - mean);
        }

        z = (now - mean) / Math.Sqrt(squares / (days - 1));
        return squares > Tolerances.VariancePerSample * days ? HazardFault.None : HazardFault.SteadyVolume;
    }

    private static HazardFault ReadFunding(
        in HazardHours hours,
        ref HazardFunding funding,
        int index,
        scoped Span<double> features
    )
    {
        var premium = Sum(hours.Premium.Slice(index + 1 - PremiumHours, PremiumHours));
        return premium.Count < LeastOf(PremiumHours)
            ? HazardFault.PremiumGap
            : funding.Read(
                hours.EndOf(index),
                premium.Total / premium.Count,
                out features[(int)HazardFeature.AbsoluteFunding7dBps],
                out features[(int)HazardFeature.LogFundingGap]
            );
    }

    private static double PastClose(ReadOnlySpan<double> closes, int index)
    {
        for (var hours = Day; hours <= OldestPastClose; hours++)
        {
            if (!double.IsNaN(closes[index - hours]))
            {
                return closes[index - hours];
            }
        }

        return double.NaN;
    }

    /// <summary>The highest close of the week and of the hour before it: where the week's first return starts.</summary>
    private static double Highest(in HazardHours hours, int index)
    {
        var highest = hours.Close[index - Week] is > 0 and var before ? before : 0;
        for (var i = index; i > index - Week; i -= Day)
        {
            highest = Math.Max(highest, hours.DayHighest[i]);
        }

        return highest;
    }

    private static WindowSum SquaresOf(in HazardHours hours, int index, int days)
    {
        var (total, count) = (0.0, 0.0);
        for (var i = index; i > index - days * Day; i -= Day)
        {
            total += hours.DaySquares[i];
            count += hours.DayReturns[i];
        }

        return new WindowSum(total, count);
    }

    private static WindowSum Sum(ReadOnlySpan<double> values)
    {
        var (total, count) = (0.0, 0.0);
        foreach (var value in values)
        {
            if (!double.IsNaN(value))
            {
                total += value;
                count++;
            }
        }

        return new WindowSum(total, count);
    }

    /// <summary>A sum of the values that are there, and how many they are.</summary>
    private readonly record struct WindowSum(double Total, double Count)
    {
        public double LogVolatilityPerYear => 0.5 * Math.Log(Total / Count * s_hoursPerYear);
    }
}
