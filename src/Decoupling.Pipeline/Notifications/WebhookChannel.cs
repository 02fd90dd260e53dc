using System.Net.Http.Headers;
using Decoupling.Alerts;
using Decoupling.Pipeline.Http;

namespace Decoupling.Pipeline.Notifications;

/// <summary>Posts notifications to one address in one format: no faster than its receiver takes them, none while it asks to be left alone, and classifies what came back.</summary>
/// <remarks>The client must neither follow redirects nor use a proxy.</remarks>
internal sealed class WebhookChannel(
    HttpClient client,
    SecretAddress address,
    IMessageFormat format,
    TimeProvider clock
) : INotificationChannel, IDisposable
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(15);

    private readonly SemaphoreSlim turn = new(1, 1);
    private long? lastSent;
    private DateTimeOffset restsUntilAt = DateTimeOffset.MinValue;

    /// <inheritdoc/>
    public string Name => format.Name;

    /// <inheritdoc/>
    public bool KeepsIncidents => format.KeepsIncidents;

    /// <inheritdoc/>
    public async Task<DeliveryOutcome> SendAsync(
        AlertNotification notification,
        bool possibleRepeat,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(notification);
        await turn.WaitAsync(cancellationToken);
        try
        {
            if (restsUntilAt - clock.GetUtcNow() is { Ticks: > 0 } rest)
            {
                return new DeliveryOutcome(DeliveryKind.Retry, "Not sent: the receiver asked to be left alone.", rest);
            }

            await WaitForSpacingAsync(cancellationToken);
            try
            {
                var request = format.Build(notification, possibleRepeat, clock.GetUtcNow());
                var outcome = await PostAsync(request, cancellationToken);
                restsUntilAt = clock.GetUtcNow() + (outcome.RetryAfter ?? TimeSpan.Zero);
                return outcome;
            }
            finally
            {
                lastSent = clock.GetTimestamp();
            }
        }
        finally
        {
            turn.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => turn.Dispose();

    private async Task WaitForSpacingAsync(CancellationToken cancellationToken)
    {
        if (lastSent is { } sent && format.Spacing - clock.GetElapsedTime(sent) is { Ticks: > 0 } wait)
        {
            await Task.Delay(wait, clock, cancellationToken);
        }
    }

    private async Task<DeliveryOutcome> PostAsync(WebhookRequest request, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(Timeout, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
        try
        {
            using var message = ToMessage(request);
            using var response = await client.SendAsync(
                message,
                HttpCompletionOption.ResponseHeadersRead,
                either.Token
            );
            return format.Read(await ReadAsync(response, either.Token));
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new DeliveryOutcome(
                DeliveryKind.Retry,
                $"No answer came within {Timeout.TotalSeconds:0} s; whether the message was taken is unknown."
            )
            {
                MayHaveArrived = true,
                IsOutOfReach = true,
            };
        }
        catch (AddressRefusedException refused)
        {
            return new DeliveryOutcome(DeliveryKind.Refused, refused.Message);
        }
        catch (HttpRequestException failure)
        {
            // The exception's own message may carry the address.
            return new DeliveryOutcome(DeliveryKind.Retry, $"The connection failed ({failure.HttpRequestError}).")
            {
                MayHaveArrived = !IsBeforeSending(failure.HttpRequestError),
                IsOutOfReach = IsBeforeSending(failure.HttpRequestError),
            };
        }
    }

    private HttpRequestMessage ToMessage(WebhookRequest request)
    {
        var content = new ByteArrayContent(request.Body);
        content.Headers.ContentType = MediaTypeHeaderValue.Parse(request.ContentType);
        var message = new HttpRequestMessage(HttpMethod.Post, address.Value) { Content = content };
        foreach (var (name, value) in request.Headers)
        {
            message.Headers.Add(name, value);
        }

        return message;
    }

    private async Task<ReceiverAnswer> ReadAsync(HttpResponseMessage response, CancellationToken cancellationToken) =>
        new(
            (int)response.StatusCode,
            RetryAfterOf(response),
            response.IsSuccessStatusCode ? default : await ReadBodyAsync(response, cancellationToken)
        );

    private TimeSpan? RetryAfterOf(HttpResponseMessage response) =>
        response.Headers.RetryAfter switch
        {
            { Delta: { } delta } => ReceiverAnswer.Bounded(delta),
            { Date: { } date } => ReceiverAnswer.Bounded(date - clock.GetUtcNow()),
            _ => null,
        };

    /// <summary>The beginning of the body, or what came of it before it broke: the status is known and counts.</summary>
    private static async Task<ReadOnlyMemory<byte>> ReadBodyAsync(
        HttpResponseMessage response,
        CancellationToken cancellationToken
    )
    {
        var body = new byte[ReceiverAnswer.LongestBody];
        var length = 0;
        try
        {
            await using var stream = await response.Content.ReadAsStreamAsync(cancellationToken);
            while (await stream.ReadAsync(body.AsMemory(length), cancellationToken) is > 0 and var read)
            {
                length += read;
            }
        }
        catch (Exception failure) when (failure is IOException or HttpRequestException or OperationCanceledException)
        {
            // A slow or broken body makes no other answer of it.
        }

        return body.AsMemory(0, length);
    }

    private static bool IsBeforeSending(HttpRequestError error) =>
        error
            is HttpRequestError.NameResolutionError
                or HttpRequestError.ConnectionError
                or HttpRequestError.SecureConnectionError;
}
