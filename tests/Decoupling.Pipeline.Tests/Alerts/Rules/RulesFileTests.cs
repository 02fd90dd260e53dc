using Decoupling.Alerts;
using Decoupling.Pipeline.Alerts.Rules;
using Decoupling.Pipeline.Settings;

namespace Decoupling.Pipeline.Tests.Alerts.Rules;

public sealed class RulesFileTests
{
    private const string Sound = """
        {
          "schemaVersion": 1,
          "rules": [
            {
              "name": "a", "table": "DecouplingScores", "column": "BasisBps", "title": "basis", "unit": "bp",
              "direction": "AtMost", "levels": [{ "severity": "Info", "enter": -10, "leave": -5 }]
            },
            {
              "name": "b", "table": "LiquidationRisk", "column": "OpenInterestUsd", "title": "open interest", "unit": "$",
              "levels": [{ "severity": "Warning", "enter": 1e9, "leave": 9e8 }, { "severity": "Critical", "enter": 2e9, "leave": 1e9 }],
              "changeOver": "01:00:00", "enterSlots": 2, "enterWithinSlots": 3, "leaveSlots": 4, "minimumHold": "00:10:00",
              "cooldown": "00:30:00", "remindEvery": "06:00:00", "noDataAfterSlots": 5, "lateAfter": "00:15:00",
              "assets": ["BT?"], "venues": ["by*"], "verdicts": ["VenueLocal"], "inhibitedBy": ["a"],
              "hours": [{ "days": ["Monday", "Friday"], "from": "22:00:00", "to": "06:00:00" }],
              "groupsByAsset": true, "channels": ["night"], "shownColumns": ["Symbol"], "nextStep": "Look."
            }
          ]
        }
        """;

    [Fact]
    public void Parse_EveryField_IsRead()
    {
        var rules = RulesFile.Parse(Sound, "rules.json");

        rules.Count.ShouldBe(2);
        (rules[0].Direction, rules[0].Levels[0]).ShouldBe((AlertDirection.AtMost, new(AlertSeverity.Info, -10, -5)));
        var rule = rules[1];
        rule.Levels.ShouldBe([new(AlertSeverity.Warning, 1e9, 9e8), new(AlertSeverity.Critical, 2e9, 1e9)]);
        (rule.ChangeOver, rule.EnterSlots, rule.EnterWithinSlots).ShouldBe((TimeSpan.FromHours(1), 2, 3));
        (rule.LeaveSlots, rule.MinimumHold, rule.Cooldown).ShouldBe(
            (4, TimeSpan.FromMinutes(10), TimeSpan.FromMinutes(30))
        );
        (rule.RemindEvery, rule.NoDataAfterSlots, rule.LateAfter).ShouldBe(
            (TimeSpan.FromHours(6), 5, TimeSpan.FromMinutes(15))
        );
        rule.Assets.Concat(rule.Venues)
            .Concat(rule.Verdicts)
            .Concat(rule.InhibitedBy)
            .Concat(rule.Channels)
            .ShouldBe(["BT?", "by*", "VenueLocal", "a", "night"]);
        var hours = rule.Hours.ShouldHaveSingleItem();
        hours.Days.ShouldBe([DayOfWeek.Monday, DayOfWeek.Friday]);
        (hours.From, hours.To).ShouldBe((new TimeOnly(22, 0), new TimeOnly(6, 0)));
        (rule.GroupsByAsset, rule.ShownColumns[0], rule.NextStep).ShouldBe((true, "Symbol", "Look."));
    }

    [Theory]
    [InlineData("\"enterSlots\": 2", "\"enterSlots\": 9", "rules.json, line 8: Rule 'b' wants 9 of 3 slots")]
    [InlineData("-10, \"leave\": -5", "-10, \"leave\": -15", "rules.json, line 4: Rule 'a' leaves Info at -15")]
    [InlineData("\"name\": \"a\"", "\"name\": \"b\"", "rules.json, line 8: Rule 'b' is there twice.")]
    [InlineData(
        "[\"a\"]",
        "[\"c\"]",
        "rules.json, line 8: Rule 'b' is inhibited by 'c', which is no rule of the file."
    )]
    [InlineData(
        "\"BasisBps\"",
        "\"BasisBp\"",
        "rules.json, line 4: Rule 'a' reads the column 'BasisBp', which DecouplingScores does not have."
    )]
    [InlineData(
        "\"BasisBps\"",
        "\"Summary\"",
        "rules.json, line 4: Rule 'a' compares the column 'Summary', which is no number."
    )]
    [InlineData(
        "\"LiquidationRisk\"",
        "\"Nowhere\"",
        "rules.json, line 8: Rule 'b' reads the table 'Nowhere', which is no result table."
    )]
    [InlineData(
        "[\"Symbol\"]",
        "[\"Levers\"]",
        "rules.json, line 8: Rule 'b' reads the column 'Levers', which LiquidationRisk does not have."
    )]
    [InlineData(
        "\"LiquidationRisk\", \"column\": \"OpenInterestUsd\"",
        "\"RiskSummaries\", \"column\": \"TopRisk1\"",
        "rules.json, line 8: Rule 'b' compares the column 'TopRisk1', which is no number."
    )]
    [InlineData(
        "\"schemaVersion\": 1",
        "\"schemaVersion\": 2",
        "rules.json has schemaVersion 2; this version reads 1."
    )]
    [InlineData("\"nextStep\"", "\"next\"", "rules.json, line 15")]
    [InlineData("\"Info\"", "\"Loud\"", "rules.json, line 6 at $.rules[0].levels[0].severity")]
    [InlineData("\"01:00:00\"", "\"an hour\"", "rules.json, line 11 at $.rules[1].changeOver")]
    [InlineData("\"unit\": \"bp\",", "", "rules.json, line ")]
    [InlineData("\"title\": \"basis\"", "\"title\": null", "rules.json, line 5 at $.rules[0].title")]
    [InlineData("\"schemaVersion\": 1,", "", "rules.json, line ")]
    public void Parse_Fault_NamesTheFileTheLineAndTheRule(string part, string wrong, string beginning) =>
        Should
            .Throw<ArgumentException>(() => RulesFile.Parse(Sound.Replace(part, wrong), "rules.json"))
            .Message.ShouldStartWith(beginning);

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{\"schemaVersion\":1,\"rules\":null}")]
    [InlineData("{\"schemaVersion\":1,\"rules\":[null]}")]
    [InlineData("{\"schemaVersion\":1,\"rules\":[],\"rules\":[]}")]
    public void Parse_NoRulesFile_SaysSo(string text) =>
        Should
            .Throw<ArgumentException>(() => RulesFile.Parse(text, "rules.json"))
            .Message.ShouldStartWith("rules.json");

    [Fact]
    public void Read_NoFile_NamesTheSetting() =>
        Should
            .Throw<ArgumentException>(() => RulesFile.Read("no-such-rules.json"))
            .Message.ShouldStartWith("The rules file no-such-rules.json (Decoupling__RulesFile) cannot be read");

    [Fact]
    public void ReadShipped_Rules_AreThoseOfTheReadme() =>
        RulesFile
            .ReadShipped()
            .Select(rule => rule.Name)
            .ShouldBe(["dislocation", "market-wide", "bad-data", "hazard", "venue-down"]);

    [Theory]
    [InlineData(1, 0.6, new[] { 1.0, 3.0 })]
    [InlineData(2, 1.9, new[] { 2.0 })]
    [InlineData(3, 0.6, new[] { 3.0 })]
    [InlineData(50, 40, new[] { 50.0 })]
    public void Rules_DislocationLevelsSet_TakeTheFirstStepOfTheLadder(double enter, double leave, double[] entered)
    {
        var options = new AlertOptions { DislocationEnter = enter, DislocationLeave = leave };

        var rules = options.Rules(TimeSpan.FromMinutes(5));

        rules.Take(2).ShouldAllBe(rule => rule.Levels.Select(level => level.Enter).SequenceEqual(entered));
        rules.Take(2).ShouldAllBe(rule => rule.Levels[0].Leave == leave);
    }

    [Theory]
    [InlineData(5, 12)]
    [InlineData(1, 12)]
    [InlineData(60, 144)]
    public void Rules_SlotLength_IsLateAfterTwoSlotsAtLeast(int slotMinutes, int lateMinutes) =>
        new AlertOptions()
            .Rules(TimeSpan.FromMinutes(slotMinutes))[0]
            .LateAfter.ShouldBe(TimeSpan.FromMinutes(lateMinutes));
}
