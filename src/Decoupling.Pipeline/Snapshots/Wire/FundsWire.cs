using System.ComponentModel;
using System.Text.Json.Serialization;
using Decoupling.Snapshots;

namespace Decoupling.Pipeline.Snapshots.Wire;

[Description("What stands between bad debt and auto-deleveraging at a venue.")]
internal sealed record InsuranceFundWire
{
    [Description("In the unit given, at least 0.")]
    public required double Quantity { get; init; }

    [Description("Coins or US dollars; never contracts.")]
    [JsonConverter(typeof(CamelCaseEnumConverter<QuantityUnit>))]
    public required QuantityUnit Unit { get; init; }

    [Description("Whether it stands behind all of the venue's contracts: other assets may use it up.")]
    public required bool IsShared { get; init; }

    [Description("As of when it was counted.")]
    public required DateTimeOffset CountedAt { get; init; }

    [Description("Who counted.")]
    public required string Source { get; init; }
}

[Description("A fund or token that keeps a fixed leverage on the asset.")]
internal sealed record LeveragedFundWire
{
    [Description("Its name or ticker.")]
    public required string Name { get; init; }

    [Description("Its net assets, greater than 0.")]
    public required double NetAssetsUsd { get; init; }

    [Description("What it keeps: 2 for a twofold long fund, -1 for a short one.")]
    public required double Leverage { get; init; }

    [Description("The minute of the day at which it trades, UTC: 0 to 1439.")]
    public required int RebalancesAtMinute { get; init; }

    [Description("As of when the net assets were counted.")]
    public required DateTimeOffset CountedAt { get; init; }

    [Description("Who counted.")]
    public required string Source { get; init; }
}
