using Decoupling.Baselines;
using Decoupling.Composite;
using Decoupling.Pipeline.Snapshots.Wire;
using Decoupling.Results;

namespace Decoupling.Pipeline.Baselines.Wire;

/// <summary>Maps baselines to their wire form and back.</summary>
internal static class BaselineCodec
{
    public static BaselineWire Write(Baseline baseline) =>
        new()
        {
            SchemaVersion = Baseline.CurrentSchemaVersion,
            Asset = baseline.Asset,
            Day = baseline.Day,
            SlotLengthSeconds = (int)baseline.SlotLength.TotalSeconds,
            Days = baseline.Days,
            Derivatives = [.. baseline.Derivatives.Select(Write)],
        };

    /// <exception cref="FormatException">A part is not written as the schema describes it.</exception>
    public static Baseline Read(BaselineWire wire)
    {
        SnapshotCodec.RefuseNulls(wire.Derivatives);
        return new Baseline
        {
            Asset = wire.Asset,
            Day = wire.Day,
            SlotLength = TimeSpan.FromSeconds(wire.SlotLengthSeconds),
            Days = wire.Days,
            Derivatives = [.. wire.Derivatives.Select(derivative => Read(derivative, wire.Day))],
        };
    }

    private static DerivativeBaselineWire Write(DerivativeBaseline derivative) =>
        new()
        {
            Venue = derivative.Venue,
            Symbol = derivative.Symbol,
            Components =
            [
                .. derivative.Components.Select(component => new ComponentBaselineWire
                {
                    Name = component.Name,
                    Days = component.Days,
                    Values = component.Table.Values,
                    Counts = component.Table.Counts,
                }),
            ],
            Correlations = new CorrelationsWire
            {
                Status = derivative.Correlations.Status,
                Reason = derivative.Correlations.Reason,
                Days = derivative.Correlations.SampleCount,
                Components = derivative.Correlated,
                Matrix = derivative.Correlations.Correlations,
            },
        };

    private static DerivativeBaseline Read(DerivativeBaselineWire wire, DateOnly day)
    {
        SnapshotCodec.RefuseNulls(wire.Components);
        return new DerivativeBaseline
        {
            Venue = wire.Venue,
            Symbol = wire.Symbol,
            Components =
            [
                .. wire.Components.Select(component => new ComponentBaseline(
                    component.Name,
                    component.Days,
                    Table(component.Values, component.Counts)
                )),
            ],
            Correlated = wire.Correlations.Components,
            Correlations = Read(wire.Correlations, day),
        };
    }

    private static EwmaCorrelationMatrixResult Read(CorrelationsWire wire, DateOnly day)
    {
        SnapshotCodec.RefuseNulls(wire.Components);
        var parts = wire.Components.Count;
        var stands = wire.Status == MetricStatus.Ok;
        if (
            stands != (wire.Matrix is not null)
            || stands == (wire.Reason is not null)
            || (
                wire.Matrix is { } matrix
                && (matrix.Count != parts * parts || matrix.Any(value => !(Math.Abs(value) <= 1)))
            )
        )
        {
            throw new FormatException(
                "The correlations are not of their components, not in [-1, 1], or not as their status says."
            );
        }

        return new EwmaCorrelationMatrixResult
        {
            Status = wire.Status,
            Reason = wire.Reason,
            SampleCount = wire.Days,
            AsOf = new DateTimeOffset(day, TimeOnly.MinValue, TimeSpan.Zero),
            Correlations = wire.Matrix,
        };
    }

    internal static QuantileTable Table(IReadOnlyList<double> values, IReadOnlyList<int> counts)
    {
        try
        {
            return new QuantileTable(values, counts);
        }
        catch (Exception exception) when (exception is ArgumentException or OverflowException)
        {
            throw new FormatException(exception.Message, exception);
        }
    }
}
