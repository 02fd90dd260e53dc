using System.Text;
using System.Text.Json;
using Decoupling.Simulator.Webhooks;

namespace Decoupling.Simulator.Tests.Webhooks;

/// <summary>A receiver whose clock is moved by hand, and a client.</summary>
internal sealed class ReceiverHost : IAsyncDisposable
{
    private ReceiverHost(WebhookReceiver receiver, ManualClock clock)
    {
        Receiver = receiver;
        Clock = clock;
    }

    public WebhookReceiver Receiver { get; }

    public ManualClock Clock { get; }

    public HttpClient Http { get; } = new();

    public static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static async Task<ReceiverHost> StartAsync(bool enforceRateLimit = false)
    {
        var clock = new ManualClock(new(2025, 3, 11, 12, 0, 0, TimeSpan.Zero));
        var options = new WebhookReceiverOptions { EnforceRateLimit = enforceRateLimit };
        return new(await WebhookReceiver.StartAsync(options, clock, Cancellation), clock);
    }

    public Task<HttpResponseMessage> PostAsync(object message) => PostTextAsync(JsonSerializer.Serialize(message));

    public async Task<HttpResponseMessage> PostTextAsync(string body, string type = "application/json")
    {
        using var content = new StringContent(body, Encoding.UTF8, type);
        return await Http.PostAsync(Receiver.Address, content, Cancellation);
    }

    /// <summary>Status and body of the answer: "200 ok".</summary>
    public async Task<string> AnswerAsync(object message) => await AnswerOfAsync(await PostAsync(message));

    public static async Task<string> AnswerOfAsync(HttpResponseMessage response)
    {
        using var owned = response;
        return $"{(int)response.StatusCode} {await response.Content.ReadAsStringAsync(Cancellation)}";
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await Receiver.DisposeAsync();
    }
}
