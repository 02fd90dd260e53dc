using System.CommandLine;
using Decoupling.Accounts;
using Decoupling.Cli.Hosting;
using Decoupling.Pipeline.Accounts;
using Decoupling.Pipeline.Settings;
using Decoupling.Pipeline.Snapshots;
using Decoupling.Results;
using Microsoft.Extensions.Logging;

namespace Decoupling.Cli.Commands;

/// <summary><c>decoupling account</c>: what the positions of a file risk.</summary>
internal static class AccountCommand
{
    public static Command Build()
    {
        var file = new Argument<FileInfo>("file") { Description = "A positions file, JSON." };
        var snapshots = new Option<FileInfo[]>("--snapshot")
        {
            Description = "A snapshot file to answer by, one an asset, instead of the newest stored ones.",
        };
        var json = new Option<bool>("--json")
        {
            Description = "Print the rows of AccountRisk, one JSON object a line.",
        };
        var settings = CliSettings.FileOption();
        var data = CliSettings.DataOption();
        var command = new Command(
            "account",
            "Says what each position of a file risks, and what to do about it. Nothing is stored."
        )
        {
            file,
            snapshots,
            json,
            settings,
            data,
        };
        command.SetAction(
            async (parsed, cancellationToken) =>
            {
                var bytes = await ReadAsync(parsed.GetRequiredValue(file), "positions file", cancellationToken);
                var name = parsed.GetRequiredValue(file).Name;
                var given = parsed.GetValue(snapshots) ?? [];
                var (markets, known) =
                    given.Length > 0
                        ? await ReadGivenAsync(given, parsed.GetValue(settings), cancellationToken)
                        : await ReadStoredAsync(
                            parsed.GetValue(settings),
                            CliSettings.DataFolder(parsed.GetValue(data)),
                            cancellationToken
                        );
                return Answer(name, bytes, markets, known, parsed.GetValue(json));
            }
        );
        return command;
    }

    private static int Answer(
        string name,
        byte[] bytes,
        IReadOnlyDictionary<string, SnapshotMarkets> markets,
        KnownMarkets known,
        bool json
    )
    {
        var read = AccountFileReader.Read(bytes, known);
        foreach (var fault in read.Faults)
        {
            Console.Error.WriteLine($"decoupling: {name}: {fault}");
        }

        if (markets.Count == 0)
        {
            Console.Error.WriteLine(
                "decoupling: no snapshot of the last day is stored; run 'decoupling run --once' first."
            );
            return ExitCodes.Problems;
        }

        var asOf = markets.Values.Max(market => market.SlotAt);
        var answers = read.Accounts.Select(account => AccountScoring.Compute(account, markets, asOf)).ToArray();
        if (json)
        {
            var hash = AccountRows.HashOf(bytes);
            RowOutput.WriteJson(answers.SelectMany(answer => AccountRows.Of(name, hash, answer)));
        }
        else
        {
            AccountView.Write(answers);
        }

        return read.Faults.Count == 0 && answers.All(answer => answer.Status == MetricStatus.Ok)
            ? ExitCodes.Success
            : ExitCodes.Problems;
    }

    private static async Task<(IReadOnlyDictionary<string, SnapshotMarkets>, KnownMarkets)> ReadGivenAsync(
        FileInfo[] files,
        FileInfo? settings,
        CancellationToken cancellationToken
    )
    {
        var scoring = PipelineSettings.ReadForScoring(CliSettings.Read(settings, []));
        var markets = new Dictionary<string, SnapshotMarkets>(StringComparer.Ordinal);
        var venues = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var file in files)
        {
            var read = SnapshotReader.Read(await ReadAsync(file, "snapshot", cancellationToken));
            var snapshot =
                read.Snapshot ?? throw new InvalidDataException($"{file.Name} is refused: {read.Refusal!.Reason}");
            if (!markets.TryAdd(snapshot.Asset, new SnapshotMarkets(snapshot, file.Name, scoring)))
            {
                throw new ArgumentException($"Two snapshots of {snapshot.Asset} were given; one an asset is read.");
            }

            venues.UnionWith(snapshot.Venues.Select(venue => venue.Venue));
        }

        return (markets, new KnownMarkets(venues, [.. markets.Keys], scoring.MarginTiers));
    }

    private static async Task<(IReadOnlyDictionary<string, SnapshotMarkets>, KnownMarkets)> ReadStoredAsync(
        FileInfo? settings,
        string dataFolder,
        CancellationToken cancellationToken
    )
    {
        var clock = TimeProvider.System;
        using var loggers = ConsoleLog.CreateFactory(clock, LogLevel.Warning);
        await using var storage = await LocalStorage.StartAsync(
            CliSettings.Read(settings, []),
            dataFolder,
            cancellationToken
        );
        var options = PipelineSettings.Read(CliSettings.Read(settings, storage.Overrides));
        using var pipeline = Pipeline.RiskPipeline.Create(options, clock, loggers);
        await pipeline.Blobs.CreateContainerAsync(cancellationToken);
        var newest = new NewestMarkets(options.Fetch, options.Scoring, pipeline.Blobs, clock);
        return (await newest.ReadAsync(cancellationToken), pipeline.KnownMarkets);
    }

    private static async Task<byte[]> ReadAsync(FileInfo file, string what, CancellationToken cancellationToken)
    {
        if (!file.Exists)
        {
            throw new FileNotFoundException($"There is no {what} {file.FullName}.");
        }

        return await File.ReadAllBytesAsync(file.FullName, cancellationToken);
    }
}
