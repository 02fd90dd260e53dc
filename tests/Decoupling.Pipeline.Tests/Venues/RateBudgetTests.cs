using Decoupling.Pipeline.Venues;

namespace Decoupling.Pipeline.Tests.Venues;

public class RateBudgetTests
{
    private readonly ManualTime _time = new(Recording.NowAt);
    private readonly RateBudget _budget;

    public RateBudgetTests() => _budget = new RateBudget(10, TimeSpan.FromMinutes(1), _time);

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
}
