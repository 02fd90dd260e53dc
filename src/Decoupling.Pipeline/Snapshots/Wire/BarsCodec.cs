using Decoupling.Snapshots;

namespace Decoupling.Pipeline.Snapshots.Wire;

/// <summary>Bars as the wire has them: missing bars are named and left out of the columns, highs and lows are told by the closes.</summary>
internal static class BarsCodec
{
    public static BarsWire Write(BarSeries bars)
    {
        var missing = MissingBars.Find(bars.Close);
        var close = MissingBars.LeaveOut(bars.Close, missing);
        var high = bars.High is null ? null : MissingBars.LeaveOut(bars.High, missing);
        var low = bars.Low is null ? null : MissingBars.LeaveOut(bars.Low, missing);

        var decimals = CommonDecimals(close, high, low);
        var scaled =
            decimals is { } common && ScaledIntegers.TryScale(close, common, out var integers) ? integers : null;
        return new BarsWire
        {
            StartAt = bars.StartAt,
            StepSeconds = (int)bars.Step.TotalSeconds,
            Count = bars.Count,
            Missing = missing.Count == 0 ? null : missing,
            Close = scaled is null
                ? new ColumnWire { Values = close }
                : RiceCode.Write(ColumnCodec.Differences(scaled), decimals!.Value),
            High = high is null ? null : WriteBeyond(high, scaled, decimals, 1),
            Low = low is null ? null : WriteBeyond(low, scaled, decimals, -1),
            Volume = bars.Volume is null ? null : ColumnCodec.Write(MissingBars.LeaveOut(bars.Volume, missing)),
        };
    }

    /// <exception cref="FormatException">A column is not written as its description says.</exception>
    public static BarSeries Read(BarsWire wire)
    {
        if (wire.Count is < 0 or > SnapshotRules.MaxBars || wire.StepSeconds <= 0)
        {
            throw new FormatException(
                $"There are {wire.Count} bars of {wire.StepSeconds} s; at most {SnapshotRules.MaxBars} may be."
            );
        }

        var missing = wire.Missing ?? [];
        SnapshotCodec.RefuseNulls(missing);
        MissingBars.Check(missing, wire.Count);
        var scaled = wire.Close.Digits is null ? null : ColumnCodec.Sums(RiceCode.Read(wire.Close));
        var close = scaled is null
            ? ColumnCodec.Read(wire.Close)
            : ScaledIntegers.ToValues(scaled, wire.Close.Decimals);
        return new BarSeries
        {
            StartAt = wire.StartAt,
            Step = TimeSpan.FromSeconds(wire.StepSeconds),
            Close = MissingBars.PutBack(close, missing, wire.Count),
            High = wire.High is null
                ? null
                : MissingBars.PutBack(ReadBeyond(wire.High, wire.Close, scaled, 1), missing, wire.Count),
            Low = wire.Low is null
                ? null
                : MissingBars.PutBack(ReadBeyond(wire.Low, wire.Close, scaled, -1), missing, wire.Count),
            Volume = wire.Volume is null
                ? null
                : MissingBars.PutBack(ColumnCodec.Read(wire.Volume), missing, wire.Count),
        };
    }

    private static int? CommonDecimals(double[] close, double[]? high, double[]? low)
    {
        if (ScaledIntegers.FindDecimals(close) is not { } decimals)
        {
            return null;
        }

        var common = Math.Max(decimals, ScaledIntegers.FindDecimals(high) ?? 0);
        common = Math.Max(common, ScaledIntegers.FindDecimals(low) ?? 0);
        return ScaledIntegers.TryScale(close, common, out _) ? common : decimals;
    }

    /// <summary>Highs (<paramref name="sign"/> 1) or lows (-1) by how far they lie beyond this close and the one before.</summary>
    private static ColumnWire WriteBeyond(double[] prices, long[]? close, int? decimals, int sign)
    {
        if (close is null || !ScaledIntegers.TryScale(prices, decimals!.Value, out var scaled))
        {
            return new ColumnWire { Values = prices };
        }

        for (var i = 0; i < scaled.Length; i++)
        {
            scaled[i] = sign * (scaled[i] - Outer(close, i, sign));
        }

        return RiceCode.Write(scaled, decimals.Value);
    }

    private static double[] ReadBeyond(ColumnWire column, ColumnWire closeColumn, long[]? close, int sign)
    {
        if (column.Digits is null)
        {
            return ColumnCodec.Read(column);
        }

        var integers = RiceCode.Read(column);
        if (close is null || column.Decimals != closeColumn.Decimals || integers.Length != close.Length)
        {
            throw new FormatException(
                "Highs or lows are told by closes that are not there, or of other decimals or length."
            );
        }

        for (var i = 0; i < integers.Length; i++)
        {
            integers[i] = unchecked(Outer(close, i, sign) + sign * integers[i]);
        }

        return ScaledIntegers.ToValues(integers, column.Decimals);
    }

    private static long Outer(long[] close, int index, int sign)
    {
        var previous = close[Math.Max(0, index - 1)];
        return sign > 0 ? Math.Max(close[index], previous) : Math.Min(close[index], previous);
    }
}
