using System.Text.RegularExpressions;
using Decoupling.Accounts;
using Decoupling.Accounts.Columns;
using static Decoupling.Tests.Accounts.SampleAccount;

namespace Decoupling.Tests.Accounts;

public sealed partial class AccountRiskColumnsTests
{
    private static readonly string[] s_ofTheAccount =
    [
        "Positions",
        "PositionsAboveTarget",
        "WeakestPosition",
        "AccountState",
        .. AccountRiskColumns.All.Select(column => column.Name).Where(name => name.StartsWith("PositionsLiquidated")),
    ];

    // Absent where there is nothing to say: no fault, no drift, a stop that is safe, a position that is liquidated on the way.
    private static readonly Regex s_mayBeAbsent = MayBeAbsent();

    private readonly AccountAssessment answer = Answer(Of(Long(size: 1, margin: 10)));

    [Fact]
    public void All_Names_AreUniqueAndFitATable()
    {
        AccountRiskColumns.All.Select(column => column.Name).ShouldBeUnique();
        AccountRiskColumns.All.ShouldAllBe(column => PropertyName().IsMatch(column.Name));
        AccountRiskColumns.All.Count.ShouldBeLessThan(200);
    }

    [Fact]
    public void All_Numbers_HaveTheirUnitInTheNameOrArePure()
    {
        foreach (var column in AccountRiskColumns.All.Where(column => column.Type == typeof(double)))
        {
            var ending = column.Unit switch
            {
                "USD" => "Usd",
                "bp" => "Bps",
                "%" => "Percent",
                "σ" => "Sigmas",
                "h" => "Hours",
                "coins" => "Coins",
                "quote per coin" => "Price",
                "fraction per √year" => "PerYear",
                "settlement coin" => "Collateral",
                "×" or "" => "",
                _ => "no such unit",
            };
            column.Name.ShouldEndWith(ending, Case.Sensitive, column.Unit);
        }
    }

    [Fact]
    public void All_WholePosition_FillsEveryColumnOfAPositionWithItsType()
    {
        var row = new AccountRiskRow("file", "hash", answer, answer.Positions[0]);

        foreach (var column in AccountRiskColumns.All.Where(column => !s_ofTheAccount.Contains(column.Name)))
        {
            if (column.Value(row) is { } value)
            {
                value.GetType().ShouldBe(column.Type, column.Name);
            }
            else
            {
                s_mayBeAbsent.IsMatch(column.Name).ShouldBeTrue(column.Name);
            }
        }
    }

    [Fact]
    public void All_Account_FillsItsOwnColumnsAndNoneOfAPosition()
    {
        var row = new AccountRiskRow("file", "hash", answer, null);

        var filled = AccountRiskColumns
            .All.Where(column => column.Value(row) is not null)
            .Select(column => column.Name);

        s_ofTheAccount.ShouldBeSubsetOf(filled);
        filled.ShouldContain("EquityUsd");
        filled.ShouldContain("LiquidationProbability24h");
        filled.ShouldNotContain("LiquidationPrice");
        filled.ShouldNotContain("StopPrice");
    }

    [Fact]
    public void Summary_Position_SaysWhatToDoSoThatItIsEnough()
    {
        var position = answer.Positions[0];

        var said = PositionSummary.Of(position, answer.Account);

        said.ShouldBe(
            "Long other BTCUSDT: 10 ×; liquidated at 90.45226, 9.55 % away (2.4 σ of a day); 1.74 % within 24 h. "
                + "To get to 1 %: close 0.0692 coins (6.9 %) and leave the margin in place, or add 0.7434 USDT."
        );
        AccountSummary
            .Of(answer)
            .ShouldBe(
                "10 × on 10 USD; likeliest to be liquidated is a, 1.74 % within 24 h. "
                    + "1 of 1 positions are above 1 %; 1 USD of collateral would get them to it."
            );
    }

    [Fact]
    public void Summary_NoEquity_SaysToCloseIt()
    {
        var lost = Answer(Of(Long(size: 1, margin: 5) with { EntryPrice = 110 }));

        PositionSummary
            .Of(lost.Positions[0], lost.Account)
            .ShouldContain("the venue may liquidate it now; 100 % within 24 h");
        PositionSummary.Of(lost.Positions[0], lost.Account).ShouldContain("close it, or add");
    }

    [GeneratedRegex("^[A-Z][A-Za-z0-9]*$")]
    private static partial Regex PropertyName();

    [GeneratedRegex("^(Reason|KellyLeverage|VenueHighestLeverage|StopReason|EquityAfterFall(10|20)PercentUsd)$")]
    private static partial Regex MayBeAbsent();
}
