using Decoupling.Snapshots;

namespace Decoupling.Tests.Scoring;

/// <summary>A thin market with insurance funds, leveraged funds and 30 days of hourly bars that fell and rose hard.</summary>
internal static class InsuredMarket
{
    public const double FundUsd = 5e6;

    /// <summary>Hours of the window, the day that moves compare over, and the moves: -12 % and +9 % for an hour each, else none.</summary>
    public const int Hours = 720;
    public const double Fall = 0.12;
    public const double Rise = 0.09;

    public static MarketSnapshot Make() =>
        With(new InsuranceFundQuote(FundUsd, QuantityUnit.Usd, true, CountedAt, "a test"));

    public static MarketSnapshot With(InsuranceFundQuote? fund)
    {
        var close = SampleMarket.Walk(1);
        var perpetual = SampleMarket.Perpetual("binance", SampleMarket.Follow(close, 2, 2));
        var market = SampleMarket.Of(
            SampleMarket.Spot("binance", close),
            perpetual with
            {
                HourlyBars = HourlyBars(close[^1]),
                Book = Thin(perpetual.Mark!.Price),
            }
        );
        return market with
        {
            Venues = [market.Venues[0] with { InsuranceFund = fund }],
            LeveragedFunds = [Fund("BITU", 2, 1e9), Fund("SBIT", -2, 2e8)],
        };
    }

    public static LeveragedFundQuote Fund(string name, double leverage, double netAssetsUsd) =>
        new(name, netAssetsUsd, leverage, TimeSpan.Zero, CountedAt, "a test");

    private static DateTimeOffset CountedAt => SampleMarket.SlotAt.AddDays(-3);

    private static BarSeries HourlyBars(double price)
    {
        double[] closes = [.. Enumerable.Repeat(price, Hours)];
        closes[200] *= 1 - Fall;
        closes[400] *= 1 + Rise;
        return new BarSeries
        {
            StartAt = SampleMarket.SlotAt.AddHours(-Hours),
            Step = TimeSpan.FromHours(1),
            Close = closes,
            Volume = [.. closes.Select(_ => 1_000.0)],
        };
    }

    /// <summary>So thin that what is closed by force fills beyond its margin.</summary>
    private static OrderBook Thin(double price)
    {
        double[] distances = [.. Enumerable.Range(1, 300).Select(level => level * 0.0005)];
        double[] sizes = [.. distances.Select(_ => 0.5)];
        return new OrderBook(
            [.. distances.Select(distance => price * (1 - distance))],
            sizes,
            [.. distances.Select(distance => price * (1 + distance))],
            sizes,
            SampleMarket.SlotAt,
            SampleMarket.SlotAt
        );
    }
}
