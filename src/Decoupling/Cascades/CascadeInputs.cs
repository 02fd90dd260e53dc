using Decoupling.Depth;
using Decoupling.Liquidation;
using Decoupling.Numerics;
using Decoupling.Results;

namespace Decoupling.Cascades;

/// <summary>What a cascade refuses, and how its end becomes a result.</summary>
internal static class CascadeInputs
{
    public static int SignOf(PositionSide side) => side == PositionSide.Long ? 1 : -1;

    public static CascadeOptions Checked(
        CascadeOptions? options,
        double shock,
        ReadOnlySpan<double> prices,
        ReadOnlySpan<double> sizes
    )
    {
        options ??= new CascadeOptions();
        options.Validate();
        InputGate.RequireWithin(shock, 0, options.MaximumMove, nameof(shock));
        InputGate.RequireOneLength(prices, "liquidationPrices", sizes, "sizes");
        return options;
    }

    /// <summary>Why positions that should stand in order cannot be used, naming the first that is wrong.</summary>
    public static Refusal? FindFault(ReadOnlySpan<double> prices, ReadOnlySpan<double> sizes, CascadeShock shock)
    {
        double sum = 0;
        for (var i = 0; i < prices.Length; i++)
        {
            if (!InputGate.IsPrice(prices[i]))
            {
                return Invalid($"Position {i} has the liquidation price {CascadeText.Of(prices[i])}, not above 0.");
            }

            if (i > 0 && shock.Sign * prices[i] > shock.Sign * prices[i - 1])
            {
                return Invalid($"Position {i} is reached before the one in front of it.");
            }

            if (!(sizes[i] >= 0))
            {
                return Invalid($"Position {i} has the size {CascadeText.Of(sizes[i])}, not at least 0.");
            }

            sum += sizes[i];
        }

        return double.IsFinite(sum)
            ? FindFault(shock)
            : new Refusal(MetricStatus.OutOfDomain, "The positions together exceed the range of a double.");
    }

    /// <summary>Why no cascade can start from a price.</summary>
    public static Refusal? FindFault(CascadeShock shock) =>
        InputGate.IsPrice(shock.Price) ? null : Invalid($"The price {CascadeText.Of(shock.Price)} is not above 0.");

    /// <summary>Why a side of a book cannot be eaten in this direction.</summary>
    public static Refusal? FindFault(CascadeBook book, int sign)
    {
        if (BookSide.FindFault(book.Prices, book.SizesCoins) is { } fault)
        {
            return new Refusal(fault.Status, "Book: " + fault.Reason);
        }

        return book.Prices.Length > 1 && sign * book.Prices[1] > sign * book.Prices[0]
            ? Invalid(sign > 0 ? "The bids rise from the best on." : "The asks fall from the best on.")
            : null;
    }

    /// <param name="run">What the rounds came to.</param>
    /// <param name="shock">What they began with.</param>
    /// <param name="prices">All positions' liquidation prices.</param>
    /// <param name="sizes">Their sizes.</param>
    /// <param name="usdPerUnit">What a unit of size is worth at the price before the shock.</param>
    /// <param name="asOf">The slot's time.</param>
    /// <param name="options">Margins, fund and speed.</param>
    public static CascadeResult Result(
        CascadeRun run,
        CascadeShock shock,
        ReadOnlySpan<double> prices,
        ReadOnlySpan<double> sizes,
        double usdPerUnit,
        DateTimeOffset asOf,
        CascadeOptions options
    )
    {
        var totalMove = shock.Sign * (1 - run.Price / shock.Price);
        var badDebtUsd = options.MaintenanceRate is { } rate
            ? BadDebt.Of(run, shock, prices, sizes, usdPerUnit, rate)
            : (double?)null;
        if (
            !InputGate.AllFinite(totalMove, run.ForcedUsd, run.UnfilledUsd, badDebtUsd ?? 0)
            || run.Rounds.Any(round => !double.IsFinite(round.AveragePrice ?? 0))
        )
        {
            return None(new Refusal(MetricStatus.OutOfDomain, "The cascade exceeds the range of a double."), asOf);
        }

        return new CascadeResult
        {
            Status = MetricStatus.Ok,
            SampleCount = prices.Length,
            AsOf = asOf,
            Outcome = run.Outcome,
            LastPrice = run.Price,
            TotalMove = totalMove,
            Amplification = run.Outcome == CascadeOutcome.BookExhausted ? null : Math.Max(1, totalMove / shock.Shock),
            ForcedUsd = run.ForcedUsd,
            ForcedCount = run.ForcedCount,
            UnfilledUsd = run.UnfilledUsd,
            BadDebtUsd = badDebtUsd,
            InsuranceCover = options.InsuranceFundUsd is { } fund ? Finite(fund / badDebtUsd) : null,
            Duration = options.LiquidationUsdPerSecond is { } speed ? Length(run.ForcedUsd / speed) : null,
            IsExtrapolated = run.IsExtrapolated,
            Rounds = run.Rounds,
        };
    }

    public static CascadeResult None(Refusal fault, DateTimeOffset asOf) =>
        new()
        {
            Status = fault.Status,
            Reason = fault.Reason,
            SampleCount = 0,
            AsOf = asOf,
        };

    // No bad debt: nothing to cover, not an infinite cover.
    private static double? Finite(double? ratio) => ratio is { } value && double.IsFinite(value) ? value : null;

    // Beyond a year is no duration of a liquidation.
    private static TimeSpan? Length(double seconds) =>
        seconds < CryptoYear.Length.TotalSeconds ? TimeSpan.FromSeconds(seconds) : null;

    private static Refusal Invalid(string reason) => new(MetricStatus.InvalidInput, reason);
}
