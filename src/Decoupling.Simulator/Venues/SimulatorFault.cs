using System.Net;

namespace Decoupling.Simulator.Venues;

/// <summary>How a simulated endpoint misbehaves. What is not set is as usual; what is set adds up.</summary>
public sealed record SimulatorFault
{
    /// <summary>How long each reply is held back, in real time (a client's timeout runs in real time too). Default none.</summary>
    public TimeSpan Latency { get; init; }

    /// <summary>The status that is answered instead of data, with the venue's error body for it; <see langword="null"/> (the default) for data.</summary>
    public HttpStatusCode? Status { get; init; }

    /// <summary>The value of Retry-After beside <see cref="Status"/>, in whole seconds; <see langword="null"/> (the default) for none.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>Sends half of the body that was announced and closes the connection. Default false.</summary>
    public bool TruncatedBody { get; init; }

    /// <summary>Sends a body that ends in the middle of the JSON, as a whole reply. Default false.</summary>
    public bool BrokenJson { get; init; }

    /// <summary>The Content-Type that is sent instead of the venue's; with "text/html" the body is a page. Default <see langword="null"/>.</summary>
    public string? ContentType { get; init; }

    /// <summary>Where a 302 leads to; <see langword="null"/> (the default) for none.</summary>
    public Uri? RedirectTo { get; init; }

    /// <summary>Never answers; the connection stays open until the client or the simulator ends. Default false.</summary>
    public bool Hang { get; init; }

    /// <summary>The time at which the venue's data and clock stand still, UTC; <see langword="null"/> (the default) while they run.</summary>
    public DateTimeOffset? StaleSinceAt { get; init; }

    /// <summary>The names of the JSON properties that are left out, wherever they stand. Default none.</summary>
    public IReadOnlyList<string> MissingFields { get; init; } = [];

    /// <summary>The side of the book that stands still; <see langword="null"/> (the default) for none.</summary>
    public FrozenBookSide? FrozenBook { get; init; }

    /// <summary>For how many requests it holds, at least 1; <see langword="null"/> (the default) until it is cleared.</summary>
    public int? Requests { get; init; }
}
