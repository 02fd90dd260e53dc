using Decoupling.Results;
using Decoupling.Tracking;

namespace Decoupling.Tests.Tracking;

public class CoMovementStateTests
{
    private const double Tolerance = 1e-12;
    private static readonly TimeSpan s_step = TimeSpan.FromMinutes(5);
    private static readonly CoMovementOptions s_few = new() { MinimumSamples = 3 };

    [Theory]
    [InlineData(60)]
    [InlineData(288)]
    public void Advance_AMillionRandomReturns_AgreesWithTheBatch(int window)
    {
        var random = new Random(18);
        var steps = Campaign.Runs(1_000_000);
        var (x, y) = (new double[steps], new double[steps]);
        var state = new CoMovementState(window);
        for (var i = 0; i < steps; i++)
        {
            // Calm for the most part, and now and then a move a hundred times as large.
            x[i] = (random.NextDouble() - 0.5) * (random.Next(500) == 0 ? 0.1 : 1e-3);
            y[i] = x[i] + (random.NextDouble() - 0.5) * 1e-5;
            state.Advance(x[i], y[i]).ShouldBeTrue();
            if (i % 211 == 0 || i == steps - 1)
            {
                ShouldAgree(state, x, y, i + 1);
            }
        }
    }

    [Fact]
    public void A1_NorrisThroughTheState_ReachesTheCertifiedValues()
    {
        var state = new CoMovementState(36);
        foreach (var (x, y) in Fixtures.Column("norris_36.csv", "x").Zip(Fixtures.Column("norris_36.csv", "y")))
        {
            state.Advance(x, y);
        }

        var result = state.Measure(s_step, SeriesF1.AsOf, new());

        result.Beta.ShouldBeWithin(1e-13, 1.00211681802045);
        result.Alpha.ShouldBeWithin(1e-12, -0.262323073774029);
        result.BetaStandardError.ShouldBeWithin(1e-13, 4.29796848199937e-4);
        result.ResidualDeviation.ShouldBeWithin(1e-13, 0.884796396144373);
    }

    [Fact]
    public void Advance_BtcOf2024_AgreesWithTheBatch()
    {
        var spot = RealData.Bars("binance_5m/2024_BTCUSDT_spot_5m.csv.gz", s_step);
        var perpetual = RealData.Bars("binance_5m/2024_BTCUSDT_perp_5m.csv.gz", s_step);
        var (x, y) = (new double[perpetual.Count], new double[perpetual.Count]);
        var count = PairedReturns.Form(spot, perpetual, x, y);
        var state = new CoMovementState(288);

        for (var i = 0; i < count; i++)
        {
            state.Advance(x[i], y[i]);
            if (i % (Campaign.IsFull ? 1 : 97) == 0)
            {
                ShouldAgree(state, x, y, i + 1);
            }
        }
    }

    [Fact]
    public void Advance_LevelsFarAboveTheirMoves_AgreesWithTheBatch()
    {
        var random = new Random(19);
        var (x, y) = (new double[2_000], new double[2_000]);
        var state = new CoMovementState(60);
        for (var i = 0; i < x.Length; i++)
        {
            x[i] = 60_000 + random.Next(-3, 4) / 128.0;
            y[i] = x[i] + random.Next(-1, 2) / 256.0;
            state.Advance(x[i], y[i]);
            ShouldAgree(state, x, y, i + 1);
        }
    }

    [Fact]
    public void Advance_AfterAnAbsurdPrint_IsAsIfItHadNeverCome()
    {
        double[] x = [.. Moves(100)];
        double[] y = [.. x.Select((move, i) => move + 1e-5 * Math.Cos(7 * i))];
        var state = new CoMovementState(30);
        state.Advance(1e9, -1e9);
        for (var i = 0; i < 30; i++)
        {
            state.Advance(x[i], y[i]);
        }

        ShouldAgree(state, x, y, 30);
    }

    [Fact]
    public void Measure_MovesLostInTheirLevel_AgreesWithTheBatch()
    {
        double[] x = [.. Moves(100).Select(move => 1e9 + move)];
        double[] y = [.. Moves(100).Select((move, i) => 1e9 + move + 1e-5 * Math.Cos(7 * i))];

        ShouldAgree(Advance(new CoMovementState(30), x, y), x, y, 100);
    }

    [Fact]
    public void Measure_IdenticalSeries_IsExactlyOneWithoutError()
    {
        var state = Advance(new CoMovementState(20), Moves(50), Moves(50));

        var result = state.Measure(s_step, SeriesF1.AsOf, new());

        result.Correlation.ShouldBe(1);
        result.Beta.ShouldBe(1);
        result.ResidualDeviation.ShouldBe(0);
    }

    [Fact]
    public void Measure_WindowThatWentFlat_IsDegenerate()
    {
        var state = Advance(new CoMovementState(20), Moves(50), Moves(50));

        Advance(state, [.. Enumerable.Repeat(0.1, 20)], Moves(20));

        var result = state.Measure(s_step, SeriesF1.AsOf, new());
        result.Status.ShouldBe(MetricStatus.Degenerate);
        ResultContract.ShouldHold(result);
    }

    [Fact]
    public void Measure_BelowTheMinimum_IsInsufficientData()
    {
        var state = Advance(new CoMovementState(60), Moves(19), Moves(19));

        state
            .Measure(s_step, SeriesF1.AsOf, new())
            .ShouldBe(CoMovement.Compute(Moves(19), Moves(19), s_step, SeriesF1.AsOf, new()));
        new CoMovementState(60).Measure(s_step, SeriesF1.AsOf, new()).Status.ShouldBe(MetricStatus.InsufficientData);
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(-1e151)]
    public void Advance_ReturnThatIsNone_LeavesTheStateAsItIs(double bad)
    {
        var state = Advance(new CoMovementState(20), Moves(30), Moves(30));
        var before = Bytes(state);

        state.Advance(bad, 0.1).ShouldBeFalse();
        state.Advance(0.1, bad).ShouldBeFalse();

        Bytes(state).ShouldBe(before);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(7)]
    [InlineData(50)]
    public void Read_WhatWasWritten_GoesOnToTheSameBits(int samples)
    {
        var state = Advance(new CoMovementState(20), Moves(samples), Moves(samples));

        var read = CoMovementState.Read(Bytes(state)).ShouldNotBeNull();

        Bytes(read).ShouldBe(Bytes(state));
        double[] y = [.. Moves(45).Select((move, i) => move + 1e-5 * Math.Cos(7 * i))];
        Bytes(Advance(read, Moves(45), y)).ShouldBe(Bytes(Advance(state, Moves(45), y)));
        read.Measure(s_step, SeriesF1.AsOf, new()).ShouldBe(state.Measure(s_step, SeriesF1.AsOf, new()));
    }

    [Fact]
    public void Read_BytesOfNoState_Refuses()
    {
        var bytes = Bytes(Advance(new CoMovementState(20), Moves(30), Moves(30)));
        byte[] With(int value, double number) =>
            [.. bytes[..(1 + 8 * value)], .. BitConverter.GetBytes(number), .. bytes[(9 + 8 * value)..]];

        byte[][] refused =
        [
            [],
            bytes[..^1],
            bytes[..^8],
            [2, .. bytes[1..]],
            With(0, 2),
            With(0, 1e9),
            With(0, 20.5),
            With(1, 19),
            With(1, 21),
            With(1, -1),
            With(2, 20),
            With(5, double.NaN),
            With(30, double.PositiveInfinity),
        ];

        foreach (var source in refused)
        {
            CoMovementState.Read(source).ShouldBeNull();
        }
    }

    [Fact]
    public void Read_AnyBytes_NeverThrows()
    {
        var random = new Random(20);
        var bytes = Bytes(Advance(new CoMovementState(5), Moves(9), Moves(9)));
        for (var i = 0; i < Campaign.Runs(300_000); i++)
        {
            var broken = (byte[])bytes.Clone();
            broken[random.Next(1, broken.Length)] ^= (byte)random.Next(1, 256);
            CoMovementState.Read(broken.AsSpan(0, random.Next(2) == 0 ? broken.Length : random.Next(broken.Length)));
        }
    }

    [Fact]
    public void Measure_HostileNumbers_GivesFiniteValuesOrAStatus()
    {
        var numbers = new HostileNumbers(seed: 44);
        for (var i = 0; i < Campaign.Runs(100_000); i++)
        {
            var count = numbers.NextCount(60);
            var state = Advance(new CoMovementState(10), numbers.NextSample(count), numbers.NextSample(count));
            ResultContract.ShouldHold(state.Measure(s_step, SeriesF1.AsOf, s_few));
        }
    }

    [Fact]
    public void NewState_WindowOutOfRange_Throws()
    {
        Should.Throw<ArgumentOutOfRangeException>(() => new CoMovementState(2)).ParamName.ShouldBe("window");
        Should.Throw<ArgumentOutOfRangeException>(() => new CoMovementState(10_081));
        Should.Throw<ArgumentException>(() => new CoMovementState(20).WriteTo(new byte[3]));
        Should.Throw<ArgumentOutOfRangeException>(() =>
            new CoMovementState(20).Measure(TimeSpan.Zero, SeriesF1.AsOf, new())
        );
    }

    private static void ShouldAgree(CoMovementState state, double[] x, double[] y, int end)
    {
        var start = Math.Max(0, end - state.Window);
        var (windowX, windowY) = (x[start..end], y[start..end]);
        var batch = CoMovement.Compute(windowX, windowY, s_step, SeriesF1.AsOf, s_few);

        var result = state.Measure(s_step, SeriesF1.AsOf, s_few);

        result.Status.ShouldBe(batch.Status);
        result.SampleCount.ShouldBe(batch.SampleCount);
        if (batch.Status != MetricStatus.Ok)
        {
            return;
        }

        result.Correlation.ShouldBeWithin(Tolerance, batch.Correlation!.Value);
        result.Beta.ShouldBeWithin(Tolerance, batch.Beta!.Value);
        result.RSquared.ShouldBeWithin(Tolerance, batch.RSquared!.Value);
        result.ResidualDeviation.ShouldBeWithin(Tolerance, batch.ResidualDeviation!.Value);
        result.BetaStandardError.ShouldBeWithin(Tolerance, batch.BetaStandardError!.Value);
        result.TrackingErrorPerYear.ShouldBeWithin(Tolerance, batch.TrackingErrorPerYear!.Value);

        // α is a small difference of small means, which are known no better than the largest return is.
        var scale = windowY.Max(Math.Abs) + windowX.Max(Math.Abs);
        result.Alpha!.Value.ShouldBe(batch.Alpha!.Value, Tolerance * scale);
    }

    private static CoMovementState Advance(CoMovementState state, double[] x, double[] y)
    {
        foreach (var (first, second) in x.Zip(y))
        {
            state.Advance(first, second);
        }

        return state;
    }

    private static byte[] Bytes(CoMovementState state)
    {
        var bytes = new byte[state.ByteCount];
        state.WriteTo(bytes);
        return bytes;
    }

    private static double[] Moves(int count) => [.. Enumerable.Range(1, count).Select(i => Math.Sin(i) * 1e-3)];
}
