using Decoupling.Pipeline.Venues;

namespace Decoupling.Pipeline.Tests.Venues;

public class RateBudgetTests
{
    private readonly ManualTime _time = new(Recording.NowAt);
    private readonly RateBudget _budget;

    public RateBudgetTests() => _budget = new WindowBudget("weight", 10, TimeSpan.FromMinutes(1), _time, share: 1);

    [Fact]
    public void WaitFor_RoomLeft_IsZero()
    {
        _budget.Spend(6);

        _budget.WaitFor(4).ShouldBe(TimeSpan.Zero);
    }

    [Fact]
    public void WaitFor_NoRoom_IsUntilEnoughHasLeftTheWindow()
    {
        _budget.Spend(3);
        _time.Advance(TimeSpan.FromSeconds(20));
        _budget.Spend(7);

        _budget.WaitFor(3).ShouldBe(TimeSpan.FromSeconds(40));
        _budget.WaitFor(4).ShouldBe(TimeSpan.FromSeconds(60));
    }

    [Fact]
    public void WaitFor_WindowPassed_IsZeroAgain()
    {
        _budget.Spend(10);
        _time.Advance(TimeSpan.FromMinutes(1));

        _budget.WaitFor(10).ShouldBe(TimeSpan.Zero);
    }

    [Fact]
    public void WaitFor_MoreThanTheLimit_IsNever() => _budget.WaitFor(11).ShouldBe(TimeSpan.MaxValue);

    [Fact]
    public void Correct_VenueCountsMore_TakesItsCount()
    {
        _budget.Spend(2);

        _budget.Correct(9);

        _budget.WaitFor(1).ShouldBe(TimeSpan.Zero);
        _budget.WaitFor(2).ShouldBeGreaterThan(TimeSpan.Zero);
    }

    [Fact]
    public void Correct_VenueCountsLess_KeepsOurs()
    {
        _budget.Spend(10);

        _budget.Correct(3);

        _budget.WaitFor(1).ShouldBe(TimeSpan.FromMinutes(1));
    }

    [Fact]
    public void WaitFor_OthersWaitAlready_IsAfterThem()
    {
        _budget.Spend(10);
        _time.Advance(TimeSpan.FromSeconds(10));

        // Two wait for the minute's end; a third, however small, is not served before them.
        _budget.Spend(6, _budget.WaitFor(6));
        _budget.Spend(6, _budget.WaitFor(6));

        _budget.WaitFor(1).ShouldBe(TimeSpan.FromSeconds(110));
    }

    [Fact]
    public void Correct_WhileOthersWait_CountsThemNotTwice()
    {
        _budget.Spend(8);
        _budget.Spend(8, _budget.WaitFor(8));

        _budget.Correct(9);

        // 9 are used now; when the minute is over, 8 of those that wait are.
        _time.Advance(TimeSpan.FromMinutes(1));
        _budget.Used.ShouldBe(8);
    }

    [Fact]
    public void Learn_VenueLetsLessThrough_TakesItsLimitAndNeverMoreThanTheDocumented()
    {
        var budget = new WindowBudget("weight", 100, TimeSpan.FromMinutes(1), _time);

        budget.Learn(50);
        budget.Taken.ShouldBe(40);
        budget.Learn(1_000);
        budget.Taken.ShouldBe(40);
    }

    [Fact]
    public void Bucket_BurstIsSpent_ServesAtTheRate()
    {
        var bucket = new BucketBudget("requests", 20, TimeSpan.FromSeconds(1), 100, _time, share: 1);
        bucket.Spend(100);

        bucket.WaitFor(1).ShouldBe(TimeSpan.FromMilliseconds(50));
        bucket.Spend(1, bucket.WaitFor(1));
        bucket.WaitFor(1).ShouldBe(TimeSpan.FromMilliseconds(100), "one waits already");
        _time.Advance(TimeSpan.FromSeconds(1));
        bucket.Used.ShouldBe(81);
    }

    [Theory]
    [InlineData(1, 1, 1)]
    [InlineData(10, 15, 0.8)]
    [InlineData(20, 100, 0.8)]
    public void Bucket_AnyLoad_NeverLetsMoreThroughThanTheVenuesBucketHas(int perSecond, int burst, double share)
    {
        var bucket = new BucketBudget("requests", perSecond, TimeSpan.FromSeconds(1), burst, _time, share);
        var random = new Random(7);
        // The venue's own bucket, as Coinbase documents it.
        var (tokens, filledAt) = ((double)burst, TimeSpan.Zero);
        var now = TimeSpan.Zero;
        for (var i = 0; i < 2_000; i++)
        {
            var wait = bucket.WaitFor(1);
            bucket.Spend(1, wait);
            var sentAt = now + wait;
            tokens = Math.Min(burst, tokens + ((sentAt - filledAt).TotalSeconds * perSecond)) - 1;
            filledAt = sentAt;
            tokens.ShouldBeGreaterThan(-1e-6);
            var pause = random.Next(4) == 0 ? TimeSpan.FromMilliseconds(random.Next(3_000)) : TimeSpan.Zero;
            _time.Advance(pause);
            now += pause;
        }
    }

    [Theory]
    [InlineData(10)]
    [InlineData(3)]
    public void Window_AnyLoad_NeverLetsMoreThroughInAnyWindow(int mostWeight)
    {
        var random = new Random(11);
        var (now, sent) = (TimeSpan.Zero, new List<(TimeSpan At, int Weight)>());
        for (var i = 0; i < 1_000; i++)
        {
            var weight = random.Next(1, mostWeight + 1);
            var wait = _budget.WaitFor(weight);
            _budget.Spend(weight, wait);
            sent.Add((now + wait, weight));
            var pause = TimeSpan.FromSeconds(random.Next(40));
            _time.Advance(pause);
            now += pause;
        }

        foreach (var (at, _) in sent)
        {
            sent.Where(entry => entry.At <= at && at - entry.At < TimeSpan.FromMinutes(1))
                .Sum(entry => entry.Weight)
                .ShouldBeLessThanOrEqualTo(10);
        }
    }
}
