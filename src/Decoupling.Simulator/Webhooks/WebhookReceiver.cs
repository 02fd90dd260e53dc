using System.Runtime.CompilerServices;
using Decoupling.Simulator.Hosting;
using Microsoft.AspNetCore.Http;

namespace Decoupling.Simulator.Webhooks;

/// <summary>A webhook on loopback that takes, checks and refuses messages as Slack's incoming webhook does, and keeps them.</summary>
/// <remarks>Safe for parallel use. Nothing is kept on disk.</remarks>
public sealed class WebhookReceiver : IAsyncDisposable
{
    private static readonly TimeSpan s_messageSpacing = TimeSpan.FromSeconds(1);
    private readonly WebhookReceiverOptions _options;
    private readonly TimeProvider _clock;
    private readonly Lock _lock = new();
    private readonly List<ReceivedWebhook> _received = [];
    private readonly Queue<WebhookAnswer> _script = [];
    private readonly Dictionary<string, long> _lastPostedAt = [];
    private TaskCompletionSource _arrival = NewArrival();
    private LoopbackServer? _server;

    private WebhookReceiver(WebhookReceiverOptions options, TimeProvider clock)
    {
        _options = options;
        _clock = clock;
    }

    /// <summary>Where a message is posted: an address like Slack's, <c>http://127.0.0.1:…/services/T000/B000/XXXX</c>.</summary>
    public Uri Address => new(_server!.Address, "services/T000/B000/XXXX");

    /// <summary>Every request so far, refused ones included, in the order in which they came.</summary>
    public IReadOnlyList<ReceivedWebhook> Received
    {
        get
        {
            lock (_lock)
                return [.. _received];
        }
    }

    /// <summary>The messages that are in the channel, in order.</summary>
    public IReadOnlyList<ReceivedWebhook> Posted => [.. Received.Where(webhook => webhook.IsPosted)];

    /// <summary>Starts to receive.</summary>
    /// <param name="options">How it behaves.</param>
    /// <param name="clock">The clock whose timestamps the rate limit counts by, and of <see cref="ReceivedWebhook.ReceivedAt"/>.</param>
    /// <param name="cancellationToken">Gives up the start.</param>
    public static async Task<WebhookReceiver> StartAsync(
        WebhookReceiverOptions options,
        TimeProvider clock,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(clock);
        var receiver = new WebhookReceiver(options, clock);
        receiver._server = await LoopbackServer.StartAsync(options.Port, receiver.HandleAsync, cancellationToken);
        return receiver;
    }

    /// <summary>Scripts the answers to the next requests, one each; after them requests are answered as usual.</summary>
    public void Script(params IEnumerable<WebhookAnswer> answers)
    {
        ArgumentNullException.ThrowIfNull(answers);
        lock (_lock)
        {
            foreach (var answer in answers)
                _script.Enqueue(answer);
        }
    }

    /// <summary>Every request from the first on, in order; waits for the next one until cancelled.</summary>
    public async IAsyncEnumerable<ReceivedWebhook> ReadAllAsync(
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        for (var next = 0; ; next++)
        {
            ReceivedWebhook? webhook = null;
            while (webhook is null)
            {
                Task arrival;
                lock (_lock)
                {
                    webhook = next < _received.Count ? _received[next] : null;
                    arrival = _arrival.Task;
                }
                if (webhook is null)
                    await arrival.WaitAsync(cancellationToken);
            }
            yield return webhook;
        }
    }

    /// <summary>Stops to receive; requests that hang are ended.</summary>
    public ValueTask DisposeAsync() => _server?.DisposeAsync() ?? ValueTask.CompletedTask;

    private async Task HandleAsync(HttpContext context, CancellationToken cancellationToken)
    {
        using var buffer = new MemoryStream();
        await context.Request.Body.CopyToAsync(buffer, cancellationToken);
        var answer = Record(context.Request, buffer.ToArray(), out var webhook, out var retryAfter);
        if (answer.Delay > TimeSpan.Zero)
            await Task.Delay(answer.Delay, TimeProvider.System, cancellationToken);
        if (answer.IsHang)
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);
        if (answer.IsReset)
        {
            context.Abort();
            return;
        }
        context.Response.StatusCode = webhook.Status!.Value;
        context.Response.ContentType = "text/html";
        if (retryAfter is { } wait)
            context.Response.Headers.RetryAfter = ((long)Math.Ceiling(wait.TotalSeconds)).ToString(
                System.Globalization.CultureInfo.InvariantCulture
            );
        await context.Response.WriteAsync(webhook.Answer, cancellationToken);
    }

    private WebhookAnswer Record(
        HttpRequest request,
        byte[] body,
        out ReceivedWebhook webhook,
        out TimeSpan? retryAfter
    )
    {
        lock (_lock)
        {
            var now = _clock.GetUtcNow();
            var answer = _script.Count > 0 ? _script.Dequeue() : WebhookAnswer.Usual;
            var (status, text, wait) = answer.Status is { } scripted
                ? (scripted, scripted == 429 ? "rate_limited" : "scripted_error", answer.RetryAfter)
                : Judge(request, body);
            var isPosted = status == StatusCodes.Status200OK;
            if (isPosted)
                _lastPostedAt[request.Path.Value!] = _clock.GetTimestamp();
            webhook = new()
            {
                ReceivedAt = now,
                Path = request.Path.Value ?? "/",
                Headers = request.Headers.ToDictionary(
                    header => header.Key,
                    header => header.Value.ToString(),
                    StringComparer.OrdinalIgnoreCase
                ),
                Body = body,
                Status = answer.IsReset || answer.IsHang ? null : status,
                Answer = text,
                IsPosted = isPosted,
            };
            retryAfter = wait;
            _received.Add(webhook);
            _arrival.SetResult();
            _arrival = NewArrival();
            return answer;
        }
    }

    private (int Status, string Answer, TimeSpan? RetryAfter) Judge(HttpRequest request, byte[] body)
    {
        if (!HttpMethods.IsPost(request.Method))
            return (StatusCodes.Status405MethodNotAllowed, "method_not_allowed", null);
        var parts = (request.Path.Value ?? "").Split('/');
        if (parts is not ["", "services", ['T', ..], ['B', ..], { Length: > 0 }])
            return (StatusCodes.Status404NotFound, "no_service", null);
        var isTooSoon =
            _lastPostedAt.TryGetValue(request.Path.Value!, out var last)
            && _clock.GetElapsedTime(last) < s_messageSpacing;
        if (_options.EnforceRateLimit && isTooSoon)
            return (StatusCodes.Status429TooManyRequests, "rate_limited", s_messageSpacing);
        var verdict = SlackPayload.Check(request.ContentType, body);
        return verdict == SlackPayload.Accepted
            ? (StatusCodes.Status200OK, verdict, null)
            : (StatusCodes.Status400BadRequest, verdict, null);
    }

    private static TaskCompletionSource NewArrival() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
