using Decoupling.Accounts;
using Decoupling.Liquidation;
using Decoupling.Pipeline.Accounts.Wire;
using Decoupling.Sizing;
using Decoupling.Snapshots;

namespace Decoupling.Pipeline.Accounts;

/// <summary>Turns an account of the file into the one that is assessed, and finds what no single field shows.</summary>
internal static class AccountMapping
{
    private static readonly AccountField s_account = AccountFields.File.Fields.Single(one => one.Name == "accounts");
    private static readonly AccountField s_limits = s_account.Fields.Single(one => one.Name == "limits");
    private static readonly AccountField s_wallet = s_account.Fields.Single(one => one.Name == "wallets");
    private static readonly AccountField s_position = s_account.Fields.Single(one => one.Name == "positions");

    /// <summary>Reads one account with at most so many positions.</summary>
    /// <exception cref="AccountFaultException">The first thing that is wrong, by its line.</exception>
    public static Account Read(LinedValue item, KnownMarkets known, int mostPositions)
    {
        var account = AccountObject.Of(item, s_account);
        var wallets = ReadWallets(account);
        var items = account.Items("positions");
        if (items.Count > mostPositions)
        {
            throw new AccountFaultException(
                items[mostPositions].Line,
                $"the file has more than {Account.MostPositionsInAFile} positions"
            );
        }

        var (labels, symbols) = (new HashSet<string>(StringComparer.Ordinal), new Dictionary<(string, string), int>());
        var positions = new List<AccountPosition>(items.Count);
        foreach (var one in items)
        {
            var position = AccountObject.Of(one, s_position);
            positions.Add(ReadPosition(position, wallets, known));
            if (!labels.Add(position.Text("label")))
            {
                throw new AccountFaultException(
                    position.LineOf("label"),
                    "another position of the account has the same label"
                );
            }

            if (!symbols.TryAdd((position.Text("venue"), position.Text("symbol")), position.Line))
            {
                var first = symbols[(position.Text("venue"), position.Text("symbol"))];
                throw new AccountFaultException(
                    position.LineOf("symbol"),
                    $"the position of line {first} has the same venue and symbol"
                );
            }
        }

        return WithLimits(
            new Account
            {
                Label = account.Text("label"),
                Target = new LiquidationOddsOptions
                {
                    Probability = account.NumberOrNone("targetProbability") ?? 0.01,
                    Horizon = TimeSpan.FromHours(account.NumberOrNone("targetHours") ?? 24),
                },
                Wallets = wallets,
                Positions = positions,
            },
            account.Find("limits")
        );
    }

    private static Account WithLimits(Account account, LinedValue? value)
    {
        if (value is null)
        {
            return account;
        }

        var limits = AccountObject.Of(value, s_limits);
        var (volatility, kelly, tail) = (account.VolatilityTarget, account.Kelly, account.TailRisk);
        return account with
        {
            VolatilityTarget = new VolatilityTargetOptions
            {
                TargetVolatilityPerYear =
                    limits.NumberOrNone("volatilityTargetPerYear") ?? volatility.TargetVolatilityPerYear,
                HighestLeverage = limits.NumberOrNone("highestLeverage") ?? volatility.HighestLeverage,
            },
            DriftPerYear = limits.NumberOrNone("driftPerYear"),
            Kelly = kelly with { Fraction = limits.NumberOrNone("kellyShare") ?? kelly.Fraction },
            TailRisk = tail with
            {
                LossLimit = limits.NumberOrNone("lossLimit") ?? tail.LossLimit,
                Horizon = limits.NumberOrNone("lossHours") is { } hours ? TimeSpan.FromHours(hours) : tail.Horizon,
            },
        };
    }

    private static List<AccountWallet> ReadWallets(AccountObject account)
    {
        var wallets = new List<AccountWallet>();
        foreach (var item in account.Items("wallets"))
        {
            var wallet = AccountObject.Of(item, s_wallet);
            var (venue, coin) = (wallet.Text("venue"), wallet.Text("coin"));
            if (wallets.Exists(one => one.Venue == venue && one.Coin == coin))
            {
                throw new AccountFaultException(wallet.Line, "another wallet has the same venue and coin");
            }

            wallets.Add(new AccountWallet(venue, coin, wallet.Number("balance")));
        }

        return wallets;
    }

    private static AccountPosition ReadPosition(AccountObject position, List<AccountWallet> wallets, KnownMarkets known)
    {
        var read = new AccountPosition
        {
            Label = position.Text("label"),
            Venue = position.Text("venue"),
            Asset = position.Text("asset"),
            Symbol = position.Text("symbol"),
            Product = position.Text("product") == "linear" ? PositionProduct.Linear : PositionProduct.Inverse,
            Side = position.Text("side") == "long" ? PositionSide.Long : PositionSide.Short,
            Size = position.Number("size"),
            SizeUnit = position.Text("sizeUnit") switch
            {
                "coins" => PositionSizeUnit.Coins,
                "usd" => PositionSizeUnit.Usd,
                _ => PositionSizeUnit.Contracts,
            },
            EntryPrice = position.Number("entryPrice"),
            Margin = position.Text("margin") == "isolated" ? MarginMode.Isolated : MarginMode.Cross,
            SettlementCoin = position.Text("settlementCoin"),
            IsolatedMargin = position.NumberOrNone("isolatedMargin"),
            VolatilityPerYear = position.NumberOrNone("volatilityPerYear"),
        };
        return FaultOf(read, wallets, known) is var (field, reason) && reason is not null
            ? throw new AccountFaultException(position.LineOf(field), reason)
            : read;
    }

    private static (string Field, string? Reason) FaultOf(
        AccountPosition position,
        List<AccountWallet> wallets,
        KnownMarkets known
    )
    {
        if (!known.Venues.Contains(position.Venue))
        {
            return ("venue", $"the venue is not known; {string.Join(", ", known.Venues)} are");
        }

        if (!known.Assets.Contains(position.Asset))
        {
            return ("asset", $"the asset is not fetched; {string.Join(", ", known.Assets)} are");
        }

        var wrongUnit = position.Product == PositionProduct.Linear ? PositionSizeUnit.Usd : PositionSizeUnit.Coins;
        if (position.SizeUnit == wrongUnit)
        {
            return ("sizeUnit", "a linear contract is counted in coins, an inverse one in usd, or both in contracts");
        }

        if (position.Product == PositionProduct.Inverse && position.SettlementCoin != position.Asset)
        {
            return ("settlementCoin", "an inverse contract is settled in its asset");
        }

        if (!HasMarginTable(position, known))
        {
            return ("venue", "no margin table of the venue's contract is known");
        }

        return position.Margin == MarginMode.Isolated
            ? ("isolatedMargin", position.IsolatedMargin is null ? "isolatedMargin is missing" : null)
            : FaultOfCross(position, wallets);
    }

    /// <summary>Whether any table, of whatever day, is of the venue's product.</summary>
    private static bool HasMarginTable(AccountPosition position, KnownMarkets known)
    {
        var kind =
            position.Product == PositionProduct.Linear
                ? InstrumentKind.LinearPerpetual
                : InstrumentKind.InversePerpetual;
        return known.MarginTiers.Find(position.Venue, position.Asset, kind, DateTimeOffset.MaxValue) is not null;
    }

    private static (string Field, string? Reason) FaultOfCross(AccountPosition position, List<AccountWallet> wallets) =>
        position.IsolatedMargin is not null ? ("isolatedMargin", "a cross position has no isolatedMargin")
        : wallets.Exists(wallet => wallet.Venue == position.Venue && wallet.Coin == position.SettlementCoin)
            ? ("margin", null)
        : ("margin", "no wallet of the venue in the settlement coin stands behind the cross position");
}
