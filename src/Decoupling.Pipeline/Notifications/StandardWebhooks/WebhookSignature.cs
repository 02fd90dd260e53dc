using System.Globalization;

namespace Decoupling.Pipeline.Notifications.StandardWebhooks;

/// <summary>The three headers by which a receiver knows that a webhook is ours, unchanged and of now.</summary>
/// <remarks>Source: Standard Webhooks 1.0.0. While secrets rotate each message carries a signature by either, so that a receiver with the old one, the new one or both takes it.</remarks>
internal static class WebhookSignature
{
    /// <summary>The headers of one attempt. The id is the same for every attempt, the time and the signature are the attempt's own.</summary>
    /// <param name="secrets">One or two, the newest first.</param>
    /// <param name="notificationId">The notification's id.</param>
    /// <param name="attemptAt">When the attempt is made.</param>
    /// <param name="body">The very bytes that are sent.</param>
    public static IReadOnlyList<KeyValuePair<string, string>> Headers(
        IReadOnlyList<WebhookSecret> secrets,
        string notificationId,
        DateTimeOffset attemptAt,
        byte[] body
    )
    {
        var id = NotificationIds.OfHeader(notificationId);
        var seconds = attemptAt.ToUnixTimeSeconds();
        return
        [
            new("webhook-id", id),
            new("webhook-timestamp", seconds.ToString(CultureInfo.InvariantCulture)),
            new("webhook-signature", string.Join(' ', secrets.Select(secret => secret.Sign(id, seconds, body)))),
        ];
    }
}
