using Decoupling.Snapshots;

namespace Decoupling.Tests.Snapshots;

public class ContractTermsTests
{
    private const double Price = 3_125;
    private const double SettlementPrice = 50_000;

    // Each is a position of 1,250,000 USD in 400 coins: by hand, 400 × 3,125.
    public static TheoryData<string, ContractForm, double, double> OnePosition =>
        new()
        {
            { "linear, a tenth of a coin a contract (OKX ETH-USDT-SWAP)", ContractForm.Linear, 0.1, 4_000 },
            { "linear, a coin a contract (Binance ETHUSDT)", ContractForm.Linear, 1, 400 },
            { "inverse, 10 USD a contract (OKX ETH-USD-SWAP)", ContractForm.Inverse, 10, 125_000 },
            { "inverse, 1 USD a contract (Bybit ETHUSD)", ContractForm.Inverse, 1, 1_250_000 },
            // 0.000001 BTC a dollar of ETH's price: a contract is worth 0.000001 × 3,125 × 50,000 = 156.25 USD.
            { "quanto (BitMEX ETHUSD)", ContractForm.Quanto, 0.000001, 8_000 },
        };

    [Theory]
    [MemberData(nameof(OnePosition))]
    public void ToUsd_SamePositionInAnyForm_IsTheSameNotional(
        string contract,
        ContractForm form,
        double multiplier,
        double contracts
    )
    {
        var terms = new ContractTerms(form, multiplier);

        var usd = terms.ToUsd(new Contracts(contracts), Price, SettlementPrice);
        var coins = terms.ToCoins(new Contracts(contracts), Price, SettlementPrice);

        usd.Value.ShouldBe(1_250_000, tolerance: 1e-6, contract);
        coins.Value.ShouldBe(400, tolerance: 1e-9, contract);
    }

    [Theory]
    [InlineData(InstrumentKind.LinearPerpetual, 0.01, 12_500, QuantityUnit.Contracts)]
    [InlineData(InstrumentKind.LinearPerpetual, 0.01, 125, QuantityUnit.Coins)]
    [InlineData(InstrumentKind.LinearFuture, 1, 390_625, QuantityUnit.Usd)]
    [InlineData(InstrumentKind.InversePerpetual, 100, 3_906.25, QuantityUnit.Contracts)]
    [InlineData(InstrumentKind.InverseFuture, 10, 125, QuantityUnit.Coins)]
    [InlineData(InstrumentKind.InversePerpetual, 10, 390_625, QuantityUnit.Usd)]
    public void ToUsd_QuantityInAnyUnit_IsTheSameNotional(
        InstrumentKind kind,
        double multiplier,
        double quantity,
        QuantityUnit unit
    )
    {
        var usd = ContractTerms.Of(kind, multiplier).ToUsd(quantity, unit, Price);

        usd.Value.ShouldBe(390_625, tolerance: 1e-6);
    }

    [Fact]
    public void ToUsd_Additive_SumOfParts()
    {
        var terms = new ContractTerms(ContractForm.Linear, 0.01);

        var together = terms.ToUsd(new Contracts(3) + new Contracts(4), Price);

        var parts = terms.ToUsd(new Contracts(3), Price) + terms.ToUsd(new Contracts(4), Price);
        together.Value.ShouldBe(parts.Value, tolerance: 1e-9);
        (new Coins(1) + new Coins(2)).ShouldBe(new Coins(3));
    }

    [Fact]
    public void Add_AnotherUnit_HasNoOperator()
    {
        foreach (var unit in new[] { typeof(Contracts), typeof(Coins), typeof(UsDollars) })
        {
            var sums = unit.GetMethods().Where(method => method.Name == "op_Addition").ToList();

            sums.ShouldHaveSingleItem().GetParameters().ShouldAllBe(parameter => parameter.ParameterType == unit);
            unit.GetMethods().ShouldNotContain(method => method.Name == "op_Implicit");
        }
    }

    [Fact]
    public void ToUsd_NoUnit_Throws() =>
        Should.Throw<ArgumentOutOfRangeException>(() =>
            new ContractTerms(ContractForm.Linear, 1).ToUsd(1, (QuantityUnit)9, Price)
        );

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void Constructor_MultiplierOutOfRange_Throws(double multiplier) =>
        Should.Throw<ArgumentOutOfRangeException>(() => new ContractTerms(ContractForm.Linear, multiplier));

    [Fact]
    public void Constructor_NoForm_Throws() =>
        Should.Throw<ArgumentOutOfRangeException>(() => new ContractTerms((ContractForm)7, 1));
}
