using Azure.Core;
using Azure.Core.Pipeline;

namespace Decoupling.Fallbacks.Tests;

/// <summary>Answers with the replies given, in their order, and keeps what was asked.</summary>
internal sealed class ScriptedTransport(params HttpResponseMessage[] replies) : HttpPipelineTransport, IDisposable
{
    private readonly HttpClientTransport inner = new(new Script(new Queue<HttpResponseMessage>(replies)));

    public List<string> Uris { get; } = [];

    public Dictionary<string, string> LastHeaders { get; private set; } = [];

    public override Request CreateRequest() => inner.CreateRequest();

    public override void Process(HttpMessage message) => throw new NotSupportedException();

    public override ValueTask ProcessAsync(HttpMessage message)
    {
        Uris.Add(message.Request.Uri.ToString());
        LastHeaders = message.Request.Headers.ToDictionary(header => header.Name, header => header.Value);
        return inner.ProcessAsync(message);
    }

    public void Dispose() => inner.Dispose();

    private sealed class Script(Queue<HttpResponseMessage> replies) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(
            HttpRequestMessage request,
            CancellationToken cancellationToken
        ) => Task.FromResult(replies.Dequeue());
    }
}
