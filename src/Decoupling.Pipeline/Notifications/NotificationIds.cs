using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Decoupling.Pipeline.Notifications;

/// <summary>Names that a receiver takes: of a bounded length, the same for the same text, different for different ones.</summary>
internal static class NotificationIds
{
    private const string Prefix = "msg_";
    private const int HashLength = 32;

    /// <summary>A name of letters, digits and an underscore only, for a header: no full stop, which ends an id in what is signed.</summary>
    public static string OfHeader(string id) => Prefix + Hash(id);

    /// <summary>The text itself where it is short and well-formed enough for a key, else a name of it.</summary>
    public static string OfKey(string text, int limit) =>
        text.Length <= limit && PlainText.Fit(text, limit) == text ? text : Prefix + Hash(text);

    // A text may hold half a surrogate pair, which UTF-8 would make the same of all; its UTF-16 is its own.
    private static string Hash(string text) =>
        Convert.ToHexStringLower(SHA256.HashData(MemoryMarshal.AsBytes(text.AsSpan())))[..HashLength];
}
