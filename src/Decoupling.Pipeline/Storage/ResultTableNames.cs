namespace Decoupling.Pipeline.Storage;

/// <summary>The tables that the steps write and other jobs read.</summary>
public static class ResultTableNames
{
    /// <summary>How far each instrument stands from its underlying, a row for each slot.</summary>
    public const string DecouplingScores = "DecouplingScores";

    /// <summary>What would be liquidated at which price, a row for each slot.</summary>
    public const string LiquidationRisk = "LiquidationRisk";

    /// <summary>The hourly summary of each asset.</summary>
    public const string RiskSummaries = "RiskSummaries";

    /// <summary>The newest row of each instrument.</summary>
    public const string Latest = "Latest";

    /// <summary>Alert states and the notifications that wait to be sent.</summary>
    public const string Alerts = "Alerts";

    /// <summary>Every attempt to notify, every delivery and every suppression.</summary>
    public const string Notifications = "Notifications";

    /// <summary>What became of each slot of the schedule.</summary>
    public const string Slots = "Slots";

    /// <summary>Inputs that were refused, with the reason.</summary>
    public const string Failures = "Failures";

    /// <summary>All of them, in the order in which they are created.</summary>
    public static IReadOnlyList<string> All { get; } =
    [DecouplingScores, LiquidationRisk, RiskSummaries, Latest, Alerts, Notifications, Slots, Failures];
}
