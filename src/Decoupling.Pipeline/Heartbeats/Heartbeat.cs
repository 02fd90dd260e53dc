using Decoupling.Pipeline.Http;
using Decoupling.Pipeline.Ledger;
using Decoupling.Pipeline.Notifications;
using Decoupling.Pipeline.Steps;
using Microsoft.Extensions.Logging;

namespace Decoupling.Pipeline.Heartbeats;

/// <summary>Tells a dead man's switch that a slot is complete, so that somebody outside notices when no slot is.</summary>
/// <remarks>A ping is sent when the present slot of every asset is complete: one asset that has died keeps it silent. What it cannot reach, or what answers badly, changes
/// nothing of a run: neither throws here.</remarks>
public sealed partial class Heartbeat(
    FetchOptions options,
    SlotLedger ledger,
    HttpClient client,
    SecretAddress? address,
    TimeProvider clock,
    ILogger<Heartbeat> logger
)
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(5);

    // A slot is scored a little after its time; what is older than the one before the present says nothing of now.
    private const int PresentSlots = 2;

    /// <summary>Pings when this was the last asset of the present slot, and tells of a failure when it failed.</summary>
    /// <param name="slotAt">The slot that was just scored or closed.</param>
    /// <param name="cancellationToken">Ends the ping; the run is not told.</param>
    public async Task BeatAsync(DateTimeOffset slotAt, CancellationToken cancellationToken)
    {
        if (address is null || clock.GetUtcNow() - slotAt > PresentSlots * options.SlotLength)
        {
            return;
        }

        try
        {
            var statuses = new List<SlotStatus?>(options.Assets.Count);
            foreach (var asset in options.Assets)
            {
                statuses.Add(await ledger.FindStatusAsync(asset, slotAt, cancellationToken));
            }

            if (statuses.Contains(SlotStatus.Failed))
            {
                await FailAsync(cancellationToken);
            }
            else if (statuses.TrueForAll(status => status is SlotStatus.Done or SlotStatus.Late))
            {
                await PingAsync(address.Value, cancellationToken);
            }
        }
#pragma warning disable CA1031 // a ping must never fail the run that it tells of
        catch (Exception failure)
#pragma warning restore CA1031
        {
            // The message of the exception may hold the address.
            LogNotSent(failure.GetType().Name);
        }
    }

    /// <summary>Tells of a run that failed, where the receiver has a place for it.</summary>
    public async Task FailAsync(CancellationToken cancellationToken)
    {
        if (address is not null && HeartbeatAddress.OfFailure(address) is { } failure)
        {
            await PingAsync(failure, cancellationToken);
        }
    }

    private async Task PingAsync(Uri target, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(Timeout, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
        try
        {
            using var response = await client.GetAsync(target, HttpCompletionOption.ResponseHeadersRead, either.Token);
            if (!response.IsSuccessStatusCode)
            {
                LogNotSent($"HTTP {(int)response.StatusCode}");
            }
        }
        catch (AddressRefusedException refused)
        {
            LogNotSent(refused.Message);
        }
        catch (HttpRequestException failure)
        {
            LogNotSent(failure.HttpRequestError.ToString());
        }
        catch (OperationCanceledException)
        {
            LogNotSent("no answer in time");
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The heartbeat was not taken: {Reason}")]
    private partial void LogNotSent(string reason);
}
