using Decoupling.Scoring.CrossVenue;
using Decoupling.Summaries;
using Decoupling.Tests.Scoring;

namespace Decoupling.Tests.Summaries;

public class RiskSummaryColumnTests
{
    private static readonly Dictionary<string, string> s_suffixes = new()
    {
        ["%"] = "Percent",
        ["USD"] = "Usd",
        ["s"] = "Seconds",
    };

    [Fact]
    public void All_Names_AreUniqueAndFitATable()
    {
        RiskSummaryColumns.All.Select(column => column.Name).ShouldBeUnique();
        RiskSummaryColumns.All.Count.ShouldBeLessThan(200);
        RiskSummaryColumns.All.ShouldAllBe(column => column.Meaning.Length > 0 && !column.Meaning.EndsWith('.'));
    }

    [Fact]
    public void All_EveryNumber_HasItsUnitInTheNameOrIsARatio()
    {
        foreach (var column in RiskSummaryColumns.All.Where(column => column.Type == typeof(double)))
        {
            if (s_suffixes.TryGetValue(column.Unit, out var suffix))
            {
                column.Name.ShouldEndWith(suffix);
            }
            else
            {
                column.Unit.ShouldBeOneOf("", "×", "× both floors");
            }
        }
    }

    [Fact]
    public void All_WholeSummary_FillsEveryColumnWithItsType()
    {
        // The insured market for what the falling one, which has no funds, lacks.
        var (market, insured) = (FallingMarket.ThroughItsMap(), InsuredMarket.Make());
        var reading = Readings.Of("binance") with
        {
            DislocationRatio = 2,
            Verdict = VenueVerdict.VenueLocal,
            VerdictConfidence = 0.8,
            VerdictReason = "binance is beyond both floors; 2 of the other 2 venues are not.",
            IsHazardElevated = true,
            EstimatedLeverageRatio = 0.2,
            ReserveUsd = 1e9,
            ReserveCountedAt = SampleMarket.SlotAt.AddDays(-1),
        };
        RiskSummary[] summaries =
        [
            .. new[] { market, insured }.Select(one =>
                RiskSummarizing.Compute(
                    "BTC",
                    one,
                    [reading, reading with { IsScored = false }],
                    SampleMarket.Options,
                    SampleMarket.SlotAt
                ) with
                {
                    OpenInterestParts = [new("binance", 3e9), new("bybit", 2e9), new("okx", 1e9)],
                }
            ),
        ];

        foreach (
            var column in RiskSummaryColumns.All.Where(column =>
                !column.Name.EndsWith("Reason", StringComparison.Ordinal)
            )
        )
        {
            var value = summaries.Select(column.Value).FirstOrDefault(one => one is not null);
            value.ShouldNotBeNull(column.Name).GetType().ShouldBe(column.Type, column.Name);
        }
    }
}
