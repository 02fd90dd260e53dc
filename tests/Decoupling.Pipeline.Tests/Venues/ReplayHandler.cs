using System.Net;
using System.Net.Http.Headers;

namespace Decoupling.Pipeline.Tests.Venues;

/// <summary>Answers each request that a recording holds, and fails the test on any other.</summary>
internal sealed class ReplayHandler(IReadOnlyDictionary<string, string> bodies) : HttpMessageHandler
{
    private readonly List<string> _sent = [];

    /// <summary>Answers instead of the recording, for requests where it returns something.</summary>
    public Func<string, CancellationToken, Task<HttpResponseMessage>?>? Instead { get; set; }

    /// <summary>The paths and queries that were asked for, in order.</summary>
    public IReadOnlyList<string> Sent
    {
        get
        {
            lock (_sent)
                return [.. _sent];
        }
    }

    public static HttpResponseMessage Json(string body, HttpStatusCode status = HttpStatusCode.OK) =>
        Json(System.Text.Encoding.UTF8.GetBytes(body), status);

    public static HttpResponseMessage Json(byte[] body, HttpStatusCode status = HttpStatusCode.OK) =>
        new(status)
        {
            Content = new ByteArrayContent(body)
            {
                Headers = { ContentType = new MediaTypeHeaderValue("application/json", "utf-8") },
            },
        };

    protected override async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request,
        CancellationToken cancellationToken
    )
    {
        var path = request.RequestUri!.PathAndQuery.TrimStart('/');
        if (request.Content is { } posted)
            path += " " + await posted.ReadAsStringAsync(cancellationToken);
        lock (_sent)
            _sent.Add(path);
        if (Instead?.Invoke(path, cancellationToken) is { } instead)
            return await instead;
        return bodies.TryGetValue(path, out var body)
            ? Json(body)
            : throw new InvalidOperationException($"The recording holds no reply to {path}.");
    }
}
