using Decoupling.Pipeline.Contract;

namespace Decoupling.Cli.Export;

/// <summary>Refuses what cannot be exported as it was asked for, before anything is read.</summary>
internal static class ExportChecks
{
    /// <exception cref="ArgumentException">The message names the option.</exception>
    public static void Throw(IReadOnlyList<ExportSelection> selections, ExportTarget? target, ExportFormat format)
    {
        if (target is null && format == ExportFormat.Parquet)
        {
            throw new ArgumentException("--out is needed for parquet: such a file is not a stream.");
        }

        if (selections.Count > 1 && target is not { IsFolder: true })
        {
            throw new ArgumentException("--out must be a folder for several tables.");
        }

        foreach (var selection in selections)
        {
            if (selection.To <= selection.From)
            {
                throw new ArgumentException("--to must lie after --from.");
            }

            var isTimed = selection.Contract.TimeColumn is not null;
            if (!isTimed && (selection.From ?? selection.To) is not null)
            {
                throw new ArgumentException($"{selection.Contract.Table} has no time; leave out --from and --to.");
            }

            var isByDay = target is { IsFolder: true } && selection.Contract.Days != PartitionDays.None;
            if (isByDay && (CutsADay(selection.From) || CutsADay(selection.To)))
            {
                throw new ArgumentException("--from and --to must be whole days where a folder gets a file a day.");
            }
        }
    }

    private static bool CutsADay(DateTimeOffset? at) => at?.UtcDateTime.TimeOfDay > TimeSpan.Zero;
}
