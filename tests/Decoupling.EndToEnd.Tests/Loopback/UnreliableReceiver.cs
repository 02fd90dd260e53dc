using System.Globalization;
using System.Text;
using Decoupling.Simulator.Hosting;
using Microsoft.AspNetCore.Http;

namespace Decoupling.EndToEnd.Tests.Loopback;

/// <summary>A webhook on loopback that takes, refuses for a while, breaks off, hangs and dawdles at random, and keeps what it was asked.</summary>
internal sealed class UnreliableReceiver : IAsyncDisposable
{
    private const int ShortDelaySeconds = 10;

    // Longer than a sender takes to be started again, and shorter than a claim lasts: it outlives who heard it.
    private const int LongDelaySeconds = 80;

    private static readonly TimeSpan Dawdling = TimeSpan.FromMilliseconds(20);

    private readonly Lock gate = new();
    private readonly Random random;
    private readonly TimeProvider clock;
    private readonly List<ReceivedRequest> requests = [];
    private LoopbackServer? server;

    private UnreliableReceiver(int seed, TimeProvider clock) => (random, this.clock) = (new Random(seed), clock);

    public Uri Address => server!.Address;

    /// <summary>Takes everything from now on.</summary>
    public bool IsReliable { get; set; }

    /// <summary>Which sender is alive, as requests are counted to it.</summary>
    public int Sender { get; set; }

    /// <summary>The request that is refused with a delay that outlives its sender; 0 for none.</summary>
    public int LongRefusal { get; set; }

    /// <summary>Is asked with the number of the request, from 1, before and after it is answered; a sender may be killed there.</summary>
    public Func<int, KillMoment, Task> AtRequest { get; set; } = (_, _) => Task.CompletedTask;

    /// <summary>All requests so far, in the order in which they came.</summary>
    public IReadOnlyList<ReceivedRequest> Requests
    {
        get
        {
            lock (gate)
            {
                return [.. requests];
            }
        }
    }

    public static async Task<UnreliableReceiver> StartAsync(int seed, TimeProvider clock)
    {
        var receiver = new UnreliableReceiver(seed, clock);
        receiver.server = await LoopbackServer.StartAsync(
            0,
            receiver.HandleAsync,
            TestContext.Current.CancellationToken
        );
        return receiver;
    }

    public ValueTask DisposeAsync() => server?.DisposeAsync() ?? ValueTask.CompletedTask;

    private async Task HandleAsync(HttpContext context, CancellationToken cancellationToken)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, cancellationToken);
        var (number, answer, retryAfter) = Record(context.Request.Path.Value!, Encoding.UTF8.GetString(body.ToArray()));
        await AtRequest(number, KillMoment.Before);
        if (retryAfter is not null)
        {
            context.Response.Headers.RetryAfter = retryAfter;
        }

        switch (answer)
        {
            case Answer.Reset or Answer.ResetButTaken:
                context.Abort();
                break;
            case Answer.Hang or Answer.HangButTaken:
                await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
                break;
            default:
                context.Response.StatusCode = StatusOf(answer);
                await WriteAsync(
                    context.Response,
                    isSlow: answer is Answer.TakenSlowly or Answer.TooManySlowly,
                    cancellationToken
                );
                break;
        }

        await AtRequest(number, KillMoment.After);
    }

    private (int Number, Answer Answer, string? RetryAfter) Record(string path, string body)
    {
        lock (gate)
        {
            var now = clock.GetUtcNow();
            var answer =
                IsReliable || random.Next(2) == 0 ? Answer.Taken : random.GetItems(Enum.GetValues<Answer>(), 1)[0];
            var outlives = requests.Count + 1 == LongRefusal;
            answer = outlives ? Answer.TooMany : answer;
            var seconds = outlives || random.Next(5) == 0 ? LongDelaySeconds : random.Next(1, ShortDelaySeconds);
            var (notBeforeAt, retryAfter) = answer switch
            {
                Answer.TooMany or Answer.TooManySlowly => Seconds(now, seconds),
                Answer.TooManyUntil or Answer.Busy => Date(now, seconds),
                _ => (now, null),
            };
            requests.Add(new ReceivedRequest(requests.Count + 1, Sender, path, body, now, answer, notBeforeAt));
            return (requests.Count, answer, retryAfter);
        }
    }

    private static (DateTimeOffset NotBeforeAt, string Header) Seconds(DateTimeOffset now, int seconds) =>
        (now.AddSeconds(seconds), seconds.ToString(CultureInfo.InvariantCulture));

    // A date in HTTP has whole seconds; the sender need not wait longer than it says.
    private static (DateTimeOffset NotBeforeAt, string Header) Date(DateTimeOffset now, int seconds)
    {
        var at = now.AddSeconds(seconds);
        var whole = new DateTimeOffset(at.UtcTicks - (at.UtcTicks % TimeSpan.TicksPerSecond), TimeSpan.Zero);
        return (whole, whole.ToString("r", CultureInfo.InvariantCulture));
    }

    private static int StatusOf(Answer answer) =>
        answer switch
        {
            Answer.TooMany or Answer.TooManySlowly or Answer.TooManyUntil => StatusCodes.Status429TooManyRequests,
            Answer.Busy => StatusCodes.Status503ServiceUnavailable,
            Answer.Broken or Answer.BrokenButTaken => StatusCodes.Status500InternalServerError,
            _ => StatusCodes.Status200OK,
        };

    private static async Task WriteAsync(HttpResponse response, bool isSlow, CancellationToken cancellationToken)
    {
        for (var part = 0; isSlow && part < 50; part++)
        {
            await response.WriteAsync("slow ", cancellationToken);
            await response.Body.FlushAsync(cancellationToken);
            await Task.Delay(Dawdling, TimeProvider.System, cancellationToken);
        }

        await response.WriteAsync("ok", cancellationToken);
        await response.CompleteAsync();
    }
}

/// <summary>A request as the receiver saw it.</summary>
/// <param name="Number">Which request, from 1.</param>
/// <param name="Sender">Which sender it came from.</param>
/// <param name="Path">The path, a channel each.</param>
/// <param name="Body">The body.</param>
/// <param name="At">When it came, by the senders' clock.</param>
/// <param name="Answer">How it was answered, or was to be when the sender was killed.</param>
/// <param name="NotBeforeAt">When the receiver may be asked again.</param>
internal sealed record ReceivedRequest(
    int Number,
    int Sender,
    string Path,
    string Body,
    DateTimeOffset At,
    Answer Answer,
    DateTimeOffset NotBeforeAt
)
{
    /// <summary>Whether the receiver has the message, whatever the sender got to know.</summary>
    public bool IsTaken =>
        Answer
            is Answer.Taken
                or Answer.TakenSlowly
                or Answer.BrokenButTaken
                or Answer.ResetButTaken
                or Answer.HangButTaken;
}

/// <summary>How a request is answered.</summary>
internal enum Answer
{
    /// <summary>200.</summary>
    Taken,

    /// <summary>200, and a body that takes its time.</summary>
    TakenSlowly,

    /// <summary>429 with seconds.</summary>
    TooMany,

    /// <summary>429 with seconds, and a body that takes its time.</summary>
    TooManySlowly,

    /// <summary>429 with a date.</summary>
    TooManyUntil,

    /// <summary>503 with a date.</summary>
    Busy,

    /// <summary>500.</summary>
    Broken,

    /// <summary>500, though the message was taken.</summary>
    BrokenButTaken,

    /// <summary>The connection is cut.</summary>
    Reset,

    /// <summary>The connection is cut after the message was taken.</summary>
    ResetButTaken,

    /// <summary>Nothing is answered.</summary>
    Hang,

    /// <summary>The message is taken and nothing is answered.</summary>
    HangButTaken,
}
