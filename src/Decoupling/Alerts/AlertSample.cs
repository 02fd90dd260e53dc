namespace Decoupling.Alerts;

/// <summary>One row's value for a rule, with what a message needs to say about it.</summary>
public sealed record AlertSample
{
    /// <summary>The underlying: "BTC".</summary>
    public required string Asset { get; init; }

    /// <summary>The venue: "bybit".</summary>
    public required string Venue { get; init; }

    /// <summary>The venue's symbol: "BTCUSDT".</summary>
    public required string Symbol { get; init; }

    /// <summary>The slot that the value is of, UTC.</summary>
    public required DateTimeOffset SlotAt { get; init; }

    /// <summary>The value in the rule's unit, or <see langword="null"/> when the row has none.</summary>
    public required double? Value { get; init; }

    /// <summary>The row's sentence for a person.</summary>
    public required string Summary { get; init; }

    /// <summary>What the message shows beside the value, in order.</summary>
    public IReadOnlyList<AlertFact> Facts { get; init; } = [];
}

/// <summary>A labelled figure of a message.</summary>
/// <param name="Label">What it is, with its unit.</param>
/// <param name="Text">The figure as text.</param>
public sealed record AlertFact(string Label, string Text);
