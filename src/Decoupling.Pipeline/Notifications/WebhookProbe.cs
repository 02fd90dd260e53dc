using System.Runtime.CompilerServices;
using Decoupling.Pipeline.Http;
using Decoupling.Pipeline.Settings;

namespace Decoupling.Pipeline.Notifications;

/// <summary>Tells whether a webhook's host can be reached, without sending a message and without showing the secret part of its address.</summary>
public static class WebhookProbe
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(10);

    /// <summary>Asks the host of each channel that is set, and of the heartbeat, one after another.</summary>
    /// <returns>Each channel's name, with a sentence that says what is wrong, or <see langword="null"/> when its host answers.</returns>
    public static async IAsyncEnumerable<(string Channel, string? Fault)> FindFaultsAsync(
        ChannelOptions options,
        IReadOnlyList<string> allowedHosts,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        foreach (var (address, format) in ChannelFactory.Describe(options))
        {
            yield return (format.Name, await FindFaultAsync(address, allowedHosts, cancellationToken));
        }

        if (options.Heartbeat is { } heartbeat)
        {
            yield return ("heartbeat", await FindFaultAsync(heartbeat, allowedHosts, cancellationToken));
        }
    }

    /// <summary>Asks the host, not the webhook.</summary>
    /// <returns>A sentence that says what is wrong, or <see langword="null"/> when it answers.</returns>
    public static async Task<string?> FindFaultAsync(
        SecretAddress address,
        IReadOnlyList<string> allowedHosts,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(address);
        using var client = OutgoingHttp.CreateClient(allowedHosts);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Timeout);
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Head, new Uri(address.Value, "/"));
            using var response = await client.SendAsync(request, limit.Token);
            return null;
        }
        catch (AddressRefusedException refused)
        {
            return refused.Message;
        }
        catch (HttpRequestException failure)
        {
            return $"its host cannot be reached ({failure.HttpRequestError})";
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return $"its host did not answer within {Timeout.TotalSeconds:0} s";
        }
    }
}
