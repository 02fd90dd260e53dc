using System.Net;
using System.Text.Json;
using Decoupling.Simulator.Webhooks;

namespace Decoupling.Cli.Demo;

/// <summary>Reads what a received message says in its <c>text</c>, as a lock screen would show it.</summary>
internal static class WebhookText
{
    public static string Of(ReceivedWebhook webhook)
    {
        using var message = JsonDocument.Parse(webhook.Body);
        return WebUtility.HtmlDecode(message.RootElement.GetProperty("text").GetString()) ?? "";
    }
}
