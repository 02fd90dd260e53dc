using Decoupling.Snapshots;

namespace Decoupling.Quality;

/// <summary>Takes out of a snapshot what the gates refused. What is sound is shared, not copied.</summary>
internal static class Withholding
{
    public static MarketSnapshot Of(MarketSnapshot snapshot, QualityNotes notes)
    {
        if (notes.Refused.Count == 0 && notes.Masks.Count == 0 && notes.Dropped.Count == 0)
        {
            return snapshot;
        }

        InstrumentSnapshot[] sound = [.. snapshot.Instruments];
        foreach (var group in notes.Masks.GroupBy(mask => mask.Instrument))
        {
            var self = sound[group.Key];
            sound[group.Key] = self with
            {
                Bars = Without(self.Bars, group.Where(mask => !mask.IsHourly)),
                HourlyBars = Without(
                    self.HourlyBars,
                    group.Where(mask => mask.IsHourly).Concat(HoursOf(self, group.Key, group))
                ),
            };
        }

        foreach (var group in notes.Dropped.GroupBy(one => one.Instrument))
        {
            sound[group.Key] = sound[group.Key] with
            {
                OpenInterestHistoryUsd = Without(
                    sound[group.Key].OpenInterestHistoryUsd!,
                    [.. group.Select(one => one.Sample)]
                ),
            };
        }

        foreach (var group in notes.Refused.GroupBy(one => one.Instrument))
        {
            sound[group.Key] = Without(sound[group.Key], [.. group.Select(one => one.Refused)]);
        }

        return snapshot with
        {
            Instruments = sound,
        };
    }

    private static InstrumentSnapshot Without(InstrumentSnapshot self, RefusedInput[] refused)
    {
        var isOff = new bool[Enum.GetValues<SnapshotInput>().Length];
        foreach (var one in refused)
        {
            isOff[(int)one.Input] = true;
        }

        bool Keeps(SnapshotInput input) => !isOff[(int)input] && !isOff[(int)SnapshotInput.Clock];
        return self with
        {
            Refused = refused,
            Bars = Keeps(SnapshotInput.Last) ? self.Bars : null,
            HourlyBars = Keeps(SnapshotInput.Last) ? self.HourlyBars : null,
            Mark = Keeps(SnapshotInput.Mark) ? self.Mark : null,
            Index = Keeps(SnapshotInput.Index) ? self.Index : null,
            Book = Keeps(SnapshotInput.Bids) && Keeps(SnapshotInput.Asks) ? self.Book : null,
            Funding = Keeps(SnapshotInput.Funding) ? self.Funding : null,
            FundingHistory = Keeps(SnapshotInput.FundingHistory) ? self.FundingHistory : null,
            OpenInterest = Keeps(SnapshotInput.OpenInterest) ? self.OpenInterest : null,
            OpenInterestHistoryUsd = Keeps(SnapshotInput.OpenInterest) ? self.OpenInterestHistoryUsd : null,
            Liquidations = Keeps(SnapshotInput.Clock) ? self.Liquidations : null,
            LiquidationHistory = Keeps(SnapshotInput.Clock) ? self.LiquidationHistory : null,
        };
    }

    private static SampleSeries Without(SampleSeries samples, HashSet<int> dropped) =>
        new()
        {
            At = [.. samples.At.Where((_, i) => !dropped.Contains(i))],
            Values = [.. samples.Values.Where((_, i) => !dropped.Contains(i))],
        };

    /// <summary>An hour whose last bar is left out has that bar's close.</summary>
    private static IEnumerable<BarMask> HoursOf(InstrumentSnapshot self, int instrument, IEnumerable<BarMask> masks)
    {
        if (self.Bars is not { } bars || self.HourlyBars is not { } hourly)
        {
            yield break;
        }

        foreach (var mask in masks)
        {
            var endAt = bars.StartAt + bars.Step * (mask.Bar + 1);
            var (hour, rest) = Math.DivRem((endAt - hourly.StartAt).Ticks, hourly.Step.Ticks);
            if (!mask.IsHourly && rest == 0 && hour > 0 && hour <= hourly.Count)
            {
                yield return new BarMask(instrument, true, (int)hour - 1);
            }
        }
    }

    private static BarSeries? Without(BarSeries? bars, IEnumerable<BarMask> masks)
    {
        if (bars is null || !masks.Any())
        {
            return bars;
        }

        var without = bars with
        {
            Close = [.. bars.Close],
            High = bars.High?.ToArray(),
            Low = bars.Low?.ToArray(),
            Volume = bars.Volume?.ToArray(),
        };
        foreach (var mask in masks)
        {
            without.Close[mask.Bar] = double.NaN;
            foreach (var column in (ReadOnlySpan<double[]?>)[without.High, without.Low, without.Volume])
            {
                column?[mask.Bar] = double.NaN;
            }
        }

        return without;
    }
}
