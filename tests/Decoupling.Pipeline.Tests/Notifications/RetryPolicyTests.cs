using Decoupling.Pipeline.Notifications.Outbox;

namespace Decoupling.Pipeline.Tests.Notifications;

public sealed class RetryPolicyTests
{
    private const int Draws = 2_000;

    /// <summary>Full jitter: every wait from nothing to the ceiling is as likely, so the mean is half of it.</summary>
    [Theory]
    [InlineData(1, 5)]
    [InlineData(2, 10)]
    [InlineData(5, 80)]
    [InlineData(10, 2_560)]
    [InlineData(11, 3_600)]
    [InlineData(1_000, 3_600)]
    [InlineData(int.MaxValue, 3_600)]
    public void WaitAfter_ManyDraws_FillTheTimeUpToTheCeiling(int attempts, double ceilingSeconds)
    {
        var policy = new RetryPolicy(new Random(1));

        var waits = Enumerable.Range(0, Draws).Select(_ => policy.WaitAfter(attempts, null).TotalSeconds).ToArray();

        waits.ShouldAllBe(wait => wait >= 0 && wait < ceilingSeconds);
        waits.Min().ShouldBeLessThan(0.01 * ceilingSeconds);
        waits.Max().ShouldBeGreaterThan(0.99 * ceilingSeconds);
        waits.Average().ShouldBe(ceilingSeconds / 2, 0.02 * ceilingSeconds);
    }

    [Fact]
    public void WaitAfter_SameSeed_DrawsTheSame()
    {
        var (one, other) = (new RetryPolicy(new Random(7)), new RetryPolicy(new Random(7)));

        Enumerable
            .Range(1, 20)
            .Select(attempts => one.WaitAfter(attempts, null))
            .ShouldBe(Enumerable.Range(1, 20).Select(attempts => other.WaitAfter(attempts, null)));
    }

    [Fact]
    public void WaitAfter_ReceiversDelay_IsTheLeast()
    {
        var policy = new RetryPolicy(new Random(1));
        var asked = TimeSpan.FromSeconds(40);

        var waits = Enumerable.Range(0, Draws).Select(_ => policy.WaitAfter(5, asked)).ToArray();

        waits.Min().ShouldBe(asked);
        waits.Max().ShouldBeGreaterThan(TimeSpan.FromSeconds(79));
    }
}
