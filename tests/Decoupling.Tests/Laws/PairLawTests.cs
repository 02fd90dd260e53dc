using Decoupling.Carry;
using Decoupling.Tracking;
using FsCheck;
using FsCheck.Fluent;

namespace Decoupling.Tests.Laws;

/// <summary>Laws of the metrics of pairs that no test of a single metric has: exchanged, repeated and rescaled inputs.</summary>
public class PairLawTests
{
    private static readonly TimeSpan s_step = TimeSpan.FromMinutes(5);
    private static readonly DateTimeOffset s_asOf = new(2024, 8, 5, 13, 0, 0, TimeSpan.Zero);

    /// <summary>Prices within some basis points of each other, 21 to 60 of them.</summary>
    private static Gen<(double[] Derivative, double[] Underlying)> Prices =>
        from count in Gen.Choose(21, 60)
        from underlying in Gen.Choose(50_000, 70_000).ArrayOf(count)
        from bps in Gen.Choose(-300, 300).ArrayOf(count)
        where bps[..^1].Distinct().Count() > 3
        select (
            underlying.Zip(bps, (price, basis) => price * (1 + 1e-4 * basis)).ToArray(),
            underlying.Select(price => (double)price).ToArray()
        );

    [Fact]
    public void Swap_AnyReturns_KeepsWhatIsSymmetric() =>
        Law.HoldsFor(Law.PairedReturns, pair => PairSwapLaws.ShouldHold(pair.X, pair.Y).ShouldBeGreaterThan(0));

    [Fact]
    public void A1_EveryPairTwice_KeepsLineAndCorrelationAndNarrowsTheError() =>
        Law.HoldsFor(
            Law.PairedReturns,
            pair =>
            {
                var once = CoMovement.Compute(pair.X, pair.Y, s_step, s_asOf, new());
                var twice = CoMovement.Compute(Twice(pair.X), Twice(pair.Y), s_step, s_asOf, new());

                twice.SampleCount.ShouldBe(2 * once.SampleCount);
                twice.Correlation.ShouldBeWithin(1e-10, once.Correlation!.Value);
                twice.Beta.ShouldBeWithin(1e-10, once.Beta!.Value);
                twice.RSquared.ShouldBeWithin(1e-10, once.RSquared!.Value);
                // Twice the residuals' squares over 2n - 2 in place of n - 2, and twice Sxx.
                var n = pair.X.Length;
                var narrower = Math.Sqrt((n - 2.0) / (2.0 * n - 2));
                twice.BetaStandardError!.Value.ShouldBe(
                    once.BetaStandardError!.Value * narrower,
                    1e-9 * once.BetaStandardError.Value + 1e-15
                );
            }
        );

    [Fact]
    public void A5_EveryPairTwice_KeepsKendallAndTheDownside() =>
        Law.HoldsFor(
            Law.PairedReturns,
            pair =>
            {
                var (x, y) = (Twice(pair.X), Twice(pair.Y));
                var ranks = RankCorrelation.Compute(pair.X, pair.Y, s_asOf, new());
                var downside = DownsideCoMovement.Compute(pair.X, pair.Y, s_asOf, new());
                var downsideTwice = DownsideCoMovement.Compute(x, y, s_asOf, new());

                RankCorrelation.Compute(x, y, s_asOf, new()).Kendall!.Value.ShouldBe(ranks.Kendall!.Value, 1e-12);
                if (downside.CoSemicorrelation is { } semi)
                {
                    downsideTwice.CoSemicorrelation.ShouldBeWithin(1e-12, semi);
                    downsideTwice.BetaOfFalls!.Value.ShouldBe(
                        downside.BetaOfFalls!.Value,
                        1e-9 * Math.Max(1, Math.Abs(downside.BetaOfFalls.Value))
                    );
                }
            }
        );

    [Fact]
    public void A5_LegsRescaled_KeepsTheDownsideAndTheTails() =>
        Law.HoldsFor(
            from pair in Law.PairedReturns
            from power in Gen.Choose(-20, 20)
            select (pair.X, pair.Y, Scale: Math.ScaleB(1, power)),
            input =>
            {
                double[] scaled = [.. input.Y.Select(value => input.Scale * value)];
                var downside = DownsideCoMovement.Compute(input.X, input.Y, s_asOf, new());
                var exceedance = ExceedanceCorrelation.Compute(input.X, input.Y, s_asOf, s_anyTail);

                // A power of two rounds nothing.
                var scaledDownside = DownsideCoMovement.Compute(input.X, scaled, s_asOf, new());
                scaledDownside.CoSemicorrelation.ShouldBe(downside.CoSemicorrelation);
                scaledDownside.BetaOfFalls.ShouldBe(input.Scale * downside.BetaOfFalls);
                var scaledExceedance = ExceedanceCorrelation.Compute(input.X, scaled, s_asOf, s_anyTail);
                scaledExceedance.LowerCorrelation.ShouldBe(exceedance.LowerCorrelation);
                scaledExceedance.UpperCorrelation.ShouldBe(exceedance.UpperCorrelation);
            }
        );

    [Fact]
    public void B1_LegsSwapped_MultiplyToOne() =>
        Law.HoldsFor(
            Prices,
            prices =>
            {
                var forth = Basis.Compute(prices.Derivative, prices.Underlying, s_asOf, new());
                var back = Basis.Compute(prices.Underlying, prices.Derivative, s_asOf, new());

                back.Status.ShouldBe(forth.Status);
                ((1 + 1e-4 * forth.BasisBps!.Value) * (1 + 1e-4 * back.BasisBps!.Value)).ShouldBe(1, 1e-14);
                // F/S - 1 falls as S/F - 1 rises, so that the medians answer each other where one sample is the middle.
                if (prices.Derivative.Length % 2 == 0)
                {
                    ((1 + 1e-4 * forth.MedianBps!.Value) * (1 + 1e-4 * back.MedianBps!.Value)).ShouldBe(1, 1e-14);
                }
            }
        );

    [Fact]
    public void B1_WindowTwice_KeepsTheRobustValues() =>
        Law.HoldsFor(
            Prices,
            prices =>
            {
                var once = Basis.Compute(prices.Derivative, prices.Underlying, s_asOf, new());
                double[] derivative = [.. prices.Derivative[..^1], .. prices.Derivative];
                double[] underlying = [.. prices.Underlying[..^1], .. prices.Underlying];

                var twice = Basis.Compute(derivative, underlying, s_asOf, new());

                twice.MedianBps.ShouldBe(once.MedianBps);
                twice.ScaledMadBps.ShouldBe(once.ScaledMadBps);
                twice.RobustZScore.ShouldBe(once.RobustZScore);
            }
        );

    private static readonly ExceedanceCorrelationOptions s_anyTail = new() { MinimumSamplesPerTail = 5 };

    private static double[] Twice(double[] values) => [.. values, .. values];
}
