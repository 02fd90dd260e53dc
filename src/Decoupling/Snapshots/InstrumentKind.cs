namespace Decoupling.Snapshots;

/// <summary>What an instrument is, and so how its notional and its liquidation price are computed.</summary>
public enum InstrumentKind
{
    /// <summary>The coin itself against a quote currency.</summary>
    Spot,

    /// <summary>A perpetual settled in the quote currency: notional = coins × price.</summary>
    LinearPerpetual,

    /// <summary>A perpetual settled in the coin: notional is a fixed number of USD a contract.</summary>
    InversePerpetual,

    /// <summary>A future with a delivery date, settled in the quote currency.</summary>
    LinearFuture,

    /// <summary>A future with a delivery date, settled in the coin.</summary>
    InverseFuture,

    /// <summary>A call or put.</summary>
    Option,
}

/// <summary>What follows from an instrument's kind.</summary>
public static class InstrumentKinds
{
    /// <summary>Whether contracts are settled in the coin.</summary>
    public static bool IsInverse(this InstrumentKind kind) =>
        kind is InstrumentKind.InversePerpetual or InstrumentKind.InverseFuture;
}
