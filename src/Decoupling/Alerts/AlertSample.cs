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

    /// <summary>The time from one slot to the next, positive.</summary>
    public TimeSpan SlotLength { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>The column's value in the rule's unit, or <see langword="null"/> when the row has none.</summary>
    public required double? Value { get; init; }

    /// <summary>Why the row has no value, or <see langword="null"/>.</summary>
    public string? Reason { get; init; }

    /// <summary>The row's verdict, or <see langword="null"/> where its table has none.</summary>
    public string? Verdict { get; init; }

    /// <summary>The row's sentence for a person.</summary>
    public required string Summary { get; init; }

    /// <summary>The age of the row's inputs, or <see langword="null"/> where it is not known.</summary>
    public TimeSpan? DataAge { get; init; }

    /// <summary>How much of the inputs came, in words; empty where it is not known.</summary>
    public string Coverage { get; init; } = "";

    /// <summary>What the value is made of, the largest share first.</summary>
    public IReadOnlyList<AlertDriver> Drivers { get; init; } = [];

    /// <summary>What the message shows beside the value, in order.</summary>
    public IReadOnlyList<AlertFact> Facts { get; init; } = [];
}

/// <summary>A labelled figure of a message.</summary>
/// <param name="Label">What it is, with its unit.</param>
/// <param name="Text">The figure as text.</param>
public sealed record AlertFact(string Label, string Text);

/// <summary>A part of what an alert's value is made of.</summary>
/// <param name="Name">The part.</param>
/// <param name="Share">Its share of the whole, 0 to 1.</param>
public sealed record AlertDriver(string Name, double Share);
