using Decoupling.Scoring;
using Decoupling.Snapshots;

namespace Decoupling.Quality;

/// <summary>Finds open interest that changed by more than was traded: each contract that is opened or closed is a trade.</summary>
/// <remarks>Held against each of the last samples, with the volume since it; the figure is refused when most of them contradict it. A fall
/// that was traded, as in a cascade, passes. Without volume it is told and used.</remarks>
internal static class OpenInterestGate
{
    /// <summary>Samples that are asked: an hour of 5-minute ones.</summary>
    private const int Samples = 12;

    /// <summary>Older samples say little of now.</summary>
    private static readonly TimeSpan s_oldest = TimeSpan.FromHours(4);

    public static void Inspect(Inspection inspection, int instrument)
    {
        var self = inspection.Snapshot.Instruments[instrument];
        if (
            self.OpenInterest is not { } now
            || self.OpenInterestHistoryUsd is not { At.Length: > 0 } history
            || !inspection.IsFresh(now.VenueAt)
        )
        {
            return;
        }

        var factor = inspection.Options.OpenInterestFactor;
        var price = inspection.Quorum.At(instrument, inspection.Snapshot.SlotAt, false, QuorumScope.All);
        var (asked, against, unproven, typical) = (0, 0, 0, 0.0);
        for (var i = history.At.Length - 1; i >= 0 && asked < Samples; i--)
        {
            if (history.At[i] >= now.VenueAt)
            {
                continue;
            }

            if (now.VenueAt - history.At[i] > s_oldest)
            {
                break;
            }

            asked++;
            var before = history.Values[i];
            if (before <= factor * now.Usd && now.Usd <= factor * before)
            {
                continue;
            }

            typical = typical == 0 ? before : typical;
            switch (TradedUsdSince(self, price.Price, history.At[i], inspection.Snapshot.SlotAt))
            {
                case null:
                    unproven++;
                    break;
                case { } traded when Math.Abs(now.Usd - before) > traded:
                    against++;
                    break;
            }
        }

        Tell(inspection, instrument, self, now, (asked, against, unproven), typical);
    }

    private static void Tell(
        Inspection inspection,
        int instrument,
        InstrumentSnapshot self,
        OpenInterestQuote now,
        (int Asked, int Against, int Unproven) votes,
        double typical
    )
    {
        if (2 * (votes.Against + votes.Unproven) < votes.Asked || votes.Against + votes.Unproven == 0)
        {
            return;
        }

        var isUnit = now.Usd > 0 && typical > 0 && inspection.PowerOfTen(Math.Log(now.Usd / typical)) != 0;
        var gate = isUnit ? QualityGate.UnitJump : QualityGate.OpenInterestJump;
        var what = Inspection.Text($"{Freshness.NameOf(self)}: openInterest went from {typical:0} to {now.Usd:0} USD");
        if (votes.Against >= votes.Unproven)
        {
            inspection.Notes.Block(
                instrument,
                gate,
                SnapshotInput.OpenInterest,
                $"{what}, more than was traded meanwhile."
            );
        }
        else
        {
            inspection.Notes.Warn(
                instrument,
                gate,
                SnapshotInput.OpenInterest,
                $"{what}, and the volume meanwhile is not known."
            );
        }
    }

    /// <summary>What was traded from a bar before a time to the slot, USD at the quorum's price, which a wrong print of the own bars does not touch;
    /// <see langword="null"/> where a bar, its volume or the price is missing. The bar that runs at the slot is not known, so that the newest one counts twice.</summary>
    private static double? TradedUsdSince(
        InstrumentSnapshot self,
        double price,
        DateTimeOffset since,
        DateTimeOffset slotAt
    )
    {
        if (self.Bars is not { Count: > 0, Volume: { } volume } bars || bars.EndAt != slotAt || since < bars.StartAt)
        {
            return null;
        }

        var first = (int)((since - bars.StartAt).Ticks / bars.Step.Ticks) - 1;
        var coins = volume[^1];
        for (var i = Math.Max(0, first); i < bars.Count; i++)
        {
            coins += volume[i];
        }

        return double.IsFinite(coins * price) ? coins * price : null;
    }
}
