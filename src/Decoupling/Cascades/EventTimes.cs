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
}
