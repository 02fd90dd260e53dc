namespace Decoupling.Simulator.Market;

/// <summary>Forced closes: a few an hour when calm; in a cascade, longs for about half of the open interest that is closed.</summary>
internal sealed class LiquidationModel(PriceModel prices, BarModel bars, OpenInterestModel openInterest, ulong stream)
{
    private const int PerMinuteInStress = 20;
    private const double CalmChancePerMinute = 0.05;
    private const double ForcedShare = 0.5;

    /// <summary>The liquidations in [from, to), in order.</summary>
    public IEnumerable<Liquidation> Between(int venue, DateTimeOffset from, DateTimeOffset to)
    {
        var last = (to.ToUnixTimeMilliseconds() - 1) / BarModel.MinuteMilliseconds;
        for (var minute = from.ToUnixTimeMilliseconds() / BarModel.MinuteMilliseconds; minute <= last; minute++)
        {
            foreach (var liquidation in InMinute(venue, minute))
            {
                if (liquidation.At >= from && liquidation.At < to)
                    yield return liquidation;
            }
        }
    }

    private IEnumerable<Liquidation> InMinute(int venue, long minute)
    {
        var startAt = minute * BarModel.MinuteMilliseconds;
        var closed = openInterest.CoinsAt(venue, startAt) * LogClosed(venue, minute) * ForcedShare;
        var position = (minute * 2 + venue % 2) * (PerMinuteInStress + 2) + Noise.Apart(venue / 2);
        if (closed <= 0)
        {
            if (Noise.Uniform(stream, position) >= CalmChancePerMinute)
                yield break;
            var usd = 2_000 * Math.Exp(1.5 * Noise.Gaussian(stream, position + 1));
            yield return At(venue, startAt, position, Noise.Uniform(stream, position + 2) < 0.5 ? -usd : usd);
            yield break;
        }
        for (var i = 0; i < PerMinuteInStress; i++)
        {
            var at = startAt + i * (BarModel.MinuteMilliseconds / PerMinuteInStress);
            var usd = closed / PerMinuteInStress * bars.PriceAt(PriceSeries.Perpetual, venue, at);
            yield return At(venue, at, position + i, -usd * 2 * Noise.Uniform(stream, position + i));
        }
    }

    private Liquidation At(int venue, long startAt, long position, double usd)
    {
        var at = startAt + (long)(Noise.Uniform(stream, ~position) * 1_000);
        var price = bars.PriceAt(PriceSeries.Perpetual, venue, at);
        return new(DateTimeOffset.FromUnixTimeMilliseconds(at), price, usd / price);
    }

    private double LogClosed(int venue, long minute) =>
        prices.StressAt(venue, minute).LogOpenInterest - prices.StressAt(venue, minute + 1).LogOpenInterest;
}
