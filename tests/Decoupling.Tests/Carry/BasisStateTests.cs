using Decoupling.Carry;
using Decoupling.Results;
using Decoupling.Tracking;

namespace Decoupling.Tests.Carry;

public class BasisStateTests
{
    private const double Tolerance = 1e-12;
    private static readonly BasisOptions s_few = new() { MinimumSamples = 3 };

    [Fact]
    public void B1_F1ThroughTheState_ReachesTheReferenceZ()
    {
        var state = new BasisState(12);
        foreach (var (derivative, underlying) in SeriesF1.Perpetual.Zip(SeriesF1.Spot))
        {
            state.Advance(derivative, underlying).ShouldBeTrue();
        }

        var result = state.Measure(SeriesF1.AsOf, new BasisOptions { MinimumSamples = 12 });

        result.ZScore.ShouldBeWithin(1e-11, 0.2348866070146183);
        result.SampleCount.ShouldBe(13);
    }

    [Fact]
    public void Advance_AMillionRandomPairs_AgreesWithTheBatch()
    {
        var random = new Random(22);
        var steps = Campaign.Runs(1_000_000);
        var (derivative, underlying) = (new double[steps], new double[steps]);
        var state = new BasisState(288);
        var price = 60_000.0;
        for (var i = 0; i < steps; i++)
        {
            price *= 1 + (random.NextDouble() - 0.5) * 1e-3;
            underlying[i] = price;
            derivative[i] = price * (1 + (random.NextDouble() - 0.4) * (random.Next(500) == 0 ? 0.1 : 1e-3));
            state.Advance(derivative[i], underlying[i]).ShouldBeTrue();
            if (i % 211 == 0 || i == steps - 1)
            {
                ShouldAgree(state, derivative, underlying, i + 1);
            }
        }
    }

    [Fact]
    public void Advance_BtcOf2024_AgreesWithTheBatch()
    {
        var step = TimeSpan.FromMinutes(5);
        var spot = RealData.Bars("binance_5m/2024_BTCUSDT_spot_5m.csv.gz", step);
        var perpetual = RealData.Bars("binance_5m/2024_BTCUSDT_perp_5m.csv.gz", step);
        var (underlying, derivative) = (new double[perpetual.Count], new double[perpetual.Count]);
        var count = PairedCloses.Form(spot, perpetual, underlying, derivative);
        var state = new BasisState(288);

        for (var i = 0; i < count; i++)
        {
            state.Advance(derivative[i], underlying[i]);
            if (i % (Campaign.IsFull ? 1 : 97) == 0)
            {
                ShouldAgree(state, derivative, underlying, i + 1);
            }
        }
    }

    [Fact]
    public void Measure_WindowWithoutVariance_IsDegenerateButTellsTheLevels()
    {
        var state = new BasisState(20);
        for (var i = 0; i < 25; i++)
        {
            state.Advance(10_007, 10_000);
        }

        state.Advance(10_027, 10_000);

        var result = state.Measure(SeriesF1.AsOf, new());
        result.Status.ShouldBe(MetricStatus.Degenerate);
        result.BasisBps!.Value.ShouldBe(27, 1e-9);
        result.MeanBps!.Value.ShouldBe(7, 1e-9);
        result.ZScore.ShouldBeNull();
    }

    [Fact]
    public void Measure_TooFewPairs_IsInsufficientDataButTellsTheBasis()
    {
        var state = new BasisState(20);

        state.Measure(SeriesF1.AsOf, new()).BasisBps.ShouldBeNull();
        state.Advance(10_005, 10_000);
        var result = state.Measure(SeriesF1.AsOf, new());

        result.Reason.ShouldBe("There are 0 prices before the last one and 20 are needed.");
        result.BasisBps!.Value.ShouldBe(5, 1e-9);
        ResultContract.ShouldHold(result, nameof(BasisMomentsResult.BasisBps));
    }

    [Fact]
    public void Measure_EnormousMove_StoresAZOfFifty()
    {
        var state = new BasisState(20);
        for (var i = 0; i < 21; i++)
        {
            state.Advance(10_000 + i % 3, 10_000);
        }

        state.Advance(20_000, 10_000);

        state.Measure(SeriesF1.AsOf, new()).ZScore.ShouldBe(50);
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, -1)]
    [InlineData(double.NaN, 1)]
    [InlineData(1, double.PositiveInfinity)]
    [InlineData(1e300, 1e-300)]
    public void Advance_PriceThatIsNone_LeavesTheStateAsItIs(double derivative, double underlying)
    {
        var state = Filled(20, 30);
        var before = Bytes(state);

        state.Advance(derivative, underlying).ShouldBeFalse();

        Bytes(state).ShouldBe(before);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(50)]
    public void Read_WhatWasWritten_GoesOnToTheSameBits(int pairs)
    {
        var state = Filled(20, pairs);

        var read = BasisState.Read(Bytes(state)).ShouldNotBeNull();

        Bytes(read).ShouldBe(Bytes(state));
        for (var i = 0; i < 45; i++)
        {
            state.Advance(100 + i % 7, 100);
            read.Advance(100 + i % 7, 100);
        }

        Bytes(read).ShouldBe(Bytes(state));
        read.Measure(SeriesF1.AsOf, new()).ShouldBe(state.Measure(SeriesF1.AsOf, new()));
    }

    [Fact]
    public void Read_BytesOfNoState_Refuses()
    {
        var bytes = Bytes(Filled(20, 30));
        byte[] With(int value, double number) =>
            [.. bytes[..(1 + 8 * value)], .. BitConverter.GetBytes(number), .. bytes[(9 + 8 * value)..]];

        byte[][] refused =
        [
            [],
            bytes[..^1],
            bytes[..^8],
            [2, .. bytes[1..]],
            With(0, 2),
            With(1, 19),
            With(2, 20),
            With(3, 2),
            With(4, double.NaN),
        ];

        foreach (var source in refused)
        {
            BasisState.Read(source).ShouldBeNull();
        }

        Should.Throw<ArgumentOutOfRangeException>(() => new BasisState(2));
        Should.Throw<ArgumentOutOfRangeException>(() => new BasisState(10_081));
    }

    [Fact]
    public void Measure_HostileNumbers_GivesFiniteValuesOrAStatus()
    {
        var numbers = new HostileNumbers(seed: 46);
        for (var i = 0; i < Campaign.Runs(100_000); i++)
        {
            var state = new BasisState(10);
            for (var count = numbers.NextCount(30); count > 0; count--)
            {
                state.Advance(Math.Abs(numbers.Next()), Math.Abs(numbers.Next()));
            }

            var result = state.Measure(SeriesF1.AsOf, s_few);
            string[] standing = result.Status switch
            {
                MetricStatus.InsufficientData => [nameof(BasisMomentsResult.BasisBps)],
                MetricStatus.Degenerate =>
                [
                    nameof(BasisMomentsResult.BasisBps),
                    nameof(BasisMomentsResult.MeanBps),
                    nameof(BasisMomentsResult.StandardDeviationBps),
                ],
                _ => [],
            };
            ResultContract.ShouldHold(result, standing);
        }
    }

    private static void ShouldAgree(BasisState state, double[] derivative, double[] underlying, int end)
    {
        var start = Math.Max(0, end - state.Window - 1);
        var batch = Basis.Compute(derivative.AsSpan(start..end), underlying.AsSpan(start..end), SeriesF1.AsOf, s_few);

        var result = state.Measure(SeriesF1.AsOf, s_few);

        result.Status.ShouldBe(batch.Status);
        result.SampleCount.ShouldBe(batch.SampleCount);
        result.BasisBps.ShouldBe(batch.BasisBps);
        if (batch.Status == MetricStatus.Ok)
        {
            var deviation = batch.StandardDeviationBps!.Value;
            result.StandardDeviationBps.ShouldBeWithin(Tolerance, deviation);
            result.MeanBps!.Value.ShouldBe(batch.MeanBps!.Value, Tolerance * deviation);
            result.ZScore!.Value.ShouldBe(batch.ZScore!.Value, Tolerance * Math.Max(1, Math.Abs(batch.ZScore.Value)));
        }
    }

    private static BasisState Filled(int window, int pairs)
    {
        var state = new BasisState(window);
        for (var i = 0; i < pairs; i++)
        {
            state.Advance(100 + Math.Sin(i), 100);
        }

        return state;
    }

    private static byte[] Bytes(BasisState state)
    {
        var bytes = new byte[state.ByteCount];
        state.WriteTo(bytes);
        return bytes;
    }
}
