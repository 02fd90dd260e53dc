using Decoupling.Snapshots;

namespace Decoupling.Tests.Snapshots;

public class OrderBookTests
{
    private static readonly DateTimeOffset s_at = new(2025, 10, 10, 15, 35, 0, TimeSpan.Zero);

    [Fact]
    public void After_BidsTheSameForSlots_SaysSinceWhen()
    {
        var first = Book(0, [99, 98], [1, 2], [101], [1]).After(null);
        var second = Book(5, [99, 98], [1, 2], [101], [3]).After(first);
        var third = Book(10, [99, 98], [1, 2], [102], [3]).After(second);

        (first.BidsSinceAt, first.AsksSinceAt).ShouldBe((null, null));
        (second.BidsSinceAt, second.AsksSinceAt).ShouldBe((s_at, null));
        (third.BidsSinceAt, third.AsksSinceAt).ShouldBe((s_at, null));
    }

    [Fact]
    public void After_OneSizeChanged_IsNew()
    {
        var first = Book(0, [99, 98], [1, 2], [101], [1]);
        var second = Book(5, [99, 98], [1, 2.5], [101], [1]).After(first);

        (second.BidsSinceAt, second.AsksSinceAt).ShouldBe((null, s_at));
    }

    [Fact]
    public void After_EmptySideOrABookThatIsNotOlder_SaysNothing()
    {
        var empty = Book(0, [], [], [101], [1]);

        Book(5, [], [], [102], [1]).After(empty).BidsSinceAt.ShouldBeNull();
        Book(0, [99], [1], [101], [1]).After(Book(5, [99], [1], [101], [1])).BidsSinceAt.ShouldBeNull();
    }

    private static OrderBook Book(int minutes, double[] bids, double[] bidSizes, double[] asks, double[] askSizes) =>
        new(bids, bidSizes, asks, askSizes, s_at.AddMinutes(minutes), s_at.AddMinutes(minutes));
}
