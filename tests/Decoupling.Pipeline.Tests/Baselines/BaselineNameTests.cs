using Decoupling.Pipeline.Baselines;

namespace Decoupling.Pipeline.Tests.Baselines;

public class BaselineNameTests
{
    private const string Path = "v1/baselines/BTC/300s/2024/08/05-0123456789abcdef.json.gz";

    [Fact]
    public void Format_Baseline_SaysKindAssetSlotLengthDayAndHash()
    {
        var name = new BaselineName(
            BaselineKind.Baseline,
            "BTC",
            TimeSpan.FromMinutes(5),
            new DateOnly(2024, 8, 5),
            "0123456789abcdef"
        );

        name.Format().ShouldBe(Path);
        BaselineName.TryParse(Path, out var parsed).ShouldBeTrue();
        parsed.ShouldBe(name);
        BaselineName.TryParse(Path.Replace("baselines", "digests"), out var digest).ShouldBeTrue();
        digest.Kind.ShouldBe(BaselineKind.Digest);
        digest.Format().ShouldBe(Path.Replace("baselines", "digests"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("v2/baselines/BTC/300s/2024/08/05-0123456789abcdef.json.gz")]
    [InlineData("v1/baselines/../300s/2024/08/05-0123456789abcdef.json.gz")]
    [InlineData("v1/baselines/BTC/300s/2024/13/05-0123456789abcdef.json.gz")]
    [InlineData("v1/baselines/BTC/300s/2024/02/30-0123456789abcdef.json.gz")]
    [InlineData("v1/baselines/BTC/300s/2024/08/05-0123456789ABCDEF.json.gz")]
    [InlineData("v1/baselines/BTC/0s/2024/08/05-0123456789abcdef.json.gz")]
    [InlineData("v1/baselines/BTC/300s/2024/08/05-0123456789abcdef.json.gz.unfinished")]
    [InlineData("v1/snapshots/BTC/300s/2024/08/05-0123456789abcdef.json.gz")]
    public void TryParse_AnythingElse_IsNone(string path) => BaselineName.TryParse(path, out _).ShouldBeFalse();
}
