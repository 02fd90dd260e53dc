using Decoupling.Pipeline.Steps;

namespace Decoupling.Cli.Demo;

/// <summary>What a demo has done so far.</summary>
internal sealed class DemoTally
{
    public int Snapshots { get; private set; }

    public int ResultRows { get; private set; }

    public int Refusals { get; private set; }

    public int Messages { get; set; }

    public List<string> Recent { get; } = [];

    public void Add(IReadOnlyList<ScoreOutcome> outcomes)
    {
        Snapshots += outcomes.Count;
        ResultRows += outcomes.Sum(outcome => outcome.ResultRows);
        Refusals += outcomes.Count(outcome => outcome.Refusal is not null);
    }
}
