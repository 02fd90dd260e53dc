using Decoupling.Pipeline.Venues;
using Decoupling.Snapshots;

namespace Decoupling.Pipeline.Tests.Venues;

public class TapeWindowTests
{
    private static readonly DateTimeOffset SlotAt = new(2026, 11, 2, 12, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Step = TimeSpan.FromMinutes(5);

    [Fact]
    public void Carry_SlotAfterSlot_KeepsAllOfTheWindowAndNothingTwice()
    {
        InstrumentSnapshot? before = null;
        DateTimeOffset? beforeAt = null;
        var slots = (int)(TapeWindow.Window / Step) + 20;
        for (var slot = 0; slot < slots; slot++)
        {
            var at = SlotAt + slot * Step;
            var history = TapeWindow.Carry(before, beforeAt, at, Step);
            before = With(Tape(at.AddMinutes(-4), at.AddMinutes(-1)), history);
            beforeAt = at;
        }

        var carried = before!.LiquidationHistory!;

        carried.FromAt.ShouldBe(beforeAt!.Value - TapeWindow.Window);
        carried.At.Length.ShouldBe(2 * ((int)(TapeWindow.Window / Step) - 1));
        carried.At.ShouldBe(carried.At.Distinct().Order());
        carried.At[0].ShouldBeGreaterThan(carried.FromAt!.Value);
        carried.At[^1].ShouldBe(beforeAt.Value - Step - TimeSpan.FromMinutes(1));
    }

    [Fact]
    public void Carry_FirstSlot_BeginsWithTheSlotBefore()
    {
        var carried = TapeWindow.Carry(With(Tape(SlotAt.AddMinutes(-7)), null), SlotAt - Step, SlotAt, Step)!;

        carried.FromAt.ShouldBe(SlotAt - 2 * Step);
        carried.At.ShouldBe([SlotAt.AddMinutes(-7)]);
    }

    [Fact]
    public void Carry_SlotMissedOrNoTape_BeginsAnew()
    {
        var before = With(Tape(SlotAt.AddMinutes(-12)), null);

        TapeWindow.Carry(before, SlotAt - 2 * Step, SlotAt, Step).ShouldBeNull();
        TapeWindow.Carry(before with { Liquidations = null }, SlotAt - Step, SlotAt, Step).ShouldBeNull();
        TapeWindow.Carry(null, null, SlotAt, Step).ShouldBeNull();
    }

    [Fact]
    public void Carry_MoreEventsThanAreKept_KeepsTheNewestAndSaysSinceWhen()
    {
        DateTimeOffset[] at =
        [
            .. Enumerable
                .Range(0, TapeWindow.MostEvents + 10)
                .Select(i => SlotAt.AddMinutes(-9).AddMilliseconds(10 * i)),
        ];

        var carried = TapeWindow.Carry(With(Tape(at), null), SlotAt - Step, SlotAt, Step)!;

        carried.At.ShouldBe(at[^TapeWindow.MostEvents..]);
        carried.FromAt.ShouldBe(at[9]);
    }

    [Fact]
    public void Carry_OneLowerBound_MakesTheWholeOne()
    {
        var older = Tape(SlotAt.AddMinutes(-14)) with
        {
            Coverage = LiquidationCoverage.LowerBound,
            FromAt = SlotAt.AddMinutes(-15),
        };

        TapeWindow
            .Carry(With(Tape(SlotAt.AddMinutes(-9)), older), SlotAt - Step, SlotAt, Step)!
            .Coverage.ShouldBe(LiquidationCoverage.LowerBound);
    }

    private static InstrumentSnapshot With(LiquidationTape tape, LiquidationTape? history) =>
        new()
        {
            Venue = "okx",
            Symbol = "BTC-USDT-SWAP",
            Kind = InstrumentKind.LinearPerpetual,
            ContractMultiplier = 1,
            SettlementCoin = "USDT",
            Liquidations = tape,
            LiquidationHistory = history,
        };

    private static LiquidationTape Tape(params DateTimeOffset[] at) =>
        new(LiquidationCoverage.Complete, at, [.. at.Select(_ => 60_000.0)], [.. at.Select(_ => -1.0)]);
}
