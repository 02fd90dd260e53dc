using System.Security.Cryptography;
using System.Text;

namespace Decoupling.Pipeline.Notifications.StandardWebhooks;

/// <summary>A secret that signs webhooks: <c>whsec_</c> and 24 to 64 bytes in base64. It never prints itself.</summary>
public sealed class WebhookSecret
{
    /// <summary>What a secret begins with.</summary>
    public const string Prefix = "whsec_";

    private const int FewestBytes = 24;
    private const int MostBytes = 64;

    private readonly byte[] key;

    /// <summary>Reads a secret.</summary>
    /// <exception cref="ArgumentException">It is none; the message does not repeat it.</exception>
    public WebhookSecret(string secret)
    {
        ArgumentNullException.ThrowIfNull(secret);
        key = Decode(secret);
        if (key.Length is < FewestBytes or > MostBytes)
        {
            throw new ArgumentException(
                $"A webhook secret is {Prefix} and {FewestBytes} to {MostBytes} bytes in base64 (it is not repeated here).",
                nameof(secret)
            );
        }
    }

    /// <summary>Says that there is a secret, and nothing of it.</summary>
    public override string ToString() => "[secret]";

    /// <summary>Signs what is signed of one attempt: id, seconds and body with full stops between.</summary>
    internal string Sign(string id, long unixSeconds, byte[] body)
    {
        byte[] signed = [.. Encoding.ASCII.GetBytes($"{id}.{unixSeconds}."), .. body];
        return $"v1,{Convert.ToBase64String(HMACSHA256.HashData(key, signed))}";
    }

    private static byte[] Decode(string secret)
    {
        if (!secret.StartsWith(Prefix, StringComparison.Ordinal))
        {
            return [];
        }

        try
        {
            return Convert.FromBase64String(secret[Prefix.Length..]);
        }
        catch (FormatException)
        {
            return [];
        }
    }
}
