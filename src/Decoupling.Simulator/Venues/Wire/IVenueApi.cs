namespace Decoupling.Simulator.Venues.Wire;

/// <summary>One REST interface of a venue.</summary>
internal interface IVenueApi
{
    /// <summary>The value of Content-Type.</summary>
    string ContentType { get; }

    /// <summary>The endpoints that <see cref="Answer"/> knows, without a leading slash.</summary>
    IReadOnlyCollection<string> Endpoints { get; }

    /// <summary>Whether an endpoint is one of them; where a path holds a symbol, its place is asked for.</summary>
    bool Knows(string endpoint) => Endpoints.Contains(endpoint);

    /// <summary>What the request costs, and of which limit.</summary>
    RequestCost CostOf(VenueRequest request);

    /// <summary>The reply; a request that the venue would refuse throws <see cref="VenueRefusalException"/>.</summary>
    VenueReply Answer(VenueRequest request);

    /// <summary>The reply to a request over the limit.</summary>
    VenueReply OverLimit(RequestLimit limit, long now);

    /// <summary>The venue's error body for a status that a fault asks for.</summary>
    VenueReply Error(int status, long now);

    /// <summary>Whether the venue is asked by POST, with JSON; by GET otherwise.</summary>
    bool IsPosted => false;

    /// <summary>The headers that tell how much of the limits is used.</summary>
    IEnumerable<(string Name, string Value)> UsageHeaders(RequestLimits limits, long now);
}
