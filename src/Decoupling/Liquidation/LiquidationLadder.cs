using System.Globalization;
using Decoupling.Results;

namespace Decoupling.Liquidation;

/// <summary>What awaits positions of each leverage that are opened now.</summary>
public sealed record LiquidationLadderResult : MetricResult
{
    /// <summary>For each leverage the long and then the short, in the order of the options; empty unless the status is Ok.</summary>
    public IReadOnlyList<LiquidationRung> Rungs { get; init; } = [];
}

/// <summary>One leverage on one side.</summary>
public sealed record LiquidationRung
{
    /// <summary>Notional over margin at entry, above 1.</summary>
    public required double Leverage { get; init; }

    /// <summary>Long or short.</summary>
    public required PositionSide Side { get; init; }

    /// <summary>Price, or LiquidatableNow where the venue would not open so much.</summary>
    public required LiquidationOutcome Outcome { get; init; }

    /// <summary>The liquidation price, quote currency per coin, greater than 0; <see langword="null"/> where no price liquidates.</summary>
    public required double? Price { get; init; }

    /// <summary>How far the mark price is from it, a fraction of the mark price, at least 0; <see langword="null"/> where no
    /// price liquidates.</summary>
    public required double? Distance { get; init; }

    /// <summary>The chance of liquidation within each horizon, in the order of the options, in [0, 1]; empty where the
    /// volatility is not known.</summary>
    public required IReadOnlyList<double> Probabilities { get; init; }
}

/// <summary>D1 with D8. Tells what a position opened now at 5 to 100 times would risk: where it dies and how likely that is
/// within hours.</summary>
/// <remarks>Isolated margin of notional / leverage, entry at the mark price, the tier of the assumed notional, by the venue's own rule;
/// the odds are D8's at the
/// volatility given, watched all the time. No history of its own. O(leverages × horizons).
/// Source: methods D1, D8; combined here.</remarks>
public static class LiquidationLadder
{
    /// <summary>The ladder at one mark price.</summary>
    /// <param name="markPrice">The mark price now, quote currency per coin, greater than 0.</param>
    /// <param name="terms">What the venue liquidates by.</param>
    /// <param name="volatilityPerYear">σ per √year, in [0, 1000], or <see langword="null"/> where it is not known: prices come
    /// without odds.</param>
    /// <param name="asOf">The slot's time, UTC.</param>
    /// <param name="options">Leverages, horizons and notional, or <see langword="null"/> for the defaults.</param>
    /// <exception cref="ArgumentException">The table is missing, or an option is out of range.</exception>
    public static LiquidationLadderResult Compute(
        double markPrice,
        LiquidationTerms terms,
        double? volatilityPerYear,
        DateTimeOffset asOf,
        LiquidationLadderOptions? options = null
    )
    {
        ArgumentNullException.ThrowIfNull(terms);
        options ??= new LiquidationLadderOptions();
        options.Validate();
        if (markPrice is not (> 0 and < double.PositiveInfinity))
        {
            return None($"The mark price {Text(markPrice)} is not above 0.", asOf);
        }

        if (volatilityPerYear is not (null or (>= 0 and <= LiquidationProbability.HighestVolatilityPerYear)))
        {
            return None($"The volatility {Text(volatilityPerYear.Value)} is not one.", asOf);
        }

        var rungs = new LiquidationRung[2 * options.Leverages.Count];
        for (var i = 0; i < rungs.Length; i++)
        {
            var side = i % 2 == 0 ? PositionSide.Long : PositionSide.Short;
            var rung = Rung(options.Leverages[i / 2], side, markPrice, terms, volatilityPerYear, options);
            if (rung is null)
            {
                return new LiquidationLadderResult
                {
                    Status = MetricStatus.OutOfDomain,
                    Reason = $"A position at {Text(markPrice)} exceeds the range of a double.",
                    SampleCount = 0,
                    AsOf = asOf,
                };
            }

            rungs[i] = rung;
        }

        return new LiquidationLadderResult
        {
            Status = MetricStatus.Ok,
            SampleCount = 1,
            AsOf = asOf,
            Rungs = rungs,
        };
    }

    private static LiquidationRung? Rung(
        double leverage,
        PositionSide side,
        double markPrice,
        LiquidationTerms terms,
        double? volatilityPerYear,
        LiquidationLadderOptions options
    )
    {
        var position = VenuePosition.Open(side, options.NotionalUsd, markPrice, leverage, terms.IsInverse);
        var found = VenueLiquidation.Compute(position, terms, markPrice);
        if (
            found.Status != MetricStatus.Ok
            || found.Outcome is not { } outcome
            || outcome == LiquidationOutcome.NoPosition
        )
        {
            return null;
        }

        return new LiquidationRung
        {
            Leverage = leverage,
            Side = side,
            Outcome = outcome,
            Price = found.Price,
            Distance = found.Distance,
            Probabilities = volatilityPerYear is { } volatility
                ? Probabilities(found.Price, side, markPrice, volatility, options)
                : [],
        };
    }

    private static double[] Probabilities(
        double? liquidationPrice,
        PositionSide side,
        double markPrice,
        double volatilityPerYear,
        LiquidationLadderOptions options
    )
    {
        var probabilities = new double[options.Horizons.Count];
        if (liquidationPrice is not { } price)
        {
            return probabilities;
        }

        var logDistance = Math.Log(price / markPrice);
        for (var i = 0; i < probabilities.Length; i++)
        {
            probabilities[i] = LiquidationProbability.Probability(
                logDistance,
                side,
                volatilityPerYear,
                options.DriftPerYear,
                options.Horizons[i],
                monitoringInterval: null
            );
        }

        return probabilities;
    }

    private static LiquidationLadderResult None(string reason, DateTimeOffset asOf) =>
        new()
        {
            Status = MetricStatus.InvalidInput,
            Reason = reason,
            SampleCount = 0,
            AsOf = asOf,
        };

    private static string Text(double value) => value.ToString("R", CultureInfo.InvariantCulture);
}
