using Decoupling.Hazard;

namespace Decoupling.Tests.Hazard;

public class HazardModelTests
{
    private static readonly string s_file = SampleModel.Sum.ToJson();

    [Fact]
    public void Parse_WhatWasWritten_GivesTheSameModel() => HazardModel.Parse(s_file).ToJson().ShouldBe(s_file);

    [Fact]
    public void Logit_Features_AddTheirDeviationsToTheIntercept()
    {
        var model = SampleModel.Sum with
        {
            Features =
            [
                .. SampleModel.Sum.Features.Select(
                    (feature, i) => feature with { Mean = i, Deviation = 2, Coefficient = 0.5 }
                ),
            ],
        };

        // -3 + 8 · 0.5 · (i + 4 - i)/2
        model.Logit([4, 5, 6, 7, 8, 9, 10, 11]).ShouldBe(5, 1e-12);
    }

    [Theory]
    [InlineData("\"schemaVersion\": 1", "\"schemaVersion\": 2", "line 2 ($.schemaVersion): 2")]
    [InlineData("\"data\": \"a test\"", "\"data\": \" \"", "($.data)")]
    [InlineData("\"deviation\": 1", "\"deviation\": 0", "($.features[0].deviation): 0")]
    [InlineData("\"feature\": \"logFundingGap\"", "\"feature\": \"volumeZ\"", "($.features[7].feature): VolumeZ")]
    [InlineData("\"fallFraction\": 0.08", "\"fallFraction\": 8", "($.label.fallFraction): 8")]
    [InlineData("\"withinHours\": 24", "\"withinHours\": 0", "($.label.withinHours): 0")]
    [InlineData("2024-07-01T00:00:00+00:00", "2022-07-01T00:00:00Z", "($.training.toAt)")]
    [InlineData("\"intercept\": -3", "\"intercept\": \"x\"", "$.intercept")]
    [InlineData("\"intercept\": -3", "\"intercept\": NaN", "($.intercept)")]
    [InlineData("\"feature\": \"return24h\"", "\"feature\": \"luck\"", "$.features[3].feature")]
    [InlineData("\"fittedOn\": \"2024-07-02\"", "\"fittedOn\": \"July\"", "$.fittedOn")]
    [InlineData("\"fittedOn\": \"2024-07-02\",", "", "fittedOn")]
    [InlineData("\"ridge\": 1", "\"ridge\": 1, \"rigde\": 1", "rigde")]
    [InlineData("\"ridge\": 1", "\"ridge\": 1, \"ridge\": 1", "ridge")]
    public void Parse_WrongEntry_NamesIt(string written, string wrong, string named)
    {
        var at = s_file.IndexOf(written, StringComparison.Ordinal);
        at.ShouldBeGreaterThan(0, written);
        var file = s_file.Remove(at, written.Length).Insert(at, wrong);

        Should.Throw<ArgumentException>(() => HazardModel.Parse(file)).Message.ShouldContain(named);
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("[]")]
    public void Parse_NoSuchFile_Throws(string json) => Should.Throw<ArgumentException>(() => HazardModel.Parse(json));
}
