namespace Decoupling.Pipeline.Accounts.Wire;

/// <summary>The fields of the positions file, version 1.</summary>
internal static class AccountFields
{
    public const int SchemaVersion = 1;

    // Beyond any market, and far from where products of two overflow.
    private const double Largest = 1e15;

    private const string Label = @"^[^\p{C}]{1,48}$";
    private const string Upper = "^[A-Z0-9]{1,20}$";
    private const string Lower = "^[a-z0-9]{1,20}$";

    public static AccountField File { get; } =
        new("file", LinedKind.Object, "accounts with their positions; labels of your choosing, no names")
        {
            Fields =
            [
                Number("schemaVersion", "always 1", least: SchemaVersion, most: SchemaVersion),
                List("accounts", "each account is answered or refused as a whole", AccountList()),
            ],
        };

    private static AccountField[] AccountList() =>
        [
            Text("label", "your word for the account, unlike the others' in the file", Label),
            Optional(
                Number("targetProbability", "the chance of liquidation that you put up with; default 0.01", 1e-6, 0.5)
            ),
            Optional(Number("targetHours", "within how many hours; default 24", 0.01, 8760)),
            Optional(
                new AccountField("limits", LinedKind.Object, "what the allowed leverage is reckoned by")
                {
                    Fields = Limits(),
                }
            ),
            Optional(List("wallets", "what stands behind cross positions, one a venue and coin", Wallets())),
            List("positions", "at most 10,000 in the file, one a venue and symbol in an account", Positions()),
        ];

    private static AccountField[] Limits() =>
        [
            Optional(
                Above("volatilityTargetPerYear", "H1: the volatility that the equity should have; default 0.4", 1000)
            ),
            Optional(Above("highestLeverage", "H1: the most leverage in a quiet market; default 10", 1000)),
            Optional(
                Number(
                    "driftPerYear",
                    "H2: the drift of the price that you believe in; without it Kelly is left out",
                    -1e6,
                    1e6
                )
            ),
            Optional(Above("kellyShare", "H2: the share of Kelly's leverage; default 0.25", 1)),
            Optional(Above("lossLimit", "H3: the share of the equity that may be lost; default 0.05", 1)),
            Optional(Number("lossHours", "H3: within how many hours; default 24", 0.01, 8760)),
        ];

    private static AccountField[] Wallets() =>
        [
            Text("venue", "the venue in lower case", Lower),
            Text("coin", "the settlement coin in upper case", Upper),
            Number("balance", "the balance without open profits, in the coin", 0, Largest),
        ];

    private static AccountField[] Positions() =>
        [
            Text("label", "your word for the position, unlike the others' in the account", Label),
            Text("venue", "the venue in lower case", Lower),
            Text("asset", "the underlying in upper case", Upper),
            Text("symbol", "the venue's symbol", @"^[\x21-\x7e]{1,60}$"),
            Word("product", "in what it is settled", "linear", "inverse"),
            Word("side", "which way it gains", "long", "short"),
            Above("size", "the size in sizeUnit", Largest),
            Word(
                "sizeUnit",
                "coins of a linear contract, usd of face of an inverse one, or the venue's contracts",
                "coins",
                "usd",
                "contracts"
            ),
            Above("entryPrice", "the average entry price, quote currency per coin", Largest),
            Text(
                "settlementCoin",
                "the coin of margin and profit: USDT or the like of a linear contract, the asset of an inverse one",
                Upper
            ),
            Word("margin", "what stands behind it", "isolated", "cross"),
            Optional(Number("isolatedMargin", "with isolated margin: the margin, in the settlement coin", 0, Largest)),
            Optional(Above("volatilityPerYear", "reckon with this volatility instead of the market's own", 1000)),
        ];

    private static AccountField Text(string name, string meaning, string pattern) =>
        new(name, LinedKind.Text, meaning) { Pattern = pattern };

    private static AccountField Word(string name, string meaning, params string[] words) =>
        new(name, LinedKind.Text, meaning) { Words = words };

    private static AccountField Number(string name, string meaning, double least, double most) =>
        new(name, LinedKind.Number, meaning) { Least = least, Most = most };

    private static AccountField Above(string name, string meaning, double most) =>
        Number(name, meaning, 0, most) with
        {
            IsLeastExcluded = true,
        };

    private static AccountField List(string name, string meaning, AccountField[] fields) =>
        new(name, LinedKind.List, meaning) { Fields = fields };

    private static AccountField Optional(AccountField field) => field with { IsOptional = true };
}
