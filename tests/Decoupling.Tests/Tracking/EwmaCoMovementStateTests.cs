using Decoupling.Results;
using Decoupling.Tracking;

namespace Decoupling.Tests.Tracking;

public class EwmaCoMovementStateTests
{
    private const double Tolerance = 1e-12;
    private static readonly TimeSpan s_step = TimeSpan.FromMinutes(5);
    private static readonly EwmaCoMovementOptions s_options = new();

    [Fact]
    public void Advance_AMillionRandomReturns_AgreesWithTheBatch()
    {
        var random = new Random(21);
        var steps = Campaign.Runs(1_000_000);
        var (x, y) = (new double[steps], new double[steps]);
        var state = default(EwmaCoMovementState);
        for (var i = 0; i < steps; i++)
        {
            x[i] = (random.NextDouble() - 0.5) * (random.Next(500) == 0 ? 0.1 : 1e-3);
            y[i] = x[i] + (random.NextDouble() - 0.5) * 1e-5;
            state = state.Advance(x[i], y[i], s_step, s_options);
            if (i < 400 || i == steps / 2 || i == steps - 1)
            {
                ShouldAgree(state, x, y, i + 1);
            }
        }
    }

    [Fact]
    public void Advance_BtcOf2024_AgreesWithTheBatch()
    {
        var spot = RealData.Bars("binance_5m/2024_BTCUSDT_spot_5m.csv.gz", s_step);
        var perpetual = RealData.Bars("binance_5m/2024_BTCUSDT_perp_5m.csv.gz", s_step);
        var (x, y) = (new double[perpetual.Count], new double[perpetual.Count]);
        var count = PairedReturns.Form(spot, perpetual, x, y);
        var state = default(EwmaCoMovementState);

        for (var i = 0; i < count; i++)
        {
            state = state.Advance(x[i], y[i], s_step, s_options);
            if (i % 10_007 == 0 || i == count - 1)
            {
                ShouldAgree(state, x, y, i + 1);
            }
        }
    }

    [Fact]
    public void Measure_BeforeTheWeightsAreIn_IsInsufficientData()
    {
        var result = default(EwmaCoMovementState).Measure(s_step, SeriesF1.AsOf, s_options);

        result.Status.ShouldBe(MetricStatus.InsufficientData);
        ResultContract.ShouldHold(result);
        Advance(Moves(159)).Measure(s_step, SeriesF1.AsOf, s_options).Reason.ShouldNotBeNull().ShouldContain("0.899");
        Advance(new double[200]).Measure(s_step, SeriesF1.AsOf, s_options).Status.ShouldBe(MetricStatus.Degenerate);
    }

    [Fact]
    public void Advance_ReturnThatIsNone_LeavesTheStateAsItIs()
    {
        var state = Advance(Moves(9));

        state.Advance(double.NaN, 1, s_step, s_options).ShouldBe(state);
        state.Advance(1, double.NegativeInfinity, s_step, s_options).ShouldBe(state);
        state.Advance(1e151, 1, s_step, s_options).ShouldBe(state);
    }

    [Fact]
    public void TryRead_WhatWasWritten_IsTheSameState()
    {
        var state = Advance(Moves(50));
        var bytes = new byte[EwmaCoMovementState.ByteCount];

        state.WriteTo(bytes);

        EwmaCoMovementState.TryRead(bytes, out var read).ShouldBeTrue();
        read.ShouldBe(state);
    }

    [Fact]
    public void TryRead_BytesOfNoState_Refuses()
    {
        var bytes = new byte[EwmaCoMovementState.ByteCount];
        Advance(Moves(50)).WriteTo(bytes);
        byte[] With(int value, double number) =>
            [.. bytes[..(1 + 8 * value)], .. BitConverter.GetBytes(number), .. bytes[(9 + 8 * value)..]];

        byte[][] refused =
        [
            [],
            bytes[1..],
            [7, .. bytes[1..]],
            With(0, -1),
            With(1, -1),
            With(2, double.NaN),
            With(3, 1.5),
            With(4, 0.5),
        ];

        foreach (var source in refused)
        {
            EwmaCoMovementState.TryRead(source, out _).ShouldBeFalse();
        }
    }

    [Fact]
    public void Advance_MistakesOfTheCaller_Throw()
    {
        var state = default(EwmaCoMovementState);

        Should.Throw<ArgumentOutOfRangeException>(() => state.Advance(1, 1, TimeSpan.Zero, s_options));
        Should.Throw<ArgumentOutOfRangeException>(() => state.Advance(1, 1, TimeSpan.FromHours(5), s_options));
        Should.Throw<ArgumentOutOfRangeException>(() => state.Measure(TimeSpan.Zero, SeriesF1.AsOf, s_options));
    }

    [Fact]
    public void Measure_HostileNumbers_GivesFiniteValuesOrAStatus()
    {
        var numbers = new HostileNumbers(seed: 45);
        var quick = new EwmaCoMovementOptions { HalfLife = s_step };
        for (var i = 0; i < Campaign.Runs(100_000); i++)
        {
            var state = default(EwmaCoMovementState);
            for (var count = numbers.NextCount(30); count > 0; count--)
            {
                state = state.Advance(numbers.Next(), numbers.Next(), s_step, quick);
            }

            ResultContract.ShouldHold(state.Measure(s_step, SeriesF1.AsOf, quick));
        }
    }

    private static void ShouldAgree(EwmaCoMovementState state, double[] x, double[] y, int count)
    {
        var batch = EwmaCoMovement.Compute(x.AsSpan(..count), y.AsSpan(..count), s_step, SeriesF1.AsOf, s_options);

        var result = state.Measure(s_step, SeriesF1.AsOf, s_options);

        result.Status.ShouldBe(batch.Status);
        result.SampleCount.ShouldBe(batch.SampleCount);
        if (batch.Status == MetricStatus.Ok)
        {
            result.Correlation.ShouldBeWithin(Tolerance, batch.Correlation!.Value);
            result.Beta.ShouldBeWithin(Tolerance, batch.Beta!.Value);
            result.EffectiveSampleCount.ShouldBe(batch.EffectiveSampleCount);
        }
    }

    private static EwmaCoMovementState Advance(double[] moves) =>
        moves.Aggregate(
            default(EwmaCoMovementState),
            (state, move) => state.Advance(move, 0.9 * move, s_step, s_options)
        );

    private static double[] Moves(int count) => [.. Enumerable.Range(1, count).Select(i => Math.Sin(i) * 1e-3)];
}
