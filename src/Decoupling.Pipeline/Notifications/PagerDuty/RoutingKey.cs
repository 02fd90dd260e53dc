namespace Decoupling.Pipeline.Notifications.PagerDuty;

/// <summary>The integration key of a PagerDuty service, 32 letters and digits, which is its password: it never prints itself.</summary>
public sealed class RoutingKey
{
    private const int Length = 32;

    /// <summary>Reads a key.</summary>
    /// <exception cref="ArgumentException">It is none; the message does not repeat it.</exception>
    public RoutingKey(string key)
    {
        ArgumentNullException.ThrowIfNull(key);
        if (key.Length != Length || !key.All(char.IsAsciiLetterOrDigit))
        {
            throw new ArgumentException(
                $"A routing key is {Length} letters and digits (it is not repeated here).",
                nameof(key)
            );
        }

        Value = key;
    }

    internal string Value { get; }

    /// <summary>Says that there is a key, and nothing of it.</summary>
    public override string ToString() => "[secret]";
}
