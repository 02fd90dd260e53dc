using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace Decoupling.Simulator.Venues.Wire;

/// <summary>A request as a venue sees it: path, query, and the time that the venue holds it to be (Unix milliseconds).</summary>
internal sealed record VenueRequest(string Endpoint, IQueryCollection Query, long Now)
{
    /// <summary>The time of each side of the book, where a fault holds one back.</summary>
    public long BidsAt { get; init; } = Now;

    /// <inheritdoc cref="BidsAt"/>
    public long AsksAt { get; init; } = Now;

    /// <summary>What was posted, or null.</summary>
    public JsonNode? Posted { get; init; }

    /// <summary>A parameter, or null where it is absent or empty.</summary>
    public string? Text(string name) => Query.TryGetValue(name, out var value) && value != "" ? value.ToString() : null;

    /// <summary>A whole number that is at least 0, or null where it is absent; what cannot be read is handed to <paramref name="refuse"/>.</summary>
    public long? Number(string name, Func<string, VenueRefusalException> refuse)
    {
        if (Text(name) is not { } text)
            return null;
        return long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value)
            ? value
            : throw refuse(name);
    }
}
