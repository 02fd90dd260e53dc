using Decoupling.Results;
using Decoupling.Scoring;
using Decoupling.Snapshots;
using Decoupling.Tracking;

namespace Decoupling.Quality;

/// <summary>Looks through one instrument's bars for prices that stand still, leap, or come first after an outage.</summary>
/// <remarks>One pass compares each close with the one before; the others are asked only where that is suspicious. A wrong bar inside the
/// window is left out; a wrong newest one blocks the price.</remarks>
internal static class BarGates
{
    public static void Inspect(Inspection inspection, int instrument, BarSeries bars, bool isHourly)
    {
        var scan = new BarScan(inspection, instrument, bars, isHourly);
        var close = bars.Close;
        var leap = inspection.Options.Outlier;
        var (run, last) = (0, -1);
        for (var i = 0; i < close.Length; i++)
        {
            if (i > 0 && close[i] == close[i - 1])
            {
                run++;
            }
            else
            {
                EndRun(ref scan, inspection.Options, i, run);
                run = double.IsNaN(close[i]) ? 0 : 1;
            }

            if (!TradedBars.Has(bars, i))
            {
                continue;
            }

            if (last >= 0)
            {
                if (!(Math.Abs(close[i] - close[last]) <= leap * close[last]))
                {
                    scan.Leap(last, i);
                }
                else if (i - last > inspection.Options.OutageBars)
                {
                    scan.Restart(last, i);
                }
            }

            last = i;
        }

        EndRun(ref scan, inspection.Options, close.Length, run);
        scan.Report();
    }

    private static void EndRun(ref BarScan scan, QualityOptions options, int end, int run)
    {
        if (run >= options.FrozenBars)
        {
            scan.StoodStill(end - run, end);
        }
    }
}

/// <summary>What one pass over an instrument's bars has found.</summary>
internal ref struct BarScan(Inspection inspection, int instrument, BarSeries bars, bool isHourly)
{
    /// <summary>Bars of a run that the others are asked of.</summary>
    private const int RunSamples = 32;

    private SeriesDistance toQuorum = new(inspection, instrument, bars, isHourly, QuorumScope.All);
    private SeriesDistance toOthers = new(inspection, instrument, bars, isHourly, QuorumScope.Others);
    private int masked;
    private int maskedTo;
    private QualityGate gate;

    private readonly InstrumentSnapshot Self => inspection.Snapshot.Instruments[instrument];

    private readonly QualityOptions Options => inspection.Options;

    private readonly bool IsNewest(int bar) =>
        !isHourly && bar == bars.Count - 1 && inspection.IsFresh(bars.StartAt + bars.Step * bars.Count);

    /// <summary>A run of equal closes: the venue stands still where the others moved meanwhile.</summary>
    public void StoodStill(int start, int end)
    {
        var (low, high) = (double.PositiveInfinity, 0.0);
        var stride = Math.Max(1, (end - start) / RunSamples);
        for (var bar = end - 1; bar >= start; bar -= stride)
        {
            var others = inspection.Quorum.At(
                instrument,
                bars.StartAt + bars.Step * (bar + 1),
                isHourly,
                QuorumScope.Others
            );
            if (others.IsKnown)
            {
                (low, high) = (Math.Min(low, others.Price), Math.Max(high, others.Price));
            }
        }

        var price = bars.Close[start];
        var needed = Math.Max(Options.FrozenMove, Options.FrozenTicks * (Self.TickSize ?? 0) / price);
        if (!(high / low - 1 >= needed))
        {
            return;
        }

        if (IsNewest(end - 1))
        {
            inspection.Notes.Block(
                instrument,
                QualityGate.FrozenLast,
                SnapshotInput.Last,
                Inspection.Text(
                    $"{Freshness.NameOf(Self)}: last has been {price} for {end - start} bars while others moved {1e4 * (high / low - 1):0} bp."
                ),
                MetricStatus.Stale
            );
            return;
        }

        Mask(start + 1, end, QualityGate.FrozenLast);
    }

    /// <summary>The first print after an outage.</summary>
    public void Restart(int before, int first)
    {
        var off = Math.Abs(toOthers.At(first, out var venues));
        if (venues == 0 || !(off > Options.RestartOff))
        {
            return;
        }

        if (IsNewest(first))
        {
            inspection.Notes.Block(
                instrument,
                QualityGate.RestartPrint,
                SnapshotInput.Last,
                Inspection.Text(
                    $"{Freshness.NameOf(Self)}: last, {bars.Close[first]}, is the first print after {first - before - 1} bars without a trade, {1e4 * off:0} bp off the others."
                )
            );
            return;
        }

        var next = first + 1;
        if (next < bars.Count && TradedBars.Has(bars, next) && Math.Abs(toOthers.At(next, out _)) < 0.5 * off)
        {
            Mask(first, next, QualityGate.RestartPrint);
        }
    }

    /// <summary>A leap from one traded bar to the next: away from the others, or back to them.</summary>
    public void Leap(int before, int after)
    {
        if (before < maskedTo && masked > 0)
        {
            return;
        }

        if (after - before > Options.OutageBars)
        {
            Restart(before, after);
            if (IsNewest(after) || maskedTo > after)
            {
                return;
            }
        }

        var wasOff = IsOff(before, out _);
        var isOff = IsOff(after, out _);
        if (isOff && !wasOff)
        {
            Forward(after);
        }
        else if (wasOff && !isOff)
        {
            Backward(before);
        }
    }

    /// <summary>Tells once what was left out of the window.</summary>
    public readonly void Report()
    {
        if (masked > 0)
        {
            inspection.Notes.Warn(
                instrument,
                gate,
                SnapshotInput.Last,
                Inspection.Text(
                    $"{Freshness.NameOf(Self)}: {masked} {(isHourly ? "hourly bars" : "bars")} of the window are left out ({gate})."
                )
            );
        }
    }

    /// <summary>Whether a bar is off: by a power of ten from any other market, or from a quorum by more than an outlier.</summary>
    private bool IsOff(int bar, out bool isUnit)
    {
        isUnit = inspection.PowerOfTen(toOthers.At(bar, out _)) != 0;
        return isUnit
            || (Math.Abs(toQuorum.At(bar, out var venues)) > Options.Outlier && venues >= QuorumPrice.FewestVenues);
    }

    private void Forward(int start)
    {
        var (end, isUnit) = (start, true);
        while (end < bars.Count && (!TradedBars.Has(bars, end) || IsOff(end, out isUnit)))
        {
            end++;
        }

        // What reaches the newest bar is judged there, with what the venue's book and mark say.
        if (end < bars.Count && (end - start <= Options.PrintBars || IsUnit(start)))
        {
            Mask(start, end, IsUnit(start) ? QualityGate.UnitJump : QualityGate.Outlier);
        }
    }

    private void Backward(int end)
    {
        var start = end;
        while (start > 0 && (!TradedBars.Has(bars, start - 1) || IsOff(start - 1, out _)))
        {
            start--;
        }

        if (IsUnit(end))
        {
            Mask(start, end + 1, QualityGate.UnitJump);
        }
    }

    private bool IsUnit(int bar)
    {
        IsOff(bar, out var isUnit);
        return isUnit;
    }

    private void Mask(int start, int end, QualityGate by)
    {
        for (var bar = Math.Max(start, 0); bar < end; bar++)
        {
            if (TradedBars.Has(bars, bar) && !inspection.Notes.IsMasked(instrument, isHourly, bar))
            {
                inspection.Notes.Mask(instrument, isHourly, bar);
                masked++;
            }
        }

        (maskedTo, gate) = (Math.Max(maskedTo, end), by);
    }
}
