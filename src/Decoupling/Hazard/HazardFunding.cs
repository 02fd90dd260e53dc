using Decoupling.Carry;
using Decoupling.Snapshots;

namespace Decoupling.Hazard;

/// <summary>The funding side of the features: what was paid over 7 days, and how far the premium is from what the last rate implies.</summary>
internal ref struct HazardFunding(SampleSeries paid, HazardContract contract)
{
    /// <summary>The longest time between two payments of a perpetual; more is a gap.</summary>
    public static readonly TimeSpan LongestInterval = TimeSpan.FromHours(8);

    /// <summary>A payment counts from an hour after it was made: some venues publish it only after the slot, and what an hour said must not change.</summary>
    public static readonly TimeSpan Lag = TimeSpan.FromHours(1);

    private const double BpsPerUnit = 1e4;

    /// <summary>Payments are stamped some milliseconds or seconds late: their times are read to the minute.</summary>
    private static readonly TimeSpan s_stamp = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan s_minute = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan s_window = TimeSpan.FromDays(7);

    private readonly ReadOnlySpan<DateTimeOffset> _at = paid.At;
    private readonly ReadOnlySpan<double> _rates = paid.Values;

    private (int First, int Last) _payments = (-1, -1);
    private HazardFault _weekFault;
    private double _weekSum;
    private PremiumBand _implied;

    /// <summary>Reads both features at the end of an hour.</summary>
    /// <param name="at">The end of the hour.</param>
    /// <param name="meanPremium">The mean premium of the last 8 h, a fraction.</param>
    /// <param name="absoluteBps">Takes |Σ rates| of the 7 days, in basis points.</param>
    /// <param name="logGap">Takes ln(1 + |gap in basis points|).</param>
    public HazardFault Read(DateTimeOffset at, double meanPremium, out double absoluteBps, out double logGap)
    {
        (absoluteBps, logGap) = (double.NaN, double.NaN);
        var lastAt = at - Lag + s_stamp;
        var last = CountUntil(lastAt) - 1;
        if (last < 1 || lastAt - _at[last] > LongestInterval + s_minute)
        {
            return HazardFault.FundingGap;
        }

        var firstAt = lastAt - s_window;
        var first = CountUntil(firstAt);
        if (_at[first] - firstAt > LongestInterval + s_minute)
        {
            return HazardFault.FundingGap;
        }

        if ((first, last) != _payments)
        {
            ReadWeek(first, last);
        }

        if (_weekFault == HazardFault.None)
        {
            absoluteBps = Math.Abs(_weekSum) * BpsPerUnit;
            logGap = Math.Log(1 + Math.Abs(_implied.Gap(meanPremium)) * BpsPerUnit);
        }

        return _weekFault;
    }

    /// <summary>Sums the payments and finds what the last one implies; hours in a row ask for the same ones.</summary>
    private void ReadWeek(int first, int last)
    {
        _payments = (first, last);
        (_weekSum, _weekFault) = (0, HazardFault.None);
        if (contract.Terms.Find(contract.Venue, contract.Asset, contract.Kind, _at[last]) is not { Terms: var terms })
        {
            _weekFault = HazardFault.UnknownTerms;
            return;
        }

        for (var i = first; i <= last; i++)
        {
            var isGap = i > first && _at[i] - _at[i - 1] > LongestInterval + s_minute;
            if (isGap || terms.IsBeyondAnyCap(_rates[i]))
            {
                _weekFault = isGap ? HazardFault.FundingGap : HazardFault.FundingBeyondCap;
                return;
            }

            _weekSum += _rates[i];
        }

        _implied = terms.ImpliedPremium(_rates[last], IntervalOf(last));
    }

    /// <summary>The time since the payment before, to the minute.</summary>
    private readonly TimeSpan IntervalOf(int index)
    {
        var minutes = Math.Round((_at[index] - _at[index - 1]).TotalMinutes);
        return TimeSpan.FromMinutes(Math.Max(1, minutes));
    }

    private readonly int CountUntil(DateTimeOffset at)
    {
        var found = _at.BinarySearch(at);
        return found < 0 ? ~found : found + 1;
    }
}

/// <summary>Whose funding it is.</summary>
/// <param name="Venue">The venue's name in lower case.</param>
/// <param name="Asset">The underlying in upper case.</param>
/// <param name="Kind">Linear or inverse perpetual.</param>
/// <param name="Terms">The venues' funding terms.</param>
internal readonly record struct HazardContract(
    string Venue,
    string Asset,
    InstrumentKind Kind,
    VenueFundingTerms Terms
);
