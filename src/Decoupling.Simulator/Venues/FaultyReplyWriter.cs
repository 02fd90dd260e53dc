using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Decoupling.Simulator.Venues.Wire;
using Microsoft.AspNetCore.Http;

namespace Decoupling.Simulator.Venues;

/// <summary>Sends one reply, with what the fault does to it.</summary>
internal sealed class FaultyReplyWriter(HttpContext context, SimulatorFault? fault, IVenueApi api)
{
    private const string Page = "<html><head><title>Request blocked</title></head><body>Request blocked.</body></html>";

    /// <summary>Waits, and answers in the venue's place where the fault says so; false where the venue is to answer.</summary>
    public async Task<bool> AnswersInsteadAsync(long now, CancellationToken cancellationToken)
    {
        if (fault is null)
            return false;
        if (fault.Latency > TimeSpan.Zero)
            await Task.Delay(fault.Latency, TimeProvider.System, cancellationToken);
        if (fault.Hang)
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);
        if (fault.RedirectTo is { } target)
        {
            context.Response.Redirect(target.ToString());
            return true;
        }
        if (fault.Status is not { } status)
            return false;
        if (fault.RetryAfter is { } wait)
            context.Response.Headers.RetryAfter = Digits.Whole((long)Math.Ceiling(wait.TotalSeconds));
        await WriteAsync(api.Error((int)status, now), cancellationToken);
        return true;
    }

    /// <summary>Sends the reply.</summary>
    public async Task WriteAsync(VenueReply reply, CancellationToken cancellationToken)
    {
        var response = context.Response;
        var body = fault is null ? reply.Body : Spoil(reply.Body, fault);
        response.StatusCode = reply.Status;
        response.ContentType = fault?.ContentType ?? api.ContentType;
        response.ContentLength = body.Length;
        // Where fewer bytes come than were announced, the server closes the connection.
        var sent = fault?.TruncatedBody == true ? body[..(body.Length / 2)] : body;
        await response.Body.WriteAsync(sent, cancellationToken);
        await response.Body.FlushAsync(cancellationToken);
    }

    private static ReadOnlyMemory<byte> Spoil(ReadOnlyMemory<byte> body, SimulatorFault fault)
    {
        if (fault.ContentType?.StartsWith("text/html", StringComparison.OrdinalIgnoreCase) == true)
            return Encoding.UTF8.GetBytes(Page);
        if (fault.MissingFields.Count > 0)
        {
            var root = JsonNode.Parse(body.Span);
            Remove(root, fault.MissingFields);
            body = JsonSerializer.SerializeToUtf8Bytes(root);
        }
        return fault.BrokenJson ? body[..(body.Length - body.Length / 4 - 1)] : body;
    }

    private static void Remove(JsonNode? node, IReadOnlyList<string> names)
    {
        if (node is JsonArray array)
        {
            foreach (var item in array)
                Remove(item, names);
        }
        if (node is JsonObject json)
        {
            foreach (var name in names)
                json.Remove(name);
            foreach (var (_, value) in json)
                Remove(value, names);
        }
    }
}
