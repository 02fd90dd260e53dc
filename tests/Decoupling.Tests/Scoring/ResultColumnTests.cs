using System.Text.RegularExpressions;
using Decoupling.Scoring;
using Decoupling.Scoring.Columns;
using Decoupling.Tests.Baselines;
using Decoupling.Tests.Hazard;
using Decoupling.Tests.Scoring.CrossVenue;

namespace Decoupling.Tests.Scoring;

public partial class ResultColumnTests
{
    /// <summary>Names end in their unit, or the number is pure.</summary>
    private static readonly Dictionary<string, string> s_suffixes = new()
    {
        ["bp"] = "Bps",
        ["%"] = "Percent",
        ["USD"] = "Usd",
        ["s"] = "Seconds",
        ["ms"] = "Milliseconds",
        ["min"] = "Minutes",
        ["alarms per day"] = "PerDay",
        ["coins"] = "Coins",
        ["quote per coin"] = "Price",
        ["fraction per year"] = "PerYear",
        ["fraction per √year"] = "PerYear",
    };

    private static readonly ScoreCard s_card = SnapshotScoring.Compute(
        RestlessMarket.TwoVenues(),
        SampleMarket.Options,
        SampleDays.Baseline(40)
    );

    public static TheoryData<string> Tables { get; } = ["DecouplingScores", "LiquidationRisk"];

    [Theory]
    [MemberData(nameof(Tables))]
    public void All_Names_AreUniqueAndFitATable(string table)
    {
        var columns = ColumnsOf(table);

        columns.Select(column => column.Name).ShouldBeUnique();
        columns.ShouldAllBe(column => PropertyName().IsMatch(column.Name) && column.Name.Length <= 255);
        // Azure's limit of own properties, with room for what is added later.
        columns.Count.ShouldBeLessThan(200);
    }

    /// <summary>A row of Latest has all scores, what it shows of liquidations, and their status and reason under names of their own; Azure
    /// takes 252 of an entity's own properties, and there is to be room.</summary>
    [Fact]
    public void InLatest_BesideAllScores_LeavesRoomInOneEntity()
    {
        var scores = DecouplingScoreColumns.All.Select(column => column.Name).ToArray();

        LiquidationRiskColumns.InLatest.ShouldBeSubsetOf(LiquidationRiskColumns.All.Select(column => column.Name));
        scores
            .Concat(LiquidationRiskColumns.InLatest)
            .Append("LiquidationStatus")
            .Append("LiquidationReason")
            .ShouldBeUnique();
        (scores.Length + LiquidationRiskColumns.InLatest.Count + 2).ShouldBeLessThanOrEqualTo(230);
    }

    [Theory]
    [MemberData(nameof(Tables))]
    public void All_EveryNumber_HasItsUnitInTheNameOrIsPure(string table)
    {
        foreach (var column in ColumnsOf(table).Where(column => column.Type == typeof(double)))
        {
            if (s_suffixes.TryGetValue(column.Unit, out var suffix))
            {
                column.Name.ShouldEndWith(suffix);
            }
            else
            {
                column.Unit.ShouldBeOneOf("", "×", "× both floors");
                PureNumber().IsMatch(column.Meaning).ShouldBeTrue($"{column.Name}: {column.Meaning}");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Tables))]
    public void All_WholeCard_FillsEveryColumnButTheReasonWithItsType(string table)
    {
        var always = ColumnsOf(table)
            .Where(column =>
                !IsShareOfDiscovery(column) && !IsHazard(column) && !IsOfCascade(column) && !IsOfInsurance(column)
            );
        foreach (var column in always)
        {
            var value = column.Value(new ScoredRow(s_card, s_card.Derivatives[0]));

            if (column.Name.EndsWith("Reason", StringComparison.Ordinal) && column.Name != "VerdictReason")
            {
                value.ShouldBeNull();
            }
            else
            {
                value.ShouldNotBeNull(column.Name).GetType().ShouldBe(column.Type, column.Name);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Tables))]
    public void All_Meanings_AreSaid(string table) =>
        ColumnsOf(table).ShouldAllBe(column => column.Meaning.Length > 0 && !column.Meaning.EndsWith('.'));

    [Fact]
    public void LiquidationRisk_OptionsOfOtherBandsAndLeverages_LeaveTheColumnsAbsent()
    {
        var options = SampleMarket.Options with
        {
            LiquidationMap = new() { BandWidths = [0.03] },
            LiquidationLadder = new() { Leverages = [4], Horizons = [TimeSpan.FromHours(1)] },
        };
        var card = SnapshotScoring.Compute(SampleMarket.TwoVenues(), options);
        var row = new ScoredRow(card, card.Derivatives[0]);

        var filled = LiquidationRiskColumns
            .All.Where(column => column.Value(row) is not null)
            .Select(column => column.Name);

        filled.ShouldNotContain(name => name.Contains("LiquidationWithin") || name.Contains("LiquidationPrice"));
    }

    [Fact]
    public void DecouplingScores_OneVenueABarAhead_FillTheSharesOfDiscovery()
    {
        var card = SnapshotScoring.Compute(LeadingMarket.BinanceAhead(1), SampleMarket.Options);
        var row = new ScoredRow(card, card.Derivatives[0]);

        DecouplingScoreColumns
            .All.Where(IsShareOfDiscovery)
            .Where(column => column.Value(row) is not double)
            .Select(column => column.Name)
            .ShouldBeEmpty();
    }

    [Fact]
    public void DecouplingScores_HourlyHistoryAndABaseline_FillTheHazard()
    {
        var (snapshot, baseline) = (HazardMarket.Snapshot, HazardMarket.BaselineBelow);
        var card = SnapshotScoring.Compute(snapshot, SampleMarket.Options, baseline);
        var row = new ScoredRow(card, card.Derivatives[0]);

        foreach (var column in DecouplingScoreColumns.All.Where(IsHazard))
        {
            var value = column.Value(row);

            if (column.Name is "HazardReason")
            {
                value.ShouldBeNull();
            }
            else
            {
                value.ShouldNotBeNull(column.Name).GetType().ShouldBe(column.Type, column.Name);
            }
        }
    }

    /// <summary>The hazard reads a month of hours, which the day's market does not have.</summary>
    private static bool IsHazard(ResultColumn<ScoredRow> column) =>
        column.Meaning.StartsWith("hazard", StringComparison.Ordinal);

    [Fact]
    public void LiquidationRisk_FallThroughItsMap_FillsWhatLoopAndTapeSay()
    {
        var card = SnapshotScoring.Compute(FallingMarket.ThroughItsMap(), SampleMarket.Options);
        var row = new ScoredRow(card, card.Derivatives[0]);

        LiquidationRiskColumns
            .All.Where(IsOfCascade)
            .Where(column => column.Value(row)?.GetType() != column.Type)
            .Select(column => column.Name)
            .ShouldBeEmpty();
    }

    /// <summary>Loops that feed on themselves have no amplification, calm ones no trigger, and the sample market no tape.</summary>
    private static bool IsOfCascade(ResultColumn<ScoredRow> column) =>
        column.Name.Contains("Loop")
        || column.Name.StartsWith("Branching", StringComparison.Ordinal)
        || column.Name.StartsWith("Map", StringComparison.Ordinal)
        || column.Name is "LiquidationCoverage" or "ForcedOrdersUsd";

    [Fact]
    public void LiquidationRisk_FundAndBadDebt_FillTheColumnsOfInsurance()
    {
        var card = SnapshotScoring.Compute(InsuredMarket.Make(), SampleMarket.Options);
        var row = new ScoredRow(card, card.Derivatives[0]);

        LiquidationRiskColumns
            .All.Where(IsOfInsurance)
            .Where(column => column.Value(row)?.GetType() != column.Type)
            .Select(column => column.Name)
            .ShouldBeEmpty();
    }

    private static bool IsOfInsurance(ResultColumn<ScoredRow> column) =>
        column.Name.Contains("Insurance", StringComparison.Ordinal);

    /// <summary>A7 is OutOfDomain where markets that run in step show nobody to follow, as this market's do.</summary>
    private static bool IsShareOfDiscovery(ResultColumn<ScoredRow> column) =>
        column.Type == typeof(double) && column.Meaning.StartsWith("A7", StringComparison.Ordinal);

    internal static IReadOnlyList<ResultColumn<ScoredRow>> ColumnsOf(string table) =>
        table == "DecouplingScores" ? DecouplingScoreColumns.All : LiquidationRiskColumns.All;

    [GeneratedRegex("^[A-Z][A-Za-z0-9]*$")]
    private static partial Regex PropertyName();

    /// <summary>A ratio, a correlation, a beta, a z-score, a statistic, a probability, a share, a rank, a fraction, a ratio or LLR.</summary>
    [GeneratedRegex(
        "ρ|β|χ|λ|correlation|statistic|probability|\\bz\\b|\\|z\\||variance not explained|open interest over|liquidated within|LLR|\\bshare\\b|rank|a fraction|a ratio"
    )]
    private static partial Regex PureNumber();
}
