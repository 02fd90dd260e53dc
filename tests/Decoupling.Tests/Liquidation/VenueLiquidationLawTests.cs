using Decoupling.Liquidation;
using Decoupling.Results;
using Decoupling.Snapshots;
using FsCheck;
using FsCheck.Fluent;

namespace Decoupling.Tests.Liquidation;

/// <summary>Laws that hold on every venue, isolated and cross, with the tables that ship.</summary>
public sealed class VenueLiquidationLawTests
{
    private const double Tolerance = 1e-9;
    private static readonly DateTimeOffset s_before = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset s_after = new(2026, 10, 1, 0, 0, 0, TimeSpan.Zero);

    private static readonly (string Venue, string Asset, InstrumentKind Kind)[] s_products =
    [
        .. from venue in new[] { "binance", "bybit", "okx", "deribit", "hyperliquid" }
        from asset in new[] { "BTC", "ETH", "SOL" }
        from kind in new[] { InstrumentKind.LinearPerpetual, InstrumentKind.InversePerpetual }
        where
            ShippedTables.MarginTiers.Tables.Any(table =>
                table.Venue == venue && table.Asset == asset && table.Kinds.Contains(kind)
            )
        select (venue, asset, kind),
    ];

    /// <summary>Accounts of 100 to 1e9 USD notional, half to 125 times levered, entered within 20 % of the mark price.</summary>
    private static readonly Gen<(VenueAccount Account, double Mark)> s_accounts =
        from product in Gen.Elements(s_products)
        from at in Gen.Elements(s_before, s_after)
        from side in Gen.Elements(PositionSide.Long, PositionSide.Short)
        from mode in Gen.Elements(MarginMode.Isolated, MarginMode.Cross)
        from notional in Unit.Select(unit => Math.Pow(10, 2 + 7 * unit))
        from leverage in Unit.Select(unit => 0.5 * Math.Pow(250, unit))
        from mark in Unit.Select(unit => Math.Pow(10, 2 + 3 * unit))
        from entry in Unit.Select(unit => 0.8 + 0.4 * unit)
        from otherMargin in Unit.Select(unit => 0.02 * unit)
        from otherProfit in Unit.Select(unit => 0.2 * (unit - 0.5))
        select Account(product, at, side, mode, notional, leverage, mark, entry, otherMargin, otherProfit);

    private static Gen<double> Unit => Gen.Choose(0, 1_000_000).Select(value => value * 1e-6);

    [Fact]
    public void Compute_EveryVenue_EquityIsTheMaintenanceMarginAtThePrice() =>
        Law.HoldsFor(
            s_accounts,
            given =>
            {
                var (account, mark) = given;
                if (Solve(given) is { Outcome: LiquidationOutcome.Price, Price: { } price })
                {
                    (account.Equity(price) - account.Maintenance(price)).ShouldBe(
                        0,
                        Tolerance * account.Scale(price),
                        $"{account} at {mark:R}: {price:R}"
                    );
                }
            }
        );

    [Fact]
    public void Compute_EveryVenue_IsSafeOnOneSideOfThePriceAndLostOnTheOther() =>
        Law.HoldsFor(
            s_accounts,
            given =>
            {
                var (account, mark) = given;
                if (Solve(given) is not { Outcome: LiquidationOutcome.Price, Price: { } price })
                {
                    return;
                }

                foreach (var step in new[] { 1e-6, 0.001, 0.03, 0.3, 0.7, 1 })
                {
                    var safe = price + step * (mark - price);
                    account.Equity(safe).ShouldBeGreaterThan(account.Maintenance(safe), $"{account} at {safe:R}");
                }

                var lost = price + 1e-6 * (price - mark);
                account
                    .Equity(lost)
                    .ShouldBeLessThan(
                        account.Maintenance(lost) + Tolerance * account.Scale(lost),
                        $"{account} at {lost:R}"
                    );
            }
        );

    [Fact]
    public void Compute_EveryVenue_SaysLiquidatableExactlyWhenTheEquityIsGone() =>
        Law.HoldsFor(
            s_accounts,
            given =>
            {
                var (account, mark) = given;
                var surplus = account.Equity(mark) - account.Maintenance(mark);
                var found = Solve(given);
                if (found.Status == MetricStatus.Ok && Math.Abs(surplus) > Tolerance * account.Scale(mark))
                {
                    (found.Outcome == LiquidationOutcome.LiquidatableNow).ShouldBe(
                        surplus < 0,
                        $"{account} at {mark:R}"
                    );
                }
            }
        );

    [Fact]
    public void Compute_EveryVenue_HasNoPriceOnlyWhereEveryPriceIsSafe() =>
        Law.HoldsFor(
            s_accounts,
            given =>
            {
                var (account, mark) = given;
                if (Solve(given).Outcome != LiquidationOutcome.CannotBeLiquidatedByPrice)
                {
                    return;
                }

                var isLong = account.Position.Side == PositionSide.Long;
                foreach (var factor in new[] { 1.5, 10, 1e3, 1e6 })
                {
                    var price = isLong ? mark / factor : mark * factor;
                    account
                        .Equity(price)
                        .ShouldBeGreaterThan(
                            account.Maintenance(price) - Tolerance * account.Scale(price),
                            $"{account} at {price:R}"
                        );
                }
            }
        );

    [Fact]
    public void Compute_MoreMargin_MovesThePriceAway() =>
        Law.HoldsFor(
            s_accounts,
            given =>
            {
                var (account, mark) = given;
                var position = account.Position;
                var richer = VenueLiquidation.Compute(
                    position with
                    {
                        Margin = position.Margin + 0.01 * Math.Abs(position.Margin),
                    },
                    account.Terms,
                    mark
                );
                if (Solve(given).Price is { } poor && richer.Price is { } rich)
                {
                    (position.Side == PositionSide.Long ? poor - rich : rich - poor).ShouldBeGreaterThanOrEqualTo(
                        -1e-12 * poor,
                        account.ToString()
                    );
                }
            }
        );

    [Fact]
    public void Compute_LongAndShortWithoutFee_AreBankruptAsFarFromTheEntry() =>
        Law.HoldsFor(
            s_accounts,
            given =>
            {
                var (account, mark) = given;
                var terms = account.Terms with { ClosingFeeRate = 0 };
                var both = new[] { PositionSide.Long, PositionSide.Short }
                    .Select(side => VenueLiquidation.Compute(account.Position with { Side = side }, terms, mark))
                    .Select(found => found.BankruptcyPrice)
                    .ToArray();
                if (both is [{ } @long, { } @short])
                {
                    var entry = account.Position.EntryPrice;
                    var sum = terms.IsInverse ? 1 / @long + 1 / @short : @long + @short;
                    sum.ShouldBeWithin(1e-12, terms.IsInverse ? 2 / entry : 2 * entry);
                }
            }
        );

    [Fact]
    public void Compute_HostileNumbers_GivesFiniteNumbersOrAStatus()
    {
        var hostile = new HostileNumbers(6);
        var terms = s_products
            .Select(product => TermsOf(product, s_before))
            .Append(TermsOf(s_products.First(product => product.Venue == "bybit"), s_after))
            .ToArray();
        for (var i = 0; i < Campaign.Runs(2_000_000); i++)
        {
            var position = new VenuePosition(
                i % 2 == 0 ? PositionSide.Long : PositionSide.Short,
                i % 3 == 0 ? MarginMode.Cross : MarginMode.Isolated,
                hostile.Next(),
                hostile.Next(),
                hostile.Next(),
                i % 3 == 0 ? hostile.Next() : 0,
                i % 3 == 0 ? hostile.Next() : 0
            );

            var found = VenueLiquidation.Compute(position, terms[i % terms.Length], hostile.Next());

            var isSound =
                (found.Status == MetricStatus.Ok) == (found.Outcome is not null)
                && (found.Status == MetricStatus.Ok) == (found.Reason is null)
                && found.Price is null or (> 0 and < double.PositiveInfinity)
                && found.BankruptcyPrice is null or (> 0 and < double.PositiveInfinity)
                && found.Distance is null or (>= 0 and < double.PositiveInfinity);
            isSound.ShouldBeTrue($"{position}: {found}");
        }
    }

    private static LiquidationPoint Solve((VenueAccount Account, double Mark) given) =>
        VenueLiquidation.Compute(given.Account.Position, given.Account.Terms, given.Mark);

    private static (VenueAccount Account, double Mark) Account(
        (string Venue, string Asset, InstrumentKind Kind) product,
        DateTimeOffset at,
        PositionSide side,
        MarginMode mode,
        double notionalUsd,
        double leverage,
        double mark,
        double entry,
        double otherMargin,
        double otherProfit
    )
    {
        var terms = TermsOf(product, at);
        var entryPrice = mark * entry;
        var margin = notionalUsd / leverage / (terms.IsInverse ? entryPrice : 1);
        var isCross = mode == MarginMode.Cross;
        var position = new VenuePosition(
            side,
            mode,
            terms.IsInverse ? notionalUsd : notionalUsd / entryPrice,
            entryPrice,
            margin,
            isCross ? otherMargin * margin * leverage : 0,
            isCross ? otherProfit * margin * leverage : 0
        );
        return (new VenueAccount(product.Venue, product.Kind, terms, position), mark);
    }

    private static LiquidationTerms TermsOf(
        (string Venue, string Asset, InstrumentKind Kind) product,
        DateTimeOffset at
    ) =>
        LiquidationTerms.Find(
            product.Venue,
            product.Asset,
            product.Kind,
            at,
            ShippedTables.MarginTiers,
            ShippedTables.Fees
        )!;
}
