using System.Diagnostics.CodeAnalysis;
using Decoupling.Snapshots;

namespace Decoupling.Pipeline.Snapshots.Wire;

/// <summary>Maps insurance funds and leveraged funds to their wire form and back; nothing stays nothing.</summary>
internal static class FundsCodec
{
    [return: NotNullIfNotNull(nameof(fund))]
    public static InsuranceFundWire? Write(InsuranceFundQuote? fund) =>
        fund is null
            ? null
            : new InsuranceFundWire
            {
                Quantity = fund.Quantity,
                Unit = fund.Unit,
                IsShared = fund.IsShared,
                CountedAt = fund.CountedAt,
                Source = fund.Source,
            };

    [return: NotNullIfNotNull(nameof(wire))]
    public static InsuranceFundQuote? Read(InsuranceFundWire? wire) =>
        wire is null
            ? null
            : new InsuranceFundQuote(wire.Quantity, wire.Unit, wire.IsShared, wire.CountedAt, wire.Source);

    public static IReadOnlyList<LeveragedFundWire>? Write(IReadOnlyList<LeveragedFundQuote> funds) =>
        funds.Count == 0
            ? null
            :
            [
                .. funds.Select(fund => new LeveragedFundWire
                {
                    Name = fund.Name,
                    NetAssetsUsd = fund.NetAssetsUsd,
                    Leverage = fund.Leverage,
                    RebalancesAtMinute = (int)fund.RebalancesAt.TotalMinutes,
                    CountedAt = fund.CountedAt,
                    Source = fund.Source,
                }),
            ];

    public static IReadOnlyList<LeveragedFundQuote> Read(IReadOnlyList<LeveragedFundWire>? wire)
    {
        if (wire is null)
        {
            return [];
        }

        SnapshotCodec.RefuseNulls(wire);
        return
        [
            .. wire.Select(fund => new LeveragedFundQuote(
                fund.Name,
                fund.NetAssetsUsd,
                fund.Leverage,
                TimeSpan.FromMinutes(fund.RebalancesAtMinute),
                fund.CountedAt,
                fund.Source
            )),
        ];
    }
}
