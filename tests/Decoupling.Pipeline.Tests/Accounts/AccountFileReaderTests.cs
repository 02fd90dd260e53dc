using System.Text;
using Decoupling.Accounts;
using Decoupling.Liquidation;
using Decoupling.Pipeline.Accounts;

namespace Decoupling.Pipeline.Tests.Accounts;

public sealed class AccountFileReaderTests
{
    [Fact]
    public void Read_SoundFile_IsWhatItSays()
    {
        var file = PositionsFile.Read(PositionsFile.Sound);

        file.Faults.ShouldBeEmpty();
        file.Accounts.Select(account => account.Label).ShouldBe(["first", "second"]);
        var position = file.Accounts[0].Positions.ShouldHaveSingleItem();
        position.ShouldBe(
            new AccountPosition
            {
                Label = "a",
                Venue = "binance",
                Asset = "BTC",
                Symbol = "BTCUSDT",
                Product = PositionProduct.Linear,
                Side = PositionSide.Long,
                Size = 0.5,
                SizeUnit = PositionSizeUnit.Coins,
                EntryPrice = 60_000,
                SettlementCoin = "USDT",
                Margin = MarginMode.Isolated,
                IsolatedMargin = 3_000,
            }
        );
        file.Accounts[1].Wallets.ShouldBe([new AccountWallet("bybit", "USDT", 1_000)]);
        file.Accounts[1].Target.Probability.ShouldBe(0.01);
    }

    [Fact]
    public void Read_Limits_AreTheOptionsOfH1ToH4()
    {
        const string limits = """
            "label": "first", "targetProbability": 0.05, "targetHours": 8,
            "limits": { "volatilityTargetPerYear": 0.3, "highestLeverage": 5, "driftPerYear": 0.2, "kellyShare": 0.5,
            "lossLimit": 0.1, "lossHours": 48 },
            """;

        var account = PositionsFile
            .Read(PositionsFile.Sound.Replace("\"label\": \"first\",", limits, StringComparison.Ordinal))
            .Accounts[0];

        (account.Target.Probability, account.Target.Horizon).ShouldBe((0.05, TimeSpan.FromHours(8)));
        (account.VolatilityTarget.TargetVolatilityPerYear, account.VolatilityTarget.HighestLeverage).ShouldBe((0.3, 5));
        (account.DriftPerYear, account.Kelly.Fraction).ShouldBe((0.2, 0.5));
        (account.TailRisk.LossLimit, account.TailRisk.Horizon).ShouldBe((0.1, TimeSpan.FromDays(2)));
    }

    [Theory]
    [InlineData("\"size\": 0.5", "\"size\": -0.5", 14, "size must be above 0")]
    [InlineData("\"size\": 0.5", "\"size\": 0", 14, "size must be above 0")]
    [InlineData("\"size\": 0.5", "\"size\": 1e400", 14, "size must be above 0")]
    [InlineData("\"size\": 0.5", "\"size\": \"NaN\"", 14, "size is no number")]
    [InlineData("\"size\": 0.5", "\"size\": NaN", 14, "no JSON")]
    [InlineData("\"size\": 0.5", "\"size\": null", 14, "size is no number")]
    [InlineData("\"size\": 0.5", "\"size\": [[[[[[[[[[1]]]]]]]]]]", 14, "no JSON")]
    [InlineData("\"size\": 0.5", "\"size\": { \"a\": 1 }", 14, "size is no number")]
    [InlineData("\"size\": 0.5,", "\"size\": 0.5, \"size\": 1,", 14, "size stands twice")]
    [InlineData("\"size\": 0.5,", "\"sise\": 0.5,", 14, "no such field")]
    [InlineData("\"size\": 0.5,", "", 7, "size is missing")]
    [InlineData("\"venue\": \"binance\"", "\"venue\": \"okx\"", 9, "venue is not known")]
    [InlineData("\"venue\": \"binance\"", "\"venue\": \"Binance\"", 9, "venue does not match")]
    [InlineData("\"asset\": \"BTC\"", "\"asset\": \"DOGE\"", 10, "asset is not fetched")]
    [InlineData("\"product\": \"linear\"", "\"product\": \"option\"", 12, "product must be one of")]
    [InlineData("\"sizeUnit\": \"coins\"", "\"sizeUnit\": \"usd\"", 15, "linear contract is counted in coins")]
    [InlineData("\"side\": \"long\"", "\"side\": \"buy\"", 13, "side must be one of")]
    [InlineData("\"entryPrice\": 60000", "\"entryPrice\": 1e16", 16, "entryPrice must be above 0 and at most")]
    [InlineData("\"isolatedMargin\": 3000", "\"isolatedMargin\": -1", 19, "isolatedMargin must be at least 0")]
    [InlineData("\"isolated\",\n", "\"cross\",\n", 19, "a cross position has no isolatedMargin")]
    [InlineData(
        "\"margin\": \"isolated\",\n          \"isolatedMargin\": 3000",
        "\"margin\": \"cross\"",
        18,
        "no wallet"
    )]
    [InlineData("\"label\": \"a\"", "\"label\": \"\"", 8, "label does not match")]
    [InlineData("\"label\": \"a\"", "\"label\": \"\\u0000\"", 8, "label does not match")]
    [InlineData("\"label\": \"a\"", "\"label\": \"\\ud800\"", 8, "surrogate")]
    [InlineData("\"label\": \"first\"", "\"label\": \"second\"", 23, "same label")]
    [InlineData(
        "\"label\": \"first\",",
        "\"label\": \"first\", \"targetProbability\": 0.9,",
        5,
        "targetProbability must be"
    )]
    public void Read_OneFault_NamesItsLineAndAnswersTheRest(string sound, string bad, int line, string reason)
    {
        var at = PositionsFile.Sound.IndexOf(sound, StringComparison.Ordinal);
        at.ShouldBeGreaterThan(0, sound);
        var json = PositionsFile.Sound[..at] + bad + PositionsFile.Sound[(at + sound.Length)..];

        var file = PositionsFile.Read(json);

        var fault = file.Faults.ShouldHaveSingleItem();
        fault.Reason.ShouldContain(reason);
        fault.Line.ShouldBe(line);
        if (!reason.Contains("JSON") && !reason.Contains("surrogate"))
        {
            file.Accounts.ShouldHaveSingleItem();
        }
    }

    [Fact]
    public void Read_SameSymbolTwice_NamesBothLines()
    {
        var position = PositionsFile.Of(1);
        var start = position.IndexOf("{\"label\":\"p0\"", StringComparison.Ordinal);
        var one = position[start..(position.IndexOf('}', start) + 1)];
        var json = position.Replace(one, $"{one},\n{one.Replace("\"p0\"", "\"p1\"")}", StringComparison.Ordinal);

        var fault = PositionsFile.Read(json).Faults.ShouldHaveSingleItem();

        fault.ToString().ShouldBe("Line 2: the position of line 1 has the same venue and symbol.");
    }

    [Fact]
    public void Read_InverseContract_IsSettledInItsAsset()
    {
        var json = PositionsFile
            .Sound.Replace("\"linear\"", "\"inverse\"", StringComparison.Ordinal)
            .Replace("\"coins\"", "\"usd\"", StringComparison.Ordinal);

        PositionsFile
            .Read(json)
            .Faults.ShouldContain(fault => fault.Reason == "an inverse contract is settled in its asset");
    }

    [Fact]
    public void Read_NoMarginTable_IsRefusedByItsLine()
    {
        var tables = MarginTierTables.Parse("""{ "schemaVersion": 1, "tables": [] }""");

        var file = AccountFileReader.Read(
            Encoding.UTF8.GetBytes(PositionsFile.Sound),
            PositionsFile.Known with
            {
                MarginTiers = tables,
            }
        );

        file.Faults.Select(fault => fault.Line).ShouldBe([9, 31]);
        file.Faults.ShouldAllBe(fault => fault.Reason.Contains("no margin table"));
    }

    [Fact]
    public void Read_TooManyPositions_RefusesTheAccountThatHasOneTooMany()
    {
        PositionsFile.Read(PositionsFile.Of(10_000)).Faults.ShouldBeEmpty();

        var file = PositionsFile.Read(PositionsFile.Of(3, 4_000));

        file.Accounts.Count.ShouldBe(2);
        file.Faults.ShouldHaveSingleItem().ToString().ShouldBe("Line 3: the file has more than 10000 positions.");
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("{} {}")]
    [InlineData("{ \"schemaVersion\": 2, \"accounts\": [] }")]
    [InlineData("{ \"schemaVersion\": 1 }")]
    [InlineData("{ \"schemaVersion\": 1, \"accounts\": {} }")]
    [InlineData("{ \"schemaVersion\": 1, \"accounts\": [], \"accounts\": [] }")]
    [InlineData("{ \"schemaVersion\": 1, \"accounts\": [,] }")]
    [InlineData("// no\n{ \"schemaVersion\": 1, \"accounts\": [] }")]
    public void Read_NoPositionsFile_IsRefusedAsAWhole(string json)
    {
        var file = PositionsFile.Read(json);

        file.Accounts.ShouldBeEmpty();
        file.Faults.ShouldHaveSingleItem().Line.ShouldBe(1);
    }

    [Fact]
    public void Read_AnyBytes_AreAnAnswer()
    {
        var random = new Random(7);
        var sound = Encoding.UTF8.GetBytes(PositionsFile.Sound);
        for (var i = 0; i < Campaign.Count(200_000); i++)
        {
            var bytes = (byte[])sound.Clone();
            for (var change = random.Next(1, 6); change > 0; change--)
            {
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            }

            var file = AccountFileReader.Read(bytes.AsSpan(0, random.Next(bytes.Length + 1)), PositionsFile.Known);

            (file.Accounts.Count + file.Faults.Count).ShouldBeGreaterThan(0);
        }
    }

    [Fact]
    public void Read_TooLargeOrTooMuch_IsRefused()
    {
        AccountFileReader
            .Read(new byte[AccountFileReader.MaxBytes + 1], PositionsFile.Known)
            .Faults.ShouldBe([AccountFileReader.TooLarge]);

        var zeros = $$"""{ "schemaVersion": 1, "accounts": [{{string.Join(',', Enumerable.Repeat('0', 500_000))}}] }""";
        PositionsFile.Read(zeros).Faults.ShouldHaveSingleItem().Reason.ShouldContain("values");

        var deep = new string('[', 1_000_000);
        PositionsFile.Read(deep).Faults.ShouldHaveSingleItem().Reason.ShouldContain("deep");
    }

    [Fact]
    public void Read_ThousandsOfBadAccounts_ListsAThousandAndCountsTheRest()
    {
        var json = $$"""{ "schemaVersion": 1, "accounts": [{{string.Join(",\n", Enumerable.Repeat("{}", 5_000))}}] }""";

        var faults = PositionsFile.Read(json).Faults;

        faults.Count.ShouldBe(1_001);
        faults[^1].ToString().ShouldBe("Line 1001: from here on 4000 more accounts are wrong and not listed.");
    }

    [Fact]
    public void Read_ByteOrderMark_IsPassedOver() =>
        PositionsFile.Read("\uFEFF" + PositionsFile.Sound).Accounts.Count.ShouldBe(2);

    [Fact]
    public void Read_Faults_RepeatNothingOfTheContent()
    {
        var json = PositionsFile
            .Sound.Replace("\"first\"", "\"secret-name\"", StringComparison.Ordinal)
            .Replace("\"size\": 0.5", "\"size\": -77123", StringComparison.Ordinal)
            .Replace("\"symbol\": \"ETHUSDT\"", "\"symbol\": \"hidden symbol\"", StringComparison.Ordinal);

        var said = string.Join(' ', PositionsFile.Read(json).Faults);

        said.ShouldNotContain("secret");
        said.ShouldNotContain("77123");
        said.ShouldNotContain("hidden");
    }
}
