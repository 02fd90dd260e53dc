using System.Globalization;
using Decoupling.Results;
using Decoupling.Snapshots;
using Decoupling.Tracking;

namespace Decoupling.Scoring;

/// <summary>The window of every rolling score, and how full it must be.</summary>
public sealed record ScoringWindow
{
    /// <summary>How far back the bars of both legs must reach; at least one slot. Default one day: it holds each hour once and three rounds of funding,
    /// so that no part of the day is unusual by itself.</summary>
    public TimeSpan Length { get; init; } = TimeSpan.FromDays(1);

    /// <summary>The least share of the window's bars that both legs must have traded in, in (0, 1]. Default 0.8: an outage of a few hours is bridged by the rest,
    /// a longer one is not.</summary>
    public double MinimumShare { get; init; } = 0.8;

    /// <summary>Refuses a window out of its range.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Names the option and its value.</exception>
    public void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(Length, TimeSpan.Zero);
        if (!(MinimumShare > 0 && MinimumShare <= 1))
        {
            throw new ArgumentOutOfRangeException(nameof(MinimumShare), MinimumShare, "A share lies in (0, 1].");
        }
    }

    /// <summary>Why a pair's bars do not fill the window, or <see langword="null"/> when they do.</summary>
    internal Refusal? FindFault(InstrumentPair pair, MarketSnapshot snapshot)
    {
        var (underlying, derivative) = (pair.Reference!.Bars!, pair.Derivative.Bars!);
        var startAt = underlying.StartAt > derivative.StartAt ? underlying.StartAt : derivative.StartAt;
        if (startAt > snapshot.SlotAt - Length)
        {
            return Insufficient(
                $"The bars reach back {(snapshot.SlotAt - startAt).TotalHours:0.#} h of {Length.TotalHours:0.#} h."
            );
        }

        var both = CountWithinWindow(underlying, derivative, snapshot.SlotAt);
        var expected = Length / snapshot.SlotLength;
        return both < MinimumShare * expected
            ? Insufficient($"Both legs traded in {both} of the {expected:0} bars of {Length.TotalHours:0.#} h.")
            : null;
    }

    /// <summary>How many bars that both legs traded in open within the window; older ones do not fill it.</summary>
    private int CountWithinWindow(BarSeries underlying, BarSeries derivative, DateTimeOffset slotAt)
    {
        var overlap = BarOverlap.Between(underlying, derivative);
        var sharedStartAt = underlying.StartAt + underlying.Step * overlap.UnderlyingStart;
        var first = (int)Math.Max(0, Math.Ceiling((slotAt - Length - sharedStartAt) / underlying.Step));
        var both = 0;
        for (var i = first; i < overlap.Count; i++)
        {
            both += overlap.IsTraded(underlying, derivative, i) ? 1 : 0;
        }

        return both;
    }

    private static Refusal Insufficient(FormattableString reason) =>
        new(MetricStatus.InsufficientData, reason.ToString(CultureInfo.InvariantCulture));
}
