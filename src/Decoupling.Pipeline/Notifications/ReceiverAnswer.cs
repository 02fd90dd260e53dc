using System.Buffers;
using System.Text;

namespace Decoupling.Pipeline.Notifications;

/// <summary>What a receiver answered to one attempt.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="RetryAfter">What its Retry-After asks for, 0 to a day, or <see langword="null"/> where there is none.</param>
/// <param name="Body">The beginning of the body, at most <see cref="LongestBody"/> bytes; empty for 2xx. It may repeat what was sent: no reason may hold it unread.</param>
internal sealed record ReceiverAnswer(int Status, TimeSpan? RetryAfter, ReadOnlyMemory<byte> Body)
{
    /// <summary>The most that is read of a body, in bytes.</summary>
    public const int LongestBody = 4_096;

    // A receiver that asks for more has erred, and must not silence the alerts for it.
    private static readonly TimeSpan LongestRest = TimeSpan.FromDays(1);

    // A receiver's word for its reason, as "invalid_blocks"; anything longer is no word.
    private const int LongestWord = 64;

    private static readonly SearchValues<byte> LettersOfWords = SearchValues.Create("abcdefghijklmnopqrstuvwxyz_"u8);

    /// <summary>The body as a word, with a space before it; empty where it is anything else.</summary>
    public string Word
    {
        get
        {
            var word = Body.Span[..Math.Min(Body.Length, LongestWord)];
            return word.IsEmpty || word.ContainsAnyExcept(LettersOfWords) ? "" : $" {Encoding.ASCII.GetString(word)}";
        }
    }

    /// <summary>A rest that a receiver asks for, brought within 0 to a day.</summary>
    public static TimeSpan Bounded(TimeSpan rest) => TimeSpan.FromTicks(Math.Clamp(rest.Ticks, 0, LongestRest.Ticks));

    /// <summary>What the status means: taken, to be tried again, gone, or refused.</summary>
    /// <param name="word">What to say beside the status, with a space before it; nothing that was not checked to be harmless.</param>
    public DeliveryOutcome ToOutcome(string word = "") =>
        Status switch
        {
            >= 200 and < 300 => new DeliveryOutcome(DeliveryKind.Delivered, $"HTTP {Status}"),
            408 or 429 or >= 500 => new DeliveryOutcome(DeliveryKind.Retry, $"HTTP {Status}", RetryAfter)
            {
                MayHaveArrived = Status is >= 500 and not 503,
            },
            410 => new DeliveryOutcome(DeliveryKind.Gone, $"HTTP {Status}{word}"),
            _ => new DeliveryOutcome(DeliveryKind.Refused, $"HTTP {Status}{word}"),
        };
}
