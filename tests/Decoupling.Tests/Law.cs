using FsCheck;
using FsCheck.Fluent;
using Microsoft.FSharp.Core;

namespace Decoupling.Tests;

/// <summary>Checks that a law holds for generated inputs; the seed is fixed, so every run sees the same ones.</summary>
internal static class Law
{
    /// <param name="inputs">What is drawn.</param>
    /// <param name="law">Throws where the law does not hold.</param>
    /// <param name="runs">How many are drawn in a whole campaign.</param>
    public static void HoldsFor<T>(Gen<T> inputs, Action<T> law, int runs = 20_000) =>
        Prop.ForAll(Arb.From(inputs), law)
            .Check(
                Config
                    .QuickThrowOnFailure.WithMaxTest(Campaign.Runs(runs))
                    .WithReplay(new Replay(new Rnd(20240805), FSharpOption<int>.None))
            );

    /// <summary>Paired returns of a noisy follower: 20 to 80 of them, a few per mille each, never constant.</summary>
    public static Gen<(double[] X, double[] Y)> PairedReturns =>
        from count in Gen.Choose(20, 80)
        from x in Gen.Choose(-10_000, 10_000).ArrayOf(count)
        from noise in Gen.Choose(-5_000, 5_000).ArrayOf(count)
        where x.Distinct().Count() > 1 && noise.Distinct().Count() > 1
        select (
            x.Select(value => value * 1e-6).ToArray(),
            x.Zip(noise, (value, error) => value * 1.1e-6 + error * 1e-6).ToArray()
        );
}
