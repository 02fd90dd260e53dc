using Decoupling.Liquidation;
using Decoupling.Numerics;
using Decoupling.Results;

namespace Decoupling.Cascades;

/// <summary>E3. Tells whether a forced sale forces another: how many dollars of liquidations the move of one forced dollar sets
/// off.</summary>
/// <remarks>n = κ·ℓ: impact per USD times USD liquidated per unit of ln P; κ is one over the depth per unit of ln P, so n is what is
/// liquidated over a step divided by what stands in the book over it. n under 1: the move is the shock times 1/(1 - n). n of 1 or more:
/// runaway, until ℓ thins. At least 0. No history of its own. O(positions + levels + steps). With a map, under its assumed leverages.
/// Source: F. Caccioli et al., "Stability analysis of financial contagion due to overlapping portfolios", 2014; M. Brunnermeier and
/// L. Pedersen, "Market liquidity and funding liquidity", 2009; methods E3.</remarks>
public static class LoopGain
{
    private static readonly Refusal TooLarge = new(MetricStatus.OutOfDomain, "The gain exceeds the range of a double.");

    /// <summary>The gain where impact and density are known.</summary>
    /// <param name="impactPerUsd">κ: how far a dollar moves ln P, per USD, at least 0.</param>
    /// <param name="liquidationUsdPerLogPrice">ℓ: what is liquidated per unit of ln P, USD, at least 0.</param>
    /// <param name="asOf">The slot's time, UTC.</param>
    public static LoopGainResult Compute(double impactPerUsd, double liquidationUsdPerLogPrice, DateTimeOffset asOf)
    {
        if (!(impactPerUsd >= 0 && liquidationUsdPerLogPrice >= 0))
        {
            return None(
                new Refusal(
                    MetricStatus.InvalidInput,
                    $"The impact {CascadeText.Of(impactPerUsd)} per USD or the density {CascadeText.Of(liquidationUsdPerLogPrice)} USD is not at least 0."
                ),
                asOf
            );
        }

        var gain = impactPerUsd * liquidationUsdPerLogPrice;
        return double.IsFinite(gain)
            ? Of(gain, asOf) with
            {
                ImpactPerUsd = impactPerUsd,
                LiquidationUsdPerLogPrice = liquidationUsdPerLogPrice,
                MaximumGain = gain,
                TriggerShock = gain >= 1 ? 0 : null,
                ReadRange = 0,
                IsExtrapolated = false,
            }
            : None(TooLarge, asOf);
    }

    /// <summary>The gain at the price and within a range of it.</summary>
    /// <param name="liquidationPrices">Where each position, or bin of a map, is liquidated: in the order in which the price reaches them.</param>
    /// <param name="notionalsUsd">Their sizes, USD at the price, at least 0.</param>
    /// <param name="side">Which are closed: longs into bids, shorts out of asks.</param>
    /// <param name="price">The price, quote currency per coin, above 0.</param>
    /// <param name="book">The bids, or the asks.</param>
    /// <param name="asOf">The slot's time, UTC.</param>
    /// <param name="options">Steps, range and depth, or <see langword="null"/> for the defaults.</param>
    /// <exception cref="ArgumentException">Spans differ in length, or an option is out of range.</exception>
    public static LoopGainResult Compute(
        ReadOnlySpan<double> liquidationPrices,
        ReadOnlySpan<double> notionalsUsd,
        PositionSide side,
        double price,
        CascadeBook book,
        DateTimeOffset asOf,
        LoopGainOptions? options = null
    )
    {
        options ??= new LoopGainOptions();
        options.Validate();
        InputGate.RequireOneLength(liquidationPrices, nameof(liquidationPrices), notionalsUsd, nameof(notionalsUsd));
        var start = new CascadeShock(price, 0, CascadeInputs.SignOf(side));
        if (
            (
                CascadeInputs.FindFault(liquidationPrices, notionalsUsd, start)
                ?? CascadeInputs.FindFault(book, start.Sign)
            ) is
            { } fault
        )
        {
            return None(fault, asOf);
        }

        var windowSteps = (int)Math.Round(options.Window / options.Step);
        var starts = 1 + (int)(Math.Abs(Math.Log(1 - start.Sign * options.Range)) / options.Step);
        using var rented = new Rented<double>(2 * (starts + windowSteps));
        var forced = rented.Span[..(starts + windowSteps)];
        var standing = rented.Span[(starts + windowSteps)..];
        var profile = new GainProfile(start, options);
        profile.Sum(liquidationPrices, notionalsUsd, 1, forced);
        var knownSteps = profile.SumDepth(book, standing);
        return Read(forced, standing, knownSteps, windowSteps, start, options, asOf);
    }

    private static LoopGainResult Read(
        ReadOnlySpan<double> forced,
        ReadOnlySpan<double> standing,
        int knownSteps,
        int windowSteps,
        CascadeShock start,
        LoopGainOptions options,
        DateTimeOffset asOf
    )
    {
        var starts = forced.Length - windowSteps;
        var isOpen = options.Beyond == BeyondBook.MeanDensity;
        var readable = isOpen ? starts : Math.Min(starts, knownSteps - windowSteps + 1);
        if (readable <= 0)
        {
            return None(
                new Refusal(
                    MetricStatus.InsufficientData,
                    $"The fetched book ends within {CascadeText.Of(options.Window)} of the price."
                ),
                asOf
            );
        }

        double? first = null;
        double? maximum = 0;
        double? trigger = null;
        for (var i = 0; i < readable; i++)
        {
            var gain = GainProfile.GainOf(forced, standing, i, windowSteps);
            first = i == 0 ? gain : first;
            maximum = gain is null || maximum is null ? null : Math.Max(maximum.Value, gain.Value);
            trigger ??= gain is null or >= 1 ? DistanceOf(i, start.Sign, options.Step) : null;
        }

        var impact = options.Window / GainProfile.Sum(standing[..windowSteps]);
        var density = GainProfile.Sum(forced[..windowSteps]) / options.Window;
        if (!double.IsFinite(density))
        {
            return None(TooLarge, asOf);
        }

        return Of(first, asOf) with
        {
            ImpactPerUsd = double.IsFinite(impact) ? impact : null,
            LiquidationUsdPerLogPrice = density,
            MaximumGain = maximum,
            TriggerShock = trigger,
            ReadRange = DistanceOf(readable - 1, start.Sign, options.Step),
            IsExtrapolated = isOpen && knownSteps < readable - 1 + windowSteps,
        };
    }

    private static LoopGainResult Of(double? gain, DateTimeOffset asOf) =>
        new()
        {
            Status = MetricStatus.Ok,
            SampleCount = 1,
            AsOf = asOf,
            Gain = gain,
            Outcome = gain < 1 ? LoopGainOutcome.Damped : LoopGainOutcome.Runaway,
            Amplification = gain < 1 ? 1 / (1 - gain) : null,
        };

    private static double DistanceOf(int steps, int sign, double step) => Math.Abs(1 - Math.Exp(-sign * steps * step));

    private static LoopGainResult None(Refusal fault, DateTimeOffset asOf) =>
        new()
        {
            Status = fault.Status,
            Reason = fault.Reason,
            SampleCount = 0,
            AsOf = asOf,
        };
}
