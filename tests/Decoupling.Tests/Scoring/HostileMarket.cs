using Decoupling.Snapshots;
using Decoupling.Tests.Hazard;

namespace Decoupling.Tests.Scoring;

/// <summary>Snapshots of which most are sound and all are strange: old quotes, odd steps, tiny and huge prices, books of no levels.</summary>
internal sealed class HostileMarket(int seed)
{
    private static readonly TimeSpan[] s_steps =
    [
        TimeSpan.FromSeconds(1),
        TimeSpan.FromMinutes(5),
        TimeSpan.FromHours(1),
        TimeSpan.FromHours(6),
        TimeSpan.FromDays(1),
    ];

    private readonly HostileNumbers _numbers = new(seed);
    private readonly Random _random = new(seed);

    public MarketSnapshot NextSnapshot()
    {
        var step = _random.Next(3) == 0 ? s_steps[_random.Next(s_steps.Length)] : SampleMarket.SlotLength;
        var slotAt = BarSeriesWindow.Floor(SampleMarket.SlotAt, step);
        var close = SampleMarket.Walk(_random.Next(), 1 + _numbers.NextCount(60));
        var snapshot = SampleMarket.Of(
            Next(SampleMarket.Spot("binance", close), slotAt, step),
            Next(SampleMarket.Perpetual("binance", SampleMarket.Follow(close, _random.Next(), 5)), slotAt, step),
            Next(SampleMarket.Spot("bybit", close), slotAt, step),
            Next(SampleMarket.Perpetual("bybit", close), slotAt, step)
        );
        return snapshot with
        {
            SlotAt = slotAt,
            SlotLength = step,
            Venues = [.. snapshot.Venues.Select(venue => venue with { Reserve = NextReserve(venue.Reserve, slotAt) })],
        };
    }

    private ReserveQuote? NextReserve(ReserveQuote? reserve, DateTimeOffset slotAt) =>
        Sometimes(
            reserve,
            quote =>
                quote with
                {
                    Quantity = IsRare() ? Size() : quote.Quantity,
                    Unit = IsRare() ? QuantityUnit.Coins : quote.Unit,
                    CountedAt = Time(slotAt),
                }
        );

    private InstrumentSnapshot Next(InstrumentSnapshot instrument, DateTimeOffset slotAt, TimeSpan step) =>
        instrument with
        {
            Kind =
                instrument.Kind == InstrumentKind.Spot || !IsRare()
                    ? instrument.Kind
                    : (InstrumentKind)_random.Next(1, 6),
            ContractMultiplier = Price(1),
            Bars = Sometimes(instrument.Bars, bars => NextBars(bars, slotAt, step)),
            HourlyBars = Sometimes(WaveMarket.Perpetual, bars => NextHours(bars, slotAt)),
            FundingHistory = Sometimes(WaveMarket.Funding, paid => NextFunding(paid, slotAt)),
            Mark = Sometimes(instrument.Mark, mark => mark with { Price = Price(mark.Price), VenueAt = Time(slotAt) }),
            Index = Sometimes(
                instrument.Index,
                index => index with { Price = Price(index.Price), VenueAt = Time(slotAt) }
            ),
            Funding = Sometimes(
                instrument.Funding,
                funding =>
                    funding with
                    {
                        RatePerInterval = IsRare() ? Finite() : funding.RatePerInterval,
                        Interval = s_steps[_random.Next(s_steps.Length)],
                        SettlesAt = Time(slotAt),
                        VenueAt = Time(slotAt),
                    }
            ),
            OpenInterest = Sometimes(
                instrument.OpenInterest,
                quote => quote with { Usd = IsRare() ? Size() : quote.Usd, VenueAt = Time(slotAt) }
            ),
            OpenInterestHistoryUsd = Sometimes(
                instrument.OpenInterestHistoryUsd,
                history => NextHistory(history, slotAt)
            ),
            Book = Sometimes(instrument.Book, book => NextBook(book, slotAt)),
        };

    private BarSeries NextBars(BarSeries bars, DateTimeOffset slotAt, TimeSpan step)
    {
        var late = IsRare() ? _random.Next(5) : 0;
        double[] close = [.. bars.Close.Select(price => IsVeryRare() ? double.NaN : Price(price))];
        double[] Column(double[] values, Func<double, double> next) =>
            [.. values.Select((value, i) => double.IsNaN(close[i]) ? double.NaN : next(value))];
        return bars with
        {
            Step = step,
            StartAt = slotAt - step * (bars.Count + late),
            Close = close,
            High = Sometimes(bars.High, high => Column(high, Price)),
            Low = Sometimes(bars.Low, low => Column(low, Price)),
            Volume = Sometimes(bars.Volume, volume => Column(volume, coins => IsVeryRare() ? Size() : coins)),
        };
    }

    private BarSeries NextHours(BarSeries bars, DateTimeOffset slotAt)
    {
        var endAt = BarSeriesWindow.Floor(slotAt, bars.Step) - (IsRare() ? _random.Next(5) : 0) * bars.Step;
        var isHostile = IsRare();
        var first = _random.Next(10) * 10;
        double[] close =
        [
            .. bars.Close.Skip(first).Select(price => isHostile && !double.IsNaN(price) ? Price(price) : price),
        ];
        return new BarSeries
        {
            StartAt = endAt - bars.Step * close.Length,
            Step = bars.Step,
            Close = close,
            Volume = Sometimes(
                bars.Volume,
                volume => [.. volume.Skip(first).Select(coins => double.IsNaN(coins) || !isHostile ? coins : Size())]
            ),
        };
    }

    private SampleSeries NextFunding(SampleSeries paid, DateTimeOffset slotAt)
    {
        var lastAt = slotAt.AddHours(-_random.Next(10));
        return new SampleSeries
        {
            At = [.. paid.At.Select(at => lastAt - (paid.At[^1] - at))],
            Values = [.. paid.Values.Select(rate => _random.Next(1_000) == 0 ? Finite() : rate)],
        };
    }

    private SampleSeries NextHistory(SampleSeries history, DateTimeOffset slotAt)
    {
        var every = TimeSpan.FromSeconds(_random.Next(1, 1_000));
        return new SampleSeries
        {
            At = [.. history.At.Select((_, i) => slotAt - every * (history.At.Length - i))],
            Values = [.. history.Values.Select(usd => IsVeryRare() ? Size() : usd)],
        };
    }

    private OrderBook NextBook(OrderBook book, DateTimeOffset slotAt)
    {
        var levels = IsRare() ? _random.Next(3) : book.BidPrices.Length;
        return book with
        {
            BidPrices = [.. book.BidPrices.Take(levels).Select(Price).OrderDescending()],
            BidSizes = [.. book.BidSizes.Take(levels).Select(Price)],
            AskSizes = [.. book.AskSizes.Select(Price)],
            VenueAt = Time(slotAt),
        };
    }

    private T? Sometimes<T>(T? value, Func<T, T> next)
        where T : class => value is null || IsRare() ? null : next(value);

    /// <summary>Mostly the usual price; else any that the rules call one.</summary>
    private double Price(double usual) => _random.Next(500) == 0 ? Math.Max(double.Epsilon, Size()) : usual;

    private double Size() => Math.Abs(Finite());

    private double Finite()
    {
        var value = _numbers.Next();
        return double.IsFinite(value) ? value : 1;
    }

    private DateTimeOffset Time(DateTimeOffset slotAt) =>
        IsRare() ? slotAt.AddDays(_random.Next(-2_000, 2_000)) : slotAt.AddSeconds(_random.Next(-100, 10));

    private bool IsRare() => _random.Next(8) == 0;

    private bool IsVeryRare() => _random.Next(100) == 0;
}
