using Decoupling.Pipeline.Steps;

namespace Decoupling.Cli.Hosting;

/// <summary>Counts how often a step failed on an input, as the blob trigger's queue does: waits longer from try to try, and ends after the fifth.</summary>
/// <remarks>Waits are counted in looks, one every two seconds: 1, 3 and 7 are passed over, so that five tries take half a minute.</remarks>
internal sealed class RepeatedTries
{
    private const int MostDoublings = 6;

    private readonly Dictionary<string, (int Tries, int LooksToPass)> failed = new(StringComparer.Ordinal);

    /// <summary>Whether an input's turn has come at this look.</summary>
    public bool IsDue(string input)
    {
        if (!failed.TryGetValue(input, out var state) || state.LooksToPass == 0)
        {
            return true;
        }

        failed[input] = state with { LooksToPass = state.LooksToPass - 1 };
        return false;
    }

    /// <summary>Notes a failure.</summary>
    /// <returns>Whether it was the last try.</returns>
    public bool IsSpentAfterFailure(string input)
    {
        var tries = failed.GetValueOrDefault(input).Tries + 1;
        failed[input] = (tries, (1 << Math.Min(tries - 1, MostDoublings)) - 1);
        return tries >= RecordPoison.MostTries;
    }

    /// <summary>Forgets an input that went through or was put aside.</summary>
    public void Forget(string input) => failed.Remove(input);
}
