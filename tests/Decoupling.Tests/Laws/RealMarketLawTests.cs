using Decoupling.Carry;
using Decoupling.Discovery;
using Decoupling.Results;
using Decoupling.Snapshots;
using Decoupling.Tracking;

namespace Decoupling.Tests.Laws;

/// <summary>The laws of exchanged roles and rescaled prices on recorded days of spot and perpetual.</summary>
public class RealMarketLawTests
{
    [Theory]
    [InlineData("binance_5m/2024_BTCUSDT_spot_5m.csv.gz", "binance_5m/2024_BTCUSDT_perp_5m.csv.gz", 5)]
    [InlineData("binance_5m/2024_SOLUSDT_spot_5m.csv.gz", "binance_5m/2024_SOLUSDT_perp_5m.csv.gz", 5)]
    [InlineData("binance_5m/2025Q1_ETHUSDT_spot_5m.csv.gz", "binance_5m/2025Q1_ETHUSDT_perp_5m.csv.gz", 5)]
    [InlineData("binance_1m/2025_BTCUSDT_spot_1m.csv.gz", "binance_1m/2025-05-25_BTCUSDT_perp_1m.csv.gz", 1)]
    public void Laws_RecordedDays_Hold(string spotFile, string perpetualFile, int minutes)
    {
        var step = TimeSpan.FromMinutes(minutes);
        var spot = RealData.Bars(spotFile, step);
        var perpetual = RealData.Bars(perpetualFile, step);
        var firstDay = spot.StartAt > perpetual.StartAt ? spot.StartAt : perpetual.StartAt;
        var lastDay = (spot.EndAt < perpetual.EndAt ? spot.EndAt : perpetual.EndAt).AddDays(-1);
        var days = 0;
        for (var day = firstDay; day <= lastDay; day = day.AddDays(Campaign.IsFull ? 1 : 40))
        {
            days += HoldsOn(spot.Slice(day, day.AddDays(1)), perpetual.Slice(day, day.AddDays(1))) ? 1 : 0;
        }

        days.ShouldBeGreaterThan(0);
    }

    private static bool HoldsOn(BarSeries spot, BarSeries perpetual)
    {
        var room = Math.Min(spot.Count, perpetual.Count);
        var (x, y) = (new double[room], new double[room]);
        var returns = PairedReturns.Form(spot, perpetual, x, y);
        // Every one of the ten has a value on a day of trade.
        PairSwapLaws.ShouldHold(x[..returns], y[..returns]).ShouldBe(10);

        var closes = PairedCloses.Form(spot, perpetual, x, y);
        BasisIsTurnedAround(y[..closes], x[..closes], spot.EndAt);
        PricesMayBeInAnyCurrency(y[..closes], x[..closes], spot.EndAt);
        LeadIsTurnedAround(y[..closes], x[..closes], spot);
        return true;
    }

    private static void BasisIsTurnedAround(double[] perpetual, double[] spot, DateTimeOffset asOf)
    {
        var forth = Basis.Compute(perpetual, spot, asOf, new());
        var back = Basis.Compute(spot, perpetual, asOf, new());

        ((1 + 1e-4 * forth.BasisBps!.Value) * (1 + 1e-4 * back.BasisBps!.Value)).ShouldBe(1, 1e-14);
        back.Status.ShouldBe(forth.Status);
    }

    private static void PricesMayBeInAnyCurrency(double[] perpetual, double[] spot, DateTimeOffset asOf)
    {
        double[] InSixtyFourths(double[] prices) => [.. prices.Select(price => price / 64)];

        Basis
            .Compute(InSixtyFourths(perpetual), InSixtyFourths(spot), asOf, new())
            .ShouldBe(Basis.Compute(perpetual, spot, asOf, new()));
    }

    private static void LeadIsTurnedAround(double[] perpetual, double[] spot, BarSeries grid)
    {
        double[] seconds = [.. perpetual.Select((_, i) => i * grid.Step.TotalSeconds)];
        var (one, other) = (Logs(perpetual), Logs(spot));
        var options = new LeadLagOptions { MaximumLag = 3 * grid.Step, Step = grid.Step };
        var forth = LeadLag.Compute(new(seconds, one), new(seconds, other), TimeSpan.Zero, grid.EndAt, options);
        var back = LeadLag.Compute(new(seconds, other), new(seconds, one), TimeSpan.Zero, grid.EndAt, options);
        var shares = PriceDiscovery.Compute(one, other, grid.EndAt, new());
        var swapped = PriceDiscovery.Compute(other, one, grid.EndAt, new());

        back.LeadSeconds.ShouldBe(-forth.LeadSeconds);
        back.LeadLagRatio.ShouldBeWithin(1e-6, 1 / forth.LeadLagRatio!.Value);
        swapped.Status.ShouldBe(shares.Status);
        if (shares.Status == MetricStatus.Ok)
        {
            (shares.Shares!.InformationShareMid + swapped.Shares!.InformationShareMid).ShouldBe(1, 1e-6);
            (shares.Shares.ModifiedInformationShare + swapped.Shares.ModifiedInformationShare).ShouldBe(1, 1e-6);
        }
    }

    private static double[] Logs(double[] prices) => [.. prices.Select(price => Math.Log(price))];
}
