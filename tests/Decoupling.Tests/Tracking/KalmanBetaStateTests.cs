using Decoupling.Tracking;

namespace Decoupling.Tests.Tracking;

public class KalmanBetaStateTests
{
    [Fact]
    public void Advance_InnovationOfTheNextReturn_IsItsMissOverItsDeviation()
    {
        // β = 3/2 with variance H/4 after one sample of (2, 3); y = 4 at x = 2 misses 3 by 1, with variance 4·H/4 + H = 1.
        var state = KalmanBetaState.Start(1e12).Advance(2, 3, 0.5, 0);

        state.InnovationZ(2, 4, 0.5)!.Value.ShouldBe(1, 1e-9);
        state.InnovationZ(0, 4, 0.5).ShouldBeNull();
        KalmanBetaState.Start(1e12).InnovationZ(2, 4, 0.5).ShouldBeNull();
    }

    [Theory]
    [InlineData(0)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void Start_VarianceThatIsNone_Throws(double variance) =>
        Should.Throw<ArgumentOutOfRangeException>(() => KalmanBetaState.Start(variance));

    [Fact]
    public void TryRead_WhatWasWritten_GoesOnToTheSameBits()
    {
        var state = Advanced(40);
        var bytes = new byte[KalmanBetaState.ByteCount];

        state.WriteTo(bytes);

        KalmanBetaState.TryRead(bytes, out var read).ShouldBeTrue();
        read.ShouldBe(state);
        bytes[0].ShouldBe((byte)1);
    }

    [Fact]
    public void TryRead_BytesOfNoState_Refuses()
    {
        var bytes = new byte[KalmanBetaState.ByteCount];
        KalmanBetaState.Start(1).WriteTo(bytes);
        byte[] otherVersion = [2, .. bytes[1..]];
        byte[] notFinite = [.. bytes[..1], .. BitConverter.GetBytes(double.NaN), .. bytes[9..]];
        byte[] negative = [.. bytes[..9], .. BitConverter.GetBytes(-1.0), .. bytes[17..]];
        byte[] halfCount = [.. bytes[..^8], .. BitConverter.GetBytes(0.5)];

        byte[][] refused =
        [
            [],
            bytes[..^1],
            [.. bytes, 0],
            otherVersion,
            notFinite,
            negative,
            halfCount,
        ];
        foreach (var source in refused)
        {
            KalmanBetaState.TryRead(source, out _).ShouldBeFalse();
        }

        Should.Throw<ArgumentException>(() => KalmanBetaState.Start(1).WriteTo(new byte[10]));
    }

    private static KalmanBetaState Advanced(int samples) =>
        Enumerable
            .Range(1, samples)
            .Select(i => Math.Sin(i) * 1e-3)
            .Aggregate(KalmanBetaState.Start(1e7), (state, move) => state.Advance(move, move, 1e-8, 1e-6));
}
