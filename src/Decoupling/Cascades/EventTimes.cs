using Decoupling.Results;

namespace Decoupling.Cascades;

/// <summary>What times of events must be.</summary>
internal static class EventTimes
{
    /// <summary>Why they are none, naming the first that is wrong, or <see langword="null"/>.</summary>
    public static Refusal? FindFault(ReadOnlySpan<double> seconds, double endSeconds)
    {
        if (!(endSeconds > 0 && endSeconds < double.PositiveInfinity))
        {
            return new Refusal(
                MetricStatus.InvalidInput,
                $"The observation ends at {CascadeText.Of(endSeconds)} s, not after 0."
            );
        }

        var previous = 0.0;
        for (var i = 0; i < seconds.Length; i++)
        {
            if (!(seconds[i] >= previous && seconds[i] <= endSeconds))
            {
                return new Refusal(
                    MetricStatus.InvalidInput,
                    $"Event {i} is at {CascadeText.Of(seconds[i])} s, not between {CascadeText.Of(previous)} s and {CascadeText.Of(endSeconds)} s."
                );
            }

            previous = seconds[i];
        }

        return null;
    }

    /// <summary>Spreads events of one time evenly over a step of the clock, or up to the next event where that is sooner.</summary>
    public static void SpreadTies(Span<double> seconds, double clockStep, double endSeconds)
    {
        for (var first = 0; first < seconds.Length; )
        {
            var next = first + 1;
            while (next < seconds.Length && seconds[next] == seconds[first])
            {
                next++;
            }

            var room = Math.Min(clockStep, (next < seconds.Length ? seconds[next] : endSeconds) - seconds[first]);
            for (var i = first + 1; i < next; i++)
            {
                seconds[i] = seconds[first] + room * (i - first) / (next - first);
            }

            first = next;
        }
    }
}
