using System.Globalization;
using Decoupling.Numerics;
using Decoupling.Results;

namespace Decoupling.Crowding;

/// <summary>C2: in how few hands the open interest lies.</summary>
/// <remarks>HHI = Σ(q_i/Q)² over the N largest of the known holders, Q being all open interest. What nobody's name is on counts as spread
/// thinly, so both numbers are lower bounds. O(n log n). Source: Hirschman, "The Paternity of an Index", 1964.</remarks>
public static class HolderConcentration
{
    /// <summary>By how much rounding may carry the holders' sum beyond the whole.</summary>
    private const double ShareExcess = 1e-9;

    private static readonly Refusal s_nothing = new(
        MetricStatus.OutOfDomain,
        "There is no open interest to share out."
    );

    /// <summary>Measures the known holders of one side.</summary>
    /// <param name="holdings">What each known holder has; at least 0 each, in any order.</param>
    /// <param name="openInterest">All that there is, in the same unit.</param>
    /// <param name="asOf">The slot's time.</param>
    /// <param name="options">How many holders count.</param>
    /// <returns>InvalidInput for a quantity that is negative or no number, or holders that have more than there is;
    /// InsufficientData without a holder; OutOfDomain without open interest.</returns>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of range.</exception>
    public static HolderConcentrationResult Compute(
        ReadOnlySpan<double> holdings,
        double openInterest,
        DateTimeOffset asOf,
        HolderConcentrationOptions options
    )
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        if (Check(holdings, openInterest) is { } refusal)
        {
            return Without(refusal, holdings.Length, asOf);
        }

        using var buffer = new Rented<double>(holdings.Length);
        holdings.CopyTo(buffer.Span);
        buffer.Span.Sort();
        var largest = buffer.Span[Math.Max(0, holdings.Length - options.Holders)..];
        double share = 0;
        double squares = 0;
        foreach (var holding in largest)
        {
            share += holding / openInterest;
            squares += holding / openInterest * (holding / openInterest);
        }

        return new HolderConcentrationResult
        {
            Status = MetricStatus.Ok,
            SampleCount = holdings.Length,
            AsOf = asOf,
            TopShare = Math.Min(1, share),
            HerfindahlIndex = Math.Min(1, squares),
        };
    }

    private static Refusal? Check(ReadOnlySpan<double> holdings, double openInterest)
    {
        double sum = 0;
        for (var i = 0; i < holdings.Length; i++)
        {
            if (Quantity.Check($"holding at index {i}", holdings[i]) is { } refusal)
            {
                return refusal;
            }

            sum += holdings[i];
        }

        if (Quantity.Check("open interest", openInterest) is { } notAQuantity)
        {
            return notAQuantity;
        }

        if (openInterest == 0)
        {
            return s_nothing;
        }

        if (holdings.IsEmpty)
        {
            return new Refusal(MetricStatus.InsufficientData, "No holder is known.");
        }

        return sum > openInterest * (1 + ShareExcess)
            ? new Refusal(
                MetricStatus.InvalidInput,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"The holders have {sum} together, more than the open interest of {openInterest}."
                )
            )
            : null;
    }

    private static HolderConcentrationResult Without(Refusal refusal, int count, DateTimeOffset asOf) =>
        new()
        {
            Status = refusal.Status,
            Reason = refusal.Reason,
            SampleCount = count,
            AsOf = asOf,
        };
}

/// <summary>What <see cref="HolderConcentration"/> counts.</summary>
public sealed record HolderConcentrationOptions
{
    /// <summary>N: how many of the largest holders count; at least 1. Default 10, as leader boards show.</summary>
    public int Holders { get; init; } = 10;

    /// <summary>Refuses options out of their range.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Names the option and its value.</exception>
    public void Validate() => ArgumentOutOfRangeException.ThrowIfLessThan(Holders, 1, nameof(Holders));
}

/// <summary>How concentrated the open interest is. Values are <see langword="null"/> unless the status is Ok.</summary>
public sealed record HolderConcentrationResult : MetricResult
{
    /// <summary>The share of the N largest holders, in [0, 1]; a lower bound.</summary>
    public double? TopShare { get; init; }

    /// <summary>HHI: the sum of their squared shares, in [0, 1]; 1 over it is the number of equal holders that would be as
    /// concentrated.</summary>
    public double? HerfindahlIndex { get; init; }
}
