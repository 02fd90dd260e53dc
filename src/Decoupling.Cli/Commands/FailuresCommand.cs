using System.CommandLine;
using System.Globalization;
using Azure;
using Decoupling.Cli.Hosting;
using Decoupling.Pipeline;
using Decoupling.Pipeline.Ledger;
using Decoupling.Pipeline.Steps;

namespace Decoupling.Cli.Commands;

/// <summary><c>decoupling failures</c>: inputs that were refused or that a step failed on, and how to run them again.</summary>
internal static class FailuresCommand
{
    private static readonly Option<FileInfo?> s_settings = CliSettings.FileOption();
    private static readonly Option<DirectoryInfo?> s_data = CliSettings.DataOption();
    private static readonly Option<double> s_days = new("--days")
    {
        Description = "How many days back to look.",
        DefaultValueFactory = _ => 7,
    };
    private static readonly Option<string?> s_asset = new("--asset") { Description = "Of one asset only." };
    private static readonly Argument<string[]> s_ids = new("id")
    {
        Arity = ArgumentArity.ZeroOrMore,
        Description = "Which, as 'decoupling failures' lists them; the beginning is enough.",
    };
    private static readonly Option<bool> s_all = new("--all") { Description = "All open ones." };

    public static Command Build()
    {
        var open = new Option<bool>("--open") { Description = "Only what is not resolved yet." };
        var json = new Option<bool>("--json") { Description = "Print the rows, one JSON object a line." };
        var command = new Command(
            "failures",
            "Lists inputs that were refused or failed on, with the reason and where they lie."
        )
        {
            BuildReplay(),
            BuildDismiss(),
            s_days,
            s_asset,
            open,
            json,
            s_settings,
            s_data,
        };
        command.SetAction(
            (parsed, cancellationToken) =>
                RunAsync(
                    parsed,
                    async (pipeline, stopping) =>
                        List(await ReadAsync(pipeline, parsed, parsed.GetValue(open), stopping), parsed.GetValue(json)),
                    cancellationToken
                )
        );
        return command;
    }

    private static Command BuildReplay() =>
        BuildForEach(
            "replay",
            "Runs the step again on each input; what goes through is marked as resolved.",
            async (pipeline, failure, cancellationToken) => await ReplayAsync(pipeline, failure, cancellationToken)
        );

    private static Command BuildDismiss() =>
        BuildForEach(
            "dismiss",
            "Marks failures as resolved without running anything.",
            async (pipeline, failure, cancellationToken) =>
            {
                await pipeline.Failures.ResolveAsync(
                    failure,
                    FailureResolution.Dismissed,
                    TimeProvider.System.GetUtcNow(),
                    cancellationToken
                );
                return null;
            }
        );

    private static Command BuildForEach(
        string name,
        string description,
        Func<RiskPipeline, ListedFailure, CancellationToken, Task<string?>> action
    )
    {
        var command = new Command(name, description) { s_ids, s_all, s_days, s_asset, s_settings, s_data };
        command.SetAction(
            (parsed, cancellationToken) =>
                RunAsync(
                    parsed,
                    async (pipeline, stopping) =>
                    {
                        var open = await ReadAsync(pipeline, parsed, onlyOpen: true, stopping);
                        var chosen = Choose(open, parsed.GetValue(s_ids) ?? [], parsed.GetValue(s_all));
                        var isWell = true;
                        foreach (var failure in chosen)
                        {
                            var fault = await action(pipeline, failure, stopping);
                            Console.WriteLine($"{failure.Id} {failure.Source}: {fault ?? "resolved"}");
                            isWell &= fault is null;
                        }

                        return isWell ? ExitCodes.Success : ExitCodes.Problems;
                    },
                    cancellationToken
                )
        );
        return command;
    }

    /// <summary>One that throws does not keep the next from its turn.</summary>
    private static async Task<string?> ReplayAsync(
        RiskPipeline pipeline,
        ListedFailure failure,
        CancellationToken cancellationToken
    )
    {
        try
        {
            return await pipeline.Replay.RunAsync(failure, cancellationToken);
        }
        catch (RequestFailedException thrown)
        {
            return $"Storage answered {thrown.Status} {thrown.ErrorCode}; it fails still.";
        }
        catch (Exception thrown) when (thrown is AccountStorageException or InvalidOperationException)
        {
            return $"{thrown.Message} It fails still.";
        }
    }

    private static IEnumerable<ListedFailure> Choose(IReadOnlyList<ListedFailure> open, string[] ids, bool all)
    {
        if (all == ids.Length > 0)
        {
            throw new ArgumentException("Say which: one or more ids, or --all.");
        }

        return all ? open : ids.Select(id => Find(open, id)).ToArray();
    }

    private static ListedFailure Find(IReadOnlyList<ListedFailure> open, string id)
    {
        var found = open.Where(failure => failure.Id.StartsWith(id, StringComparison.OrdinalIgnoreCase)).ToArray();
        return found.Length == 1
            ? found[0]
            : throw new ArgumentException(
                found.Length == 0 ? $"No open failure is called {id}." : $"{found.Length} failures begin with {id}."
            );
    }

    private static int List(IReadOnlyList<ListedFailure> failures, bool json)
    {
        if (json)
        {
            RowOutput.WriteJson(failures.Select(failure => failure.Row));
            return ExitCodes.Success;
        }

        foreach (var failure in failures)
        {
            var step = failure.Step is null ? "refused" : $"{failure.Step} failed";
            var state = failure.ResolvedAt is { } at ? $"resolved {Time(at)}" : "open";
            Console.WriteLine($"{failure.Id}  {Time(failure.RefusedAt)}  {state}  {step}  {failure.Source}");
            Console.WriteLine($"            {failure.Reason}");
        }

        var open = failures.Count(failure => failure.ResolvedAt is null);
        Console.WriteLine(
            open == 0 ? "Nothing is open." : $"{open} open. 'decoupling failures replay --all' runs them again."
        );
        return ExitCodes.Success;
    }

    private static async Task<IReadOnlyList<ListedFailure>> ReadAsync(
        RiskPipeline pipeline,
        ParseResult parsed,
        bool onlyOpen,
        CancellationToken cancellationToken
    )
    {
        var since = TimeProvider.System.GetUtcNow() - TimeSpan.FromDays(parsed.GetValue(s_days));
        var asset = parsed.GetValue(s_asset);
        return await pipeline
            .Failures.ReadAsync(since, cancellationToken)
            .Where(failure => asset is null || string.Equals(failure.Asset, asset, StringComparison.OrdinalIgnoreCase))
            .Where(failure => !onlyOpen || failure.ResolvedAt is null)
            .OrderBy(failure => failure.RefusedAt)
            .ToArrayAsync(cancellationToken);
    }

    private static Task<int> RunAsync(
        ParseResult parsed,
        Func<RiskPipeline, CancellationToken, Task<int>> action,
        CancellationToken cancellationToken
    ) =>
        StoredPipeline.RunAsync(
            parsed.GetValue(s_settings),
            parsed.GetValue(s_data),
            (pipeline, _, stopping) => action(pipeline, stopping),
            cancellationToken
        );

    private static string Time(DateTimeOffset at) =>
        at.UtcDateTime.ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture);
}
