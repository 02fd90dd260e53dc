namespace Decoupling.Simulator.Venues;

/// <summary>The faults of a running simulator, to be set and cleared at any time, and how often each endpoint was asked.</summary>
/// <remarks>Safe for parallel use. A fault of an endpoint goes before a fault of its venue.</remarks>
public sealed class SimulatorFaults
{
    private readonly Lock _lock = new();
    private readonly Dictionary<(SimulatedVenue Venue, string? Endpoint), (SimulatorFault Fault, int? Left)> _faults =
    [];
    private readonly Dictionary<(SimulatedVenue Venue, string Endpoint), int> _requests = [];

    /// <summary>Makes every endpoint of <paramref name="venue"/> misbehave from the next request on.</summary>
    public void Set(SimulatedVenue venue, SimulatorFault fault) => Put(venue, null, fault);

    /// <summary>Makes one endpoint misbehave from the next request on.</summary>
    /// <param name="venue">The venue.</param>
    /// <param name="endpoint">The path below the venue's address, as in "fapi/v1/klines".</param>
    /// <param name="fault">How it misbehaves.</param>
    public void Set(SimulatedVenue venue, string endpoint, SimulatorFault fault) => Put(venue, endpoint, fault);

    /// <summary>Ends a venue's faults, those of its endpoints included.</summary>
    public void Clear(SimulatedVenue venue)
    {
        lock (_lock)
        {
            foreach (var key in _faults.Keys.Where(key => key.Venue == venue).ToList())
                _faults.Remove(key);
        }
    }

    /// <summary>Ends the fault of one endpoint.</summary>
    public void Clear(SimulatedVenue venue, string endpoint)
    {
        lock (_lock)
            _faults.Remove((venue, endpoint));
    }

    /// <summary>How often an endpoint was asked since the start, faulty replies included.</summary>
    public int RequestsOf(SimulatedVenue venue, string endpoint)
    {
        lock (_lock)
            return _requests.GetValueOrDefault((venue, endpoint));
    }

    /// <summary>How often a venue was asked since the start, faulty replies included.</summary>
    public int RequestsOf(SimulatedVenue venue)
    {
        lock (_lock)
            return _requests.Where(entry => entry.Key.Venue == venue).Sum(entry => entry.Value);
    }

    /// <summary>Counts a request and says what goes wrong with it, or null.</summary>
    internal SimulatorFault? Take(SimulatedVenue venue, string endpoint)
    {
        lock (_lock)
        {
            _requests[(venue, endpoint)] = _requests.GetValueOrDefault((venue, endpoint)) + 1;
            (SimulatedVenue, string?) key = (venue, endpoint);
            if (!_faults.ContainsKey(key))
                key = (venue, null);
            if (!_faults.TryGetValue(key, out var entry))
                return null;
            if (entry.Left == 1)
                _faults.Remove(key);
            else if (entry.Left is { } left)
                _faults[key] = (entry.Fault, left - 1);
            return entry.Fault;
        }
    }

    private void Put(SimulatedVenue venue, string? endpoint, SimulatorFault fault)
    {
        ArgumentNullException.ThrowIfNull(fault);
        if (fault.Requests is { } requests)
            ArgumentOutOfRangeException.ThrowIfLessThan(requests, 1, nameof(fault));
        lock (_lock)
            _faults[(venue, endpoint)] = (fault, fault.Requests);
    }
}
