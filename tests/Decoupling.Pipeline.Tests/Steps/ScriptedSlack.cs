using System.Net;
using System.Text.Json;

namespace Decoupling.Pipeline.Tests.Steps;

/// <summary>Slack as a script: each request takes the next answer, and after them all are taken. Nothing waits but for the clock.</summary>
internal sealed class ScriptedSlack(TimeProvider clock) : HttpMessageHandler
{
    private readonly Queue<Func<CancellationToken, Task<HttpResponseMessage>>> script = [];

    /// <summary>The lock-screen texts of what was sent, in order.</summary>
    public List<string> Sent { get; } = [];

    public List<DateTimeOffset> SentAt { get; } = [];

    public void Answer(params HttpStatusCode[] statuses)
    {
        foreach (var status in statuses)
        {
            script.Enqueue(_ => Task.FromResult(new HttpResponseMessage(status)));
        }
    }

    public void AskToRest(TimeSpan retryAfter) =>
        script.Enqueue(_ =>
        {
            var response = new HttpResponseMessage(HttpStatusCode.TooManyRequests);
            response.Headers.RetryAfter = new(retryAfter);
            return Task.FromResult(response);
        });

    /// <summary>Never answers; the sender's time runs out.</summary>
    public void Hang() =>
        script.Enqueue(async cancellationToken =>
        {
            var never = new TaskCompletionSource<HttpResponseMessage>();
            await using var registration = cancellationToken.Register(() => never.TrySetCanceled(cancellationToken));
            return await never.Task;
        });

    /// <summary>Takes the message after something has happened.</summary>
    public void AnswerAfter(Func<Task> action) =>
        script.Enqueue(async _ =>
        {
            await action();
            return new HttpResponseMessage(HttpStatusCode.OK);
        });

    protected override async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request,
        CancellationToken cancellationToken
    )
    {
        using var body = JsonDocument.Parse(await request.Content!.ReadAsStringAsync(cancellationToken));
        Sent.Add(body.RootElement.GetProperty("text").GetString()!);
        SentAt.Add(clock.GetUtcNow());
        return script.TryDequeue(out var answer)
            ? await answer(cancellationToken)
            : new HttpResponseMessage(HttpStatusCode.OK);
    }
}
