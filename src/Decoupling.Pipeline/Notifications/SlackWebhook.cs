using System.Net;
using System.Net.Http.Headers;
using Decoupling.Alerts;
using Decoupling.Pipeline.Http;

namespace Decoupling.Pipeline.Notifications;

/// <summary>Sends notifications to a Slack incoming webhook, at most one a second and none while Slack asks to be left alone, and classifies what came back.</summary>
/// <remarks>Source: Slack, "Sending messages using incoming webhooks" and "Rate limits". The client must neither follow redirects nor use a proxy.</remarks>
public sealed class SlackWebhook(HttpClient client, SecretAddress address, TimeProvider clock) : IDisposable
{
    private static readonly TimeSpan Spacing = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(15);

    // A receiver that asks for more has erred, and must not silence the alerts for it.
    private static readonly TimeSpan LongestRest = TimeSpan.FromDays(1);

    // Slack answers with a word such as "invalid_blocks"; anything longer is not Slack's.
    private const int LongestAnswer = 64;

    private readonly SemaphoreSlim turn = new(1, 1);
    private long? lastSent;
    private DateTimeOffset restsUntilAt = DateTimeOffset.MinValue;

    /// <summary>Sends one notification. Only cancellation by the caller throws.</summary>
    public async Task<DeliveryOutcome> SendAsync(
        AlertNotification notification,
        bool possibleRepeat,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(notification);
        var body = SlackMessage.Build(notification, possibleRepeat);

        await turn.WaitAsync(cancellationToken);
        try
        {
            if (restsUntilAt - clock.GetUtcNow() is { Ticks: > 0 } rest)
            {
                return new DeliveryOutcome(DeliveryKind.Retry, "Not sent: Slack asked to be left alone.", rest);
            }

            await WaitForSpacingAsync(cancellationToken);
            var outcome = await PostAsync(body, cancellationToken);
            restsUntilAt = clock.GetUtcNow() + (outcome.RetryAfter ?? TimeSpan.Zero);
            return outcome;
        }
        finally
        {
            lastSent = clock.GetTimestamp();
            turn.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => turn.Dispose();

    private async Task WaitForSpacingAsync(CancellationToken cancellationToken)
    {
        if (lastSent is { } sent && Spacing - clock.GetElapsedTime(sent) is { Ticks: > 0 } wait)
        {
            await Task.Delay(wait, clock, cancellationToken);
        }
    }

    private async Task<DeliveryOutcome> PostAsync(byte[] body, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(Timeout, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
        try
        {
            using var content = new ByteArrayContent(body);
            content.Headers.ContentType = new MediaTypeHeaderValue("application/json", "utf-8");
            using var request = new HttpRequestMessage(HttpMethod.Post, address.Value) { Content = content };
            using var response = await client.SendAsync(
                request,
                HttpCompletionOption.ResponseHeadersRead,
                either.Token
            );
            return await ClassifyAsync(response, either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new DeliveryOutcome(
                DeliveryKind.Retry,
                $"Slack did not answer within {Timeout.TotalSeconds:0} s; whether it took the message is unknown."
            )
            {
                MayHaveArrived = true,
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
            };
        }
        catch (IOException)
        {
            return new DeliveryOutcome(DeliveryKind.Retry, "The connection broke while Slack answered.");
        }
    }

    private async Task<DeliveryOutcome> ClassifyAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var status = (int)response.StatusCode;
        if (response.IsSuccessStatusCode)
        {
            return new DeliveryOutcome(DeliveryKind.Delivered, $"HTTP {status}");
        }

        if (status >= 500 || response.StatusCode is HttpStatusCode.TooManyRequests or HttpStatusCode.RequestTimeout)
        {
            return new DeliveryOutcome(DeliveryKind.Retry, $"HTTP {status}", RetryAfterOf(response))
            {
                MayHaveArrived = status >= 500 && response.StatusCode != HttpStatusCode.ServiceUnavailable,
            };
        }

        return new DeliveryOutcome(
            DeliveryKind.Refused,
            $"HTTP {status}{await AnswerAsync(response, cancellationToken)}"
        );
    }

    private static bool IsBeforeSending(HttpRequestError error) =>
        error
            is HttpRequestError.NameResolutionError
                or HttpRequestError.ConnectionError
                or HttpRequestError.SecureConnectionError;

    private TimeSpan? RetryAfterOf(HttpResponseMessage response) =>
        response.Headers.RetryAfter switch
        {
            { Delta: { } delta } => Bounded(delta),
            { Date: { } date } => Bounded(date - clock.GetUtcNow()),
            _ => null,
        };

    private static TimeSpan Bounded(TimeSpan rest) => TimeSpan.FromTicks(Math.Clamp(rest.Ticks, 0, LongestRest.Ticks));

    private static async Task<string> AnswerAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var buffer = new byte[LongestAnswer];
        await using var stream = await response.Content.ReadAsStreamAsync(cancellationToken);
        var length = await stream.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken);
        var isWord =
            length > 0 && buffer.Take(length).All(letter => letter is >= (byte)'a' and <= (byte)'z' or (byte)'_');
        return isWord ? $" {System.Text.Encoding.ASCII.GetString(buffer, 0, length)}" : "";
    }
}
