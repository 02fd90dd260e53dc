namespace Decoupling.Snapshots;

/// <summary>What one contract stands for.</summary>
public enum ContractForm
{
    /// <summary>A number of coins: notional = contracts × multiplier × price.</summary>
    Linear,

    /// <summary>A number of US dollars: notional = contracts × multiplier.</summary>
    Inverse,

    /// <summary>A number of another coin per dollar of the price: notional = contracts × multiplier × price × that coin's price.</summary>
    Quanto,
}

/// <summary>How contracts, coins and US dollars turn into one another: the one place that knows.</summary>
/// <remarks>Prices are of the underlying, in US dollars or a stablecoin taken at par, finite and above 0.
/// Source: OKX, "Contract value and multiplier"; Binance, "COIN-M contract specifications"; BitMEX, "Quanto contracts".</remarks>
public sealed record ContractTerms
{
    /// <summary>Takes the terms.</summary>
    /// <param name="form">What one contract stands for.</param>
    /// <param name="multiplier">How much of it: coins, US dollars, or settlement coins per dollar of the price; finite, above 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">The form is none, or the multiplier is not a finite number above 0.</exception>
    public ContractTerms(ContractForm form, double multiplier)
    {
        if (!Enum.IsDefined(form))
            throw new ArgumentOutOfRangeException(nameof(form), form, "The form of the contract is not known.");
        if (multiplier is not (> 0 and < double.PositiveInfinity))
            throw new ArgumentOutOfRangeException(
                nameof(multiplier),
                multiplier,
                "A contract stands for a finite amount above 0."
            );
        (Form, Multiplier) = (form, multiplier);
    }

    /// <summary>What one contract stands for.</summary>
    public ContractForm Form { get; }

    /// <summary>How much of it one contract is.</summary>
    public double Multiplier { get; }

    /// <summary>The terms of an instrument of a snapshot: coin-settled kinds are inverse, all others linear.</summary>
    public static ContractTerms Of(InstrumentKind kind, double multiplier) =>
        new(
            kind is InstrumentKind.InversePerpetual or InstrumentKind.InverseFuture
                ? ContractForm.Inverse
                : ContractForm.Linear,
            multiplier
        );

    /// <summary>What contracts are worth.</summary>
    /// <param name="contracts">How many.</param>
    /// <param name="price">The underlying's price.</param>
    /// <param name="settlementPrice">The settlement coin's price in US dollars; read for quanto contracts only.</param>
    public UsDollars ToUsd(Contracts contracts, double price, double settlementPrice = 1) =>
        Form switch
        {
            ContractForm.Inverse => new(contracts.Value * Multiplier),
            ContractForm.Linear => new(contracts.Value * Multiplier * price),
            _ => new(contracts.Value * Multiplier * price * settlementPrice),
        };

    /// <summary>The coins that contracts stand for.</summary>
    /// <inheritdoc cref="ToUsd(Contracts, double, double)"/>
    public Coins ToCoins(Contracts contracts, double price, double settlementPrice = 1) =>
        Form == ContractForm.Linear
            ? new(contracts.Value * Multiplier)
            : new(ToUsd(contracts, price, settlementPrice).Value / price);

    /// <summary>A quantity in a venue's own unit in US dollars.</summary>
    /// <param name="quantity">How much.</param>
    /// <param name="unit">Of what.</param>
    /// <param name="price">The underlying's price.</param>
    /// <exception cref="ArgumentOutOfRangeException">The unit is none.</exception>
    public UsDollars ToUsd(double quantity, QuantityUnit unit, double price) =>
        unit switch
        {
            QuantityUnit.Contracts => ToUsd(new Contracts(quantity), price),
            QuantityUnit.Coins => new UsDollars(quantity * price),
            QuantityUnit.Usd => new UsDollars(quantity),
            _ => throw new ArgumentOutOfRangeException(nameof(unit), unit, "The unit of the quantity is not known."),
        };
}
