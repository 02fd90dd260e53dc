using Decoupling.Venues;

namespace Decoupling.Pipeline.Venues;

/// <summary>How a venue's requests go: how far within its limits, how fast, and whether it told us to stay away. Safe for parallel use.</summary>
public sealed class VenueTraffic
{
    /// <summary>So many failed tries in a row, with no answer among them, and the rest of the slot is not tried: a dead venue costs its timeout once.</summary>
    private const int MostFailuresInARow = 8;

    private const int RememberedTrips = 64;

    private readonly Lock _lock = new();
    private readonly IReadOnlyList<VenueHost> _hosts;
    private readonly TimeProvider _time;
    private readonly TimeSpan _rest;
    private readonly Queue<TimeSpan> _trips = new();
    private DateTimeOffset _slotAt;
    private int _failuresInARow;
    private long _answeredAt = long.MinValue;
    private long _gaveUpAt;
    private string? _gaveUpBecause;

    internal VenueTraffic(IReadOnlyList<VenueHost> hosts, TimeSpan rest, TimeProvider time) =>
        (_hosts, _rest, _time) = (hosts, rest, time);

    /// <summary>The median round trip of the last replies, or <see langword="null"/> before the first.</summary>
    public TimeSpan? Latency
    {
        get
        {
            lock (_lock)
                return _trips.Count == 0 ? null : _trips.Order().ElementAt(_trips.Count / 2);
        }
    }

    /// <summary>The limits that requests have counted against, by name.</summary>
    public IReadOnlyList<VenueLimit> Limits =>
        [.. _hosts.SelectMany(host => host.Limits).OrderBy(limit => limit.Name, StringComparer.Ordinal)];

    /// <summary>The longest time for which one of its hosts is to be left alone, by the venue's own word; <see langword="null"/> for none.</summary>
    public VenueHold? Hold
    {
        get
        {
            var longest = _hosts.Select(host => host.Held).MaxBy(held => held.Left);
            return longest.Left > TimeSpan.Zero
                ? new VenueHold(_time.GetUtcNow() + longest.Left, longest.Reason)
                : null;
        }
    }

    /// <summary>Leaves all hosts alone until a time, as another process was told; an earlier end changes nothing.</summary>
    public void Obey(VenueHold hold)
    {
        ArgumentNullException.ThrowIfNull(hold);
        foreach (var host in _hosts)
            host.Hold(hold.UntilAt - _time.GetUtcNow(), hold.Reason);
    }

    /// <summary>Gives a venue that was given up for one slot a new chance in another.</summary>
    public void BeginSlot(DateTimeOffset slotAt)
    {
        lock (_lock)
        {
            if (slotAt != _slotAt)
                (_slotAt, _failuresInARow, _gaveUpBecause) = (slotAt, 0, null);
        }
    }

    /// <summary>Why the rest of the slot is not tried, as the end of a sentence, or <see langword="null"/>.</summary>
    internal string? GaveUpBecause
    {
        get
        {
            lock (_lock)
                return _gaveUpBecause is not null && _time.GetElapsedTime(_gaveUpAt) < _rest ? _gaveUpBecause : null;
        }
    }

    internal void NoteAnswer(TimeSpan roundTrip)
    {
        lock (_lock)
        {
            (_failuresInARow, _gaveUpBecause, _answeredAt) = (0, null, _time.GetTimestamp());
            _trips.Enqueue(roundTrip);
            if (_trips.Count > RememberedTrips)
                _trips.Dequeue();
        }
    }

    /// <summary>A request has had all its time and tries: where nothing was answered meanwhile, the rest of the slot is not tried.</summary>
    internal void NoteExhausted(string reason, long startedAt)
    {
        lock (_lock)
        {
            if (_answeredAt < startedAt && _gaveUpBecause is null)
                (_gaveUpAt, _gaveUpBecause) = (_time.GetTimestamp(), reason);
        }
    }

    internal void NoteFailure(string reason)
    {
        lock (_lock)
        {
            if (++_failuresInARow == MostFailuresInARow)
                (_gaveUpAt, _gaveUpBecause) = (_time.GetTimestamp(), reason);
            else if (_failuresInARow > MostFailuresInARow && _time.GetElapsedTime(_gaveUpAt) >= _rest)
                (_gaveUpAt, _failuresInARow) = (_time.GetTimestamp(), MostFailuresInARow);
        }
    }
}

/// <summary>A limit of a venue's, and what is used of it.</summary>
/// <param name="Name">What the venue calls it.</param>
/// <param name="Documented">The weight that the venue documents for the window.</param>
/// <param name="Window">The window's length.</param>
/// <param name="Taken">The weight that is taken of it at most; others may ask from the same address.</param>
/// <param name="Used">The weight that is used now.</param>
public sealed record VenueLimit(string Name, int Documented, TimeSpan Window, int Taken, int Used);
