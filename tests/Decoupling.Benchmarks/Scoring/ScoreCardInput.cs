using System.Buffers;
using System.Text.Json;
using Decoupling.Liquidation;
using Decoupling.Pipeline.Rows;
using Decoupling.Pipeline.Storage;
using Decoupling.Scoring;
using Decoupling.Scoring.Columns;
using Decoupling.Snapshots;

namespace Decoupling.Benchmarks.Scoring;

/// <summary>Writes what a card was scored from, and its rows, into the folder that PEERS_DATA names: the input of score_card.py beside it.</summary>
internal static class ScoreCardInput
{
    public static void Write(MarketSnapshot snapshot, ScoreCard card, ScoringOptions options)
    {
        if (Environment.GetEnvironmentVariable("PEERS_DATA") is not { Length: > 0 } folder)
        {
            return;
        }

        var derivatives = snapshot.Instruments.Where(instrument => instrument.Kind != InstrumentKind.Spot);
        var input = new
        {
            slotAt = snapshot.SlotAt.ToUnixTimeMilliseconds(),
            stepSeconds = snapshot.SlotLength.TotalSeconds,
            tailShare = options.Tail.TailShare,
            trimming = options.Break.Trimming,
            alarmLevel = options.Cusum.AlarmLevel,
            derivatives = derivatives.Select(derivative => new
            {
                reference = Bars(
                    snapshot.Instruments.First(other =>
                        other.Kind == InstrumentKind.Spot && other.Venue == derivative.Venue
                    )
                ),
                bars = Bars(derivative),
                mark = derivative.Mark!.Price,
                index = derivative.Index!.Price,
                fundingRate = derivative.Funding!.RatePerInterval,
                fundingHours = derivative.Funding.Interval.TotalHours,
                openInterestUsd = derivative.OpenInterest!.Usd,
                openInterestHistoryUsd = derivative.OpenInterestHistoryUsd!.Values,
                openInterestHistoryAt = derivative.OpenInterestHistoryUsd.At.Select(at => at.ToUnixTimeMilliseconds()),
                book = derivative.Book,
                tiers = options
                    .MarginTiers.Find(derivative.Venue, snapshot.Asset, derivative.Kind, snapshot.SlotAt)!
                    .Tiers.Tiers,
                isMarginOfEntry = LiquidationRules.Find(derivative.Venue, snapshot.SlotAt).Basis
                    == MaintenanceBasis.EntryValue,
            }),
        };
        File.WriteAllText(Path.Combine(folder, "score_card.json"), JsonSerializer.Serialize(input));

        var rows = new ArrayBufferWriter<byte>();
        using var writer = RowJson.CreateWriter(rows);
        foreach (
            var columns in (ReadOnlySpan<IReadOnlyList<ResultColumn<ScoredRow>>>)
                [DecouplingScoreColumns.All, LiquidationRiskColumns.All]
        )
        {
            foreach (var row in ResultRow.From(card, columns))
            {
                RowJson.Write(rows, writer, row);
            }
        }

        File.WriteAllBytes(Path.Combine(folder, "score_card_rows.ndjson"), rows.WrittenSpan);
    }

    private static object Bars(InstrumentSnapshot instrument) =>
        new
        {
            close = instrument.Bars!.Close,
            high = instrument.Bars.High,
            low = instrument.Bars.Low,
            volume = instrument.Bars.Volume,
        };
}
