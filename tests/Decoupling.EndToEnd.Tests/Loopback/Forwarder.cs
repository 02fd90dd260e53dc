using System.Collections.Concurrent;
using Decoupling.Simulator.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace Decoupling.EndToEnd.Tests.Loopback;

/// <summary>Stands on loopback in front of a server, passes requests and replies on byte for byte, and notes them.</summary>
internal sealed class Forwarder : IAsyncDisposable
{
    private readonly HttpClient client = new(
        new SocketsHttpHandler
        {
            UseProxy = false,
            AllowAutoRedirect = false,
            UseCookies = false,
        }
    );
    private readonly ConcurrentQueue<string> requests = [];
    private readonly TaskCompletionSource firstRequest = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource firstHeld = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Uri target;
    private readonly WriteGate? gate;
    private LoopbackServer? server;

    private Forwarder(Uri target, WriteGate? gate)
    {
        this.target = target;
        this.gate = gate;
    }

    /// <summary>Where it listens, with the target's path.</summary>
    public Uri Address => new(server!.Address, target.AbsolutePath);

    /// <summary>Method, path and query of every request so far.</summary>
    public IReadOnlyCollection<string> Requests => requests;

    /// <summary>Done when a request has come.</summary>
    public Task FirstRequest => firstRequest.Task;

    /// <summary>Answers 403 in the target's place to what has this in its path.</summary>
    public string? Forbidden { get; set; }

    /// <summary>Leaves a PUT without an answer that has this in its path.</summary>
    public string? Held { get; set; }

    /// <summary>Done when a request was left without an answer.</summary>
    public Task FirstHeld => firstHeld.Task;

    public static async Task<Forwarder> StartAsync(Uri target, WriteGate? gate = null)
    {
        var forwarder = new Forwarder(target, gate);
        forwarder.server = await LoopbackServer.StartAsync(
            0,
            forwarder.HandleAsync,
            TestContext.Current.CancellationToken
        );
        return forwarder;
    }

    public async ValueTask DisposeAsync()
    {
        if (server is not null)
        {
            await server.DisposeAsync();
        }

        client.Dispose();
    }

    private async Task HandleAsync(HttpContext context, CancellationToken cancellationToken)
    {
        requests.Enqueue($"{context.Request.Method} {context.Request.Path}{context.Request.QueryString}");
        firstRequest.TrySetResult();
        if (Forbidden is { } part && context.Request.Path.Value!.Contains(part, StringComparison.Ordinal))
        {
            context.Response.StatusCode = StatusCodes.Status403Forbidden;
            return;
        }

        if (
            Held is { } held
            && HttpMethods.IsPut(context.Request.Method)
            && context.Request.Path.Value!.Contains(held, StringComparison.Ordinal)
        )
        {
            firstHeld.TrySetResult();
            await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
        }

        var number = gate?.NumberOf(context.Request.Method) ?? 0;
        if (gate is not null && await gate.StrikesAsync(number, KillMoment.Before))
        {
            context.Abort();
            return;
        }

        using var request = await CopyAsync(context.Request, cancellationToken);
        using var reply = await client.SendAsync(request, CancellationToken.None);
        var body = await reply.Content.ReadAsByteArrayAsync(CancellationToken.None);
        if (gate is not null && await gate.StrikesAsync(number, KillMoment.After))
        {
            context.Abort();
            return;
        }

        await AnswerAsync(context.Response, reply, body, cancellationToken);
    }

    private async Task<HttpRequestMessage> CopyAsync(HttpRequest from, CancellationToken cancellationToken)
    {
        // The query as it was sent: a signature covers it.
        var address = new Uri(
            new Uri(target.GetLeftPart(UriPartial.Authority)),
            $"{from.Path.ToUriComponent()}{from.QueryString}"
        );
        using var body = new MemoryStream();
        await from.Body.CopyToAsync(body, cancellationToken);
        var request = new HttpRequestMessage(new HttpMethod(from.Method), address)
        {
            Content =
                body.Length > 0 || from.Headers.ContentLength is not null ? new ByteArrayContent(body.ToArray()) : null,
        };
        foreach (var (name, values) in from.Headers)
        {
            if (!request.Headers.TryAddWithoutValidation(name, (IEnumerable<string>)values))
            {
                request.Content?.Headers.TryAddWithoutValidation(name, (IEnumerable<string>)values);
            }
        }

        return request;
    }

    private static async Task AnswerAsync(
        HttpResponse to,
        HttpResponseMessage reply,
        byte[] body,
        CancellationToken cancellationToken
    )
    {
        to.StatusCode = (int)reply.StatusCode;
        foreach (var (name, values) in reply.Headers.Concat(reply.Content.Headers))
        {
            if (!name.Equals("Transfer-Encoding", StringComparison.OrdinalIgnoreCase))
            {
                to.Headers[name] = new StringValues([.. values]);
            }
        }

        if (body.Length > 0)
        {
            await to.Body.WriteAsync(body, cancellationToken);
        }
    }
}
