using System.Globalization;
using Decoupling.Pipeline.Steps;
using Spectre.Console;

namespace Decoupling.Cli.Replay;

/// <summary>What a replay has done.</summary>
internal sealed class ReplayTally
{
    private readonly SortedDictionary<string, int> statuses = new(StringComparer.Ordinal);

    public int Slots { get; private set; }

    public long ResultRows { get; private set; }

    public int Refusals { get; private set; }

    public int Notifications { get; private set; }

    public int Checked { get; private set; }

    public int Mismatches { get; private set; }

    public void Add(ScoredSnapshot scored, ScoreOutcome outcome, bool? survived)
    {
        Slots++;
        ResultRows += outcome.ResultRows;
        Notifications += outcome.Notifications;
        Refusals += outcome.Refusal is null ? 0 : 1;
        Checked += survived is null ? 0 : 1;
        Mismatches += survived == false ? 1 : 0;
        foreach (var score in scored.Card.Derivatives)
        {
            var status = score.Status.ToString();
            statuses[status] = statuses.GetValueOrDefault(status) + 1;
        }
    }

    public void Write(IAnsiConsole console, string place)
    {
        console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{Slots} slots, {ResultRows} result rows, {Refusals} refusals, {Notifications} alert notifications (fired or resolved; none was sent)."
            )
        );
        console.WriteLine($"Scores: {string.Join(", ", statuses.Select(status => $"{status.Key} {status.Value}"))}.");
        console.WriteLine($"{Checked} snapshots went through writer and reader; {Mismatches} scored to other bytes.");
        console.WriteLine($"The rows lie in {place}.");
    }
}
