namespace Decoupling.Pipeline.Storage;

/// <summary>The tables of the product. Their names are a contract with the jobs that read them.</summary>
public static class ResultTableNames
{
    /// <summary>How far each derivative has moved apart from its underlying, a row a slot and instrument.</summary>
    public const string DecouplingScores = "DecouplingScores";

    /// <summary>What would be liquidated, a row a slot and instrument.</summary>
    public const string LiquidationRisk = "LiquidationRisk";

    /// <summary>The state of each asset, a row a summary.</summary>
    public const string RiskSummaries = "RiskSummaries";

    /// <summary>The newest row of each instrument.</summary>
    public const string Latest = "Latest";

    /// <summary>Alert states and the outbox of notifications that are not delivered yet.</summary>
    public const string Alerts = "Alerts";

    /// <summary>Every attempt to deliver a notification.</summary>
    public const string Notifications = "Notifications";

    /// <summary>The ledger: what became of each slot.</summary>
    public const string Slots = "Slots";

    /// <summary>Inputs that were refused, with the reason and where they lie.</summary>
    public const string Failures = "Failures";

    /// <summary>What the positions of the files in the accounts container risk; readers of the others need no right to it.</summary>
    public const string AccountRisk = "AccountRisk";

    /// <summary>Which venues answer, a row each: how a cold start knows which are down.</summary>
    public const string Venues = "Venues";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        DecouplingScores,
        LiquidationRisk,
        RiskSummaries,
        Latest,
        Alerts,
        Notifications,
        Slots,
        Failures,
        AccountRisk,
        Venues,
    ];
}
