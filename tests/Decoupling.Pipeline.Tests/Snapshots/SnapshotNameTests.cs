using Decoupling.Pipeline.Snapshots;

namespace Decoupling.Pipeline.Tests.Snapshots;

public class SnapshotNameTests
{
    private const string Path = "v1/BTC/2024/08/05/20240805T130500Z.json.gz";

    private static readonly DateTimeOffset SlotAt = new(2024, 8, 5, 13, 5, 0, TimeSpan.Zero);

    [Fact]
    public void Format_Slot_IsItsDayAndTimeInUtc()
    {
        new SnapshotName("BTC", SlotAt).Format().ShouldBe(Path);
        new SnapshotName("BTC", SlotAt.ToOffset(TimeSpan.FromHours(12))).Format().ShouldBe(Path);
    }

    [Fact]
    public void TryParse_WhatFormatWrote_GivesItBack()
    {
        SnapshotName.TryParse(Path, out var name).ShouldBeTrue();

        name.ShouldBe(new SnapshotName("BTC", SlotAt));
        name.SlotAt.Offset.ShouldBe(TimeSpan.Zero);
    }

    [Theory]
    [InlineData("")]
    [InlineData("v1/BTC/2024/08/06/20240805T130500Z.json.gz")]
    [InlineData("v1/BTC/2024/08/05/20240805T136000Z.json.gz")]
    [InlineData("v2/BTC/2024/08/05/20240805T130500Z.json.gz")]
    [InlineData("v1/BTC-USD/2024/08/05/20240805T130500Z.json.gz")]
    [InlineData("v1/BTC/2024/08/05/20240805T130500Z.json")]
    [InlineData("v1/BTC/2024/08/05/20240805T130500Z.json.gz\n")]
    [InlineData("/v1/BTC/2024/08/05/20240805T130500Z.json.gz")]
    [InlineData("v1/BTC/2024/08/05/../05/20240805T130500Z.json.gz")]
    public void TryParse_AnythingElse_IsNoName(string path)
    {
        SnapshotName.TryParse(path, out _).ShouldBeFalse();
    }
}
