using Decoupling.Numerics;
using Decoupling.Scoring;
using Decoupling.Snapshots;

namespace Decoupling.Quality;

/// <summary>Leaves out samples of open interest that leap and come back, as a wrong unit does once it is mended.</summary>
/// <remarks>A leap is a factor of two from one sample to the next. What is back within that factor of the median before it, in at most as many samples, was none.</remarks>
internal static class OpenInterestHistoryGate
{
    /// <summary>Samples whose median a leap is held against, and that it may last.</summary>
    private const int Samples = 12;

    public static void Inspect(Inspection inspection, int instrument)
    {
        if (inspection.Snapshot.Instruments[instrument].OpenInterestHistoryUsd is not { } history)
        {
            return;
        }

        var values = history.Values;
        var left = 0;
        for (var i = 1; i < values.Length; i++)
        {
            if (IsNear(values[i], values[i - 1], inspection.Options.OpenInterestFactor))
            {
                continue;
            }

            var end = EndOfLeap(values, i, inspection.Options.OpenInterestFactor);
            for (; i < end; i++, left++)
            {
                inspection.Notes.DropSample(instrument, i);
            }
        }

        if (left > 0)
        {
            inspection.Notes.Warn(
                instrument,
                QualityGate.OpenInterestJump,
                SnapshotInput.OpenInterest,
                Inspection.Text(
                    $"{Freshness.NameOf(inspection.Snapshot.Instruments[instrument])}: {left} samples of openInterest that leapt and came back are left out."
                )
            );
        }
    }

    /// <summary>The first sample that is back; the start itself where none is.</summary>
    private static int EndOfLeap(double[] values, int start, double factor)
    {
        Span<double> before = stackalloc double[Samples];
        var count = Math.Min(Samples, start);
        values.AsSpan(start - count, count).CopyTo(before);
        var level = Median.OfReordered(before[..count]);
        for (var i = start + 1; i < values.Length && i <= start + Samples; i++)
        {
            if (IsNear(values[i], level, factor))
            {
                return i;
            }
        }

        return start;
    }

    private static bool IsNear(double one, double other, double factor) =>
        one <= factor * other && other <= factor * one;
}
