using Decoupling.Pipeline.Venues;

namespace Decoupling.Pipeline.Tests.Venues;

public class RateBudgetTests
{
    private readonly ManualTime _time = new(Recording.NowAt);
    private readonly RateBudget _budget;
    private readonly VenueHost _host;

    public RateBudgetTests()
    {
        _budget = new WindowBudget("weight", 10, TimeSpan.FromMinutes(1), _time, share: 1);
        _host = new VenueHost(new Uri("https://venue.example/"), _budget, _time);
    }

    [Fact]
    public void WaitFor_RoomLeft_IsZero()
    {
        Spend(6);

        WaitFor(4).ShouldBe(TimeSpan.Zero);
    }

    [Fact]
    public void WaitFor_ClockThatNeverStands_IsZeroTooWhereRoomIsLeft()
    {
        RateBudget[] budgets =
        [
            new WindowBudget("weight", 10, TimeSpan.FromMinutes(1), TimeProvider.System),
            new BucketBudget("requests", 10, TimeSpan.FromSeconds(1), 10, TimeProvider.System),
        ];

        foreach (var budget in budgets)
            budget.WaitFor(new RatePlace(_host, budget, 1)).ShouldBe(TimeSpan.Zero);
    }

    [Fact]
    public void WaitFor_NoRoom_IsUntilEnoughHasLeftTheWindow()
    {
        Spend(3);
        _time.Advance(TimeSpan.FromSeconds(20));
        Spend(7);

        WaitFor(3).ShouldBe(TimeSpan.FromSeconds(40));
        WaitFor(4).ShouldBe(TimeSpan.FromSeconds(60));
    }

    [Fact]
    public void WaitFor_WindowPassed_IsZeroAgain()
    {
        Spend(10);
        _time.Advance(TimeSpan.FromMinutes(1));

        WaitFor(10).ShouldBe(TimeSpan.Zero);
    }

    [Fact]
    public void WaitFor_MoreThanTheLimit_IsNever() => WaitFor(11).ShouldBe(TimeSpan.MaxValue);

    [Fact]
    public void WaitFor_OneIsInFlight_CountsItUntilAWindowAfterItsAnswer()
    {
        var slow = Send(10);
        _time.Advance(TimeSpan.FromSeconds(100));

        // The venue may have counted it just now.
        WaitFor(1).ShouldBe(TimeSpan.FromMinutes(1));
        _budget.Leave(slow);
        _time.Advance(TimeSpan.FromSeconds(59));
        WaitFor(1).ShouldBe(TimeSpan.FromSeconds(1));
    }

    [Fact]
    public void Leave_Twice_GivesBackOnce()
    {
        var place = Send(4);

        _budget.Leave(place);
        _budget.Leave(place);

        _budget.Used.ShouldBe(4);
    }

    [Fact]
    public void Leave_WasNeverSent_CostsNothingAndMakesRoom()
    {
        Spend(10);
        var first = Join(10);
        var second = Join(10);
        _budget.WaitFor(second).ShouldBe(TimeSpan.FromMinutes(2));

        _budget.Leave(first);

        _budget.WaitFor(second).ShouldBe(TimeSpan.FromMinutes(1));
        _budget.Used.ShouldBe(10);
    }

    [Fact]
    public void Correct_VenueCountsMore_TakesItsCount()
    {
        Spend(2);

        _budget.Correct(9);

        WaitFor(1).ShouldBe(TimeSpan.Zero);
        WaitFor(2).ShouldBeGreaterThan(TimeSpan.Zero);
    }

    [Fact]
    public void Correct_VenueCountsLess_KeepsOurs()
    {
        Spend(10);

        _budget.Correct(3);

        WaitFor(1).ShouldBe(TimeSpan.FromMinutes(1));
    }

    [Fact]
    public void WaitFor_OthersWaitAlready_IsAfterThem()
    {
        Spend(10);
        _time.Advance(TimeSpan.FromSeconds(10));

        // Two wait for the minute's end; a third, however small, is not served before them.
        Join(6);
        Join(6);

        WaitFor(1).ShouldBe(TimeSpan.FromSeconds(110));
    }

    [Fact]
    public void WaitFor_IsUrgent_IsBeforeAllThatAreNot()
    {
        Spend(10);
        var ordinary = Join(6);
        var urgent = new RatePlace(_host, _budget, 6, isUrgent: true);
        _budget.WaitFor(urgent).ShouldBe(TimeSpan.FromMinutes(1));

        _budget.Join(urgent);

        _budget.WaitFor(urgent).ShouldBe(TimeSpan.FromMinutes(1));
        _budget.WaitFor(new RatePlace(_host, _budget, 6, isUrgent: true)).ShouldBe(TimeSpan.FromMinutes(2));
        _budget.WaitFor(ordinary).ShouldBe(TimeSpan.FromMinutes(2));
    }

    [Fact]
    public void WaitFor_UrgentOnesComeTo_LeavesThemATenth()
    {
        WaitFor(10).ShouldBe(TimeSpan.Zero, "none has come yet");
        _budget.Leave(Join(new RatePlace(_host, _budget, 1, isUrgent: true)));

        Send(9);

        WaitFor(1).ShouldBe(TimeSpan.FromMinutes(1));
        _budget.WaitFor(new RatePlace(_host, _budget, 1, isUrgent: true)).ShouldBe(TimeSpan.Zero);
    }

    [Fact]
    public void WaitFor_UrgentOnesHaveHadTheirTenth_KeepsNoMoreForThem()
    {
        var urgent = Join(new RatePlace(_host, _budget, 1, isUrgent: true));
        _budget.Send(urgent);
        WaitFor(9).ShouldBe(TimeSpan.Zero);

        _budget.Leave(urgent);

        WaitFor(9).ShouldBe(TimeSpan.Zero);
        WaitFor(10).ShouldBe(TimeSpan.FromMinutes(1));
    }

    [Fact]
    public void WaitFor_TakesAllAtOnce_IsNotKeptFromItForEver()
    {
        _budget.Leave(Join(new RatePlace(_host, _budget, 1, isUrgent: true)));

        WaitFor(10).ShouldBe(TimeSpan.Zero);
    }

    [Fact]
    public void Correct_WhileOthersWait_CountsThemNotTwice()
    {
        Spend(8);
        var waiting = Join(8);

        _budget.Correct(9);

        // 9 are used now; when the minute is over, 8 of those that wait are.
        _budget.Used.ShouldBe(9);
        _time.Advance(TimeSpan.FromMinutes(1));
        _budget.WaitFor(waiting).ShouldBe(TimeSpan.Zero);
        _budget.Send(waiting);
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
        Spend(100, bucket);

        var first = Join(1, bucket);
        bucket.WaitFor(first).ShouldBe(TimeSpan.FromMilliseconds(50));
        WaitFor(1, bucket).ShouldBe(TimeSpan.FromMilliseconds(100), "one waits already");
        bucket.Leave(first);
        _time.Advance(TimeSpan.FromSeconds(1));
        bucket.Used.ShouldBe(80);
    }

    private void Spend(int weight, RateBudget? budget = null) => (budget ?? _budget).Leave(Send(weight, budget));

    private RatePlace Send(int weight, RateBudget? budget = null)
    {
        var place = Join(weight, budget);
        (budget ?? _budget).Send(place);
        return place;
    }

    private RatePlace Join(int weight, RateBudget? budget = null) =>
        Join(new RatePlace(_host, budget ?? _budget, weight));

    private static RatePlace Join(RatePlace place)
    {
        place.Budget.Join(place);
        return place;
    }

    private TimeSpan WaitFor(int weight, RateBudget? budget = null) =>
        (budget ?? _budget).WaitFor(new RatePlace(_host, budget ?? _budget, weight));
}
