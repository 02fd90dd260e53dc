namespace Decoupling.Simulator.Webhooks;

/// <summary>How a <see cref="WebhookReceiver"/> answers one request, scripted.</summary>
public sealed record WebhookAnswer
{
    private WebhookAnswer() { }

    /// <summary>The status of a refusal, or <see langword="null"/> where the request is checked and answered as usual.</summary>
    public int? Status { get; private init; }

    /// <summary>The value of Retry-After beside <see cref="Status"/>, or <see langword="null"/>.</summary>
    public TimeSpan? RetryAfter { get; private init; }

    /// <summary>How long the answer is held back, in real time.</summary>
    public TimeSpan Delay { get; private init; }

    /// <summary>Whether the connection is closed in the answer's place.</summary>
    public bool IsReset { get; private init; }

    /// <summary>Whether no answer comes at all.</summary>
    public bool IsHang { get; private init; }

    /// <summary>Checked and answered as usual: 200 or 400.</summary>
    public static WebhookAnswer Usual { get; } = new();

    /// <summary>Checked and posted as usual, but the connection is closed before the answer: the sender cannot know.</summary>
    public static WebhookAnswer PostThenReset { get; } = new() { IsReset = true };

    /// <summary>Not posted; the connection is closed without an answer.</summary>
    public static WebhookAnswer Reset { get; } = new() { IsReset = true, Status = 0 };

    /// <summary>Not posted; no answer comes until the sender gives up.</summary>
    public static WebhookAnswer Hang { get; } = new() { IsHang = true, Status = 0 };

    /// <summary>Not posted; refused with a status, and with Retry-After if given.</summary>
    public static WebhookAnswer Refuse(int status, TimeSpan? retryAfter = null) =>
        new() { Status = status, RetryAfter = retryAfter };

    /// <summary>Posted as usual, answered late by real time.</summary>
    public static WebhookAnswer Slow(TimeSpan delay) => new() { Delay = delay };
}
