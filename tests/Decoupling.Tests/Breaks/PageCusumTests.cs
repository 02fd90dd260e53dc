using Decoupling.Breaks;
using Decoupling.Results;

namespace Decoupling.Tests.Breaks;

public class PageCusumTests
{
    private static readonly TimeSpan s_minute = TimeSpan.FromMinutes(1);
    private static readonly PageCusumOptions s_standardised = new() { BaselineSamples = null };

    [Fact]
    public void B6_PageOnTheNile_AlarmsAtTheReferenceObservation()
    {
        var nile = Fixtures.Column("nile_100.csv", "volume");

        var first = Compute(nile, new() { BaselineSamples = 20 }).Alarms![0];

        (first.Index + 1).ShouldBe(32);
        first.IsUpward.ShouldBeFalse();
        first.Sum.ShouldBeWithin(1e-9, 5.656285643);
    }

    [Fact]
    public void Compute_Defaults_QuoteTheTimeBetweenFalseAlarms()
    {
        var result = Compute([.. Enumerable.Range(0, 200).Select(i => Math.Sin(i))], new());

        result.SamplesBetweenFalseAlarms.ShouldBeWithin(1e-5, 465.44);
        // One in 7.75 hours of 1-minute samples.
        result.TimeBetweenFalseAlarms!.Value.TotalHours.ShouldBe(7.757, 0.001);
        result.Alarms.ShouldBeEmpty();
    }

    [Fact]
    public void Compute_StandardisedSteps_SumsByHand()
    {
        // 0.5 over k each: 0.5, 1, 1.5 and so on; the eleventh passes 5. Then from 0 again.
        var result = Compute([.. Enumerable.Repeat(1.0, 13)], s_standardised);

        var alarm = result.Alarms.ShouldHaveSingleItem();
        alarm.ShouldBe(new CusumAlarm(10, IsUpward: true, 5.5));
        result.Upper.ShouldBe(1);
        result.Lower.ShouldBe(0);
    }

    [Fact]
    public void Compute_AlarmAtTheLastSample_StillShowsItsSum()
    {
        var result = Compute([.. Enumerable.Repeat(-1.0, 11)], s_standardised);

        result.Lower.ShouldBe(5.5);
        result.Alarms!.Single().IsUpward.ShouldBeFalse();
    }

    [Fact]
    public void Compute_ShiftedLevel_AlarmsOnceAndTakesTheNewLevelForItsBaseline()
    {
        var random = new Random(8);
        double[] levels = [.. Enumerable.Range(0, 300).Select(i => (i < 150 ? 10 : 14) + random.NextDouble())];

        var result = Compute(levels, new() { BaselineSamples = 50, AlarmLevel = 8 });

        var alarm = result.Alarms.ShouldHaveSingleItem();
        alarm.IsUpward.ShouldBeTrue();
        alarm.Index.ShouldBe(150);
    }

    [Fact]
    public void Compute_WhileANewBaselineIsGathered_HasNoSums()
    {
        double[] levels = [.. Enumerable.Range(0, 25).Select(i => i < 22 ? i % 3 : 500.0)];

        var result = Compute(levels, new() { BaselineSamples = 20 });

        result.Alarms!.Single().Index.ShouldBe(22);
        (result.Upper, result.Lower).ShouldBe((0, 0));
    }

    [Fact]
    public void Compute_ScaledAndShiftedLevels_AlarmTheSame() =>
        Law.HoldsFor(
            Law.PairedReturns,
            pair =>
            {
                var options = new PageCusumOptions { BaselineSamples = 10, AlarmLevel = 2 };
                var result = Compute(pair.Y, options);
                var scaled = Compute([.. pair.Y.Select(y => 1024 * y)], options);

                scaled.Status.ShouldBe(result.Status);
                scaled.Alarms.ShouldBe(result.Alarms);
                scaled.Upper.ShouldBe(result.Upper);
            }
        );

    [Fact]
    public void Compute_MirroredInnovations_SwapsTheSides() =>
        Law.HoldsFor(
            Law.PairedReturns,
            pair =>
            {
                double[] z = [.. pair.Y.Select(y => y * 500)];
                var result = Compute(z, s_standardised);
                var mirrored = Compute([.. z.Select(value => -value)], s_standardised);

                (mirrored.Upper, mirrored.Lower).ShouldBe((result.Lower, result.Upper));
                mirrored
                    .Alarms!.Select(alarm => (alarm.Index, !alarm.IsUpward))
                    .ShouldBe(result.Alarms!.Select(alarm => (alarm.Index, alarm.IsUpward)));
            }
        );

    [Fact]
    public void Compute_SameInnovationsThroughTheState_IsTheSameToTheBit() =>
        Law.HoldsFor(
            Law.PairedReturns,
            pair =>
            {
                double[] z = [.. pair.Y.Select(y => y * 500)];
                var alarms = new List<int>();
                var state = default(PageCusumState);
                for (var i = 0; i < z.Length; i++)
                {
                    state = Reread(state.Advance(z[i], s_standardised));
                    if (state.IsAlarm(s_standardised))
                    {
                        alarms.Add(i);
                    }
                }

                var batch = Compute(z, s_standardised);

                (batch.Upper, batch.Lower).ShouldBe((state.Upper, state.Lower));
                batch.Alarms!.Select(alarm => alarm.Index).ShouldBe(alarms);
            }
        );

    [Fact]
    public void Compute_NothingAfterTheBaseline_IsInsufficientData()
    {
        var result = Compute(new double[100], new());

        result.Status.ShouldBe(MetricStatus.InsufficientData);
        result.Reason.ShouldBe("There are 100 samples and 101 are needed.");
        ResultContract.ShouldHold(result);
        result.Alarms.ShouldBeNull();
        Compute([], s_standardised).Status.ShouldBe(MetricStatus.InsufficientData);
    }

    [Fact]
    public void Compute_BaselineWithoutVariance_IsDegenerate()
    {
        double[] frozenAfterAlarm =
        [
            .. Enumerable.Range(0, 20).Select(i => (double)(i % 3)),
            .. Enumerable.Repeat(90.0, 40),
        ];

        Compute(new double[200], new()).Status.ShouldBe(MetricStatus.Degenerate);
        Compute(frozenAfterAlarm, new() { BaselineSamples = 20 }).Status.ShouldBe(MetricStatus.Degenerate);
    }

    [Fact]
    public void Compute_BadInput_HasAStatusOrThrows()
    {
        Compute([1, double.NaN], s_standardised).Reason.ShouldNotBeNull().ShouldContain("sample at index 1");
        Compute([1e200, -1e300, 1e300, 1e308, 1e308], new() { BaselineSamples = 3 })
            .Status.ShouldBe(MetricStatus.OutOfDomain);
        Should.Throw<ArgumentOutOfRangeException>(() =>
            PageCusum.Compute([1], TimeSpan.Zero, SeriesF1.AsOf, new PageCusumOptions())
        );
        Should
            .Throw<ArgumentOutOfRangeException>(() => Compute([1], new() { Allowance = 0 }))
            .ParamName.ShouldBe(nameof(PageCusumOptions.Allowance));
        Should
            .Throw<ArgumentOutOfRangeException>(() => Compute([1], new() { AlarmLevel = double.NaN }))
            .ParamName.ShouldBe(nameof(PageCusumOptions.AlarmLevel));
        Should
            .Throw<ArgumentOutOfRangeException>(() => Compute([1], new() { BaselineSamples = 2 }))
            .ParamName.ShouldBe(nameof(PageCusumOptions.BaselineSamples));
    }

    [Fact]
    public void Advance_SampleThatIsNoNumber_KeepsTheState()
    {
        var state = new PageCusumState(1, 2);

        state.Advance(double.NaN, s_standardised).ShouldBe(state);
        state.Advance(double.PositiveInfinity, s_standardised).ShouldBe(state);
    }

    [Fact]
    public void TryRead_BytesOfNoState_Refuses()
    {
        var bytes = new byte[PageCusumState.ByteCount];
        new PageCusumState(1, 2).WriteTo(bytes);
        byte[] negative = [.. bytes[..9], .. BitConverter.GetBytes(-1.0)];
        byte[] notFinite = [.. bytes[..9], .. BitConverter.GetBytes(double.NaN)];

        byte[][] refused =
        [
            [],
            bytes[1..],
            [9, .. bytes[1..]],
            negative,
            notFinite,
        ];
        foreach (var source in refused)
        {
            PageCusumState.TryRead(source, out _).ShouldBeFalse();
        }
    }

    [Fact]
    public void Compute_HostileNumbers_GivesFiniteValuesOrAStatus()
    {
        var numbers = new HostileNumbers(seed: 36);
        var baseline = new PageCusumOptions { BaselineSamples = 5 };

        for (var i = 0; i < Campaign.Runs(100_000); i++)
        {
            var result = Compute(numbers.NextSample(numbers.NextCount(60)), i % 2 == 0 ? baseline : s_standardised);
            ResultContract.ShouldHold(result);
            result.Alarms?.All(alarm => double.IsFinite(alarm.Sum)).ShouldBeTrue();
        }
    }

    private static PageCusumResult Compute(double[] samples, PageCusumOptions options) =>
        PageCusum.Compute(samples, s_minute, SeriesF1.AsOf, options);

    private static PageCusumState Reread(PageCusumState state)
    {
        Span<byte> bytes = stackalloc byte[PageCusumState.ByteCount];
        state.WriteTo(bytes);
        PageCusumState.TryRead(bytes, out var read).ShouldBeTrue();
        return read;
    }
}
