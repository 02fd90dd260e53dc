using Decoupling.Pipeline.Notifications;
using Microsoft.Extensions.Configuration;
using static Decoupling.Pipeline.Settings.SettingText;

namespace Decoupling.Pipeline.Settings;

/// <summary>Reads where people and machines are told. A fault names the setting and never repeats what it holds.</summary>
internal static class ChannelSettings
{
    /// <summary>The settings that are read, for the README's table.</summary>
    public static IReadOnlyList<SettingDescription> All { get; } =
    [new("Decoupling__SlackWebhookUrl", "", "secret: Slack's incoming webhook; empty records alerts without sending")];

    /// <summary>Reads the options.</summary>
    /// <exception cref="ArgumentException">A setting is no address; the message names it.</exception>
    public static ChannelOptions Read(IConfigurationSection settings) =>
        new() { Slack = ReadAddress(settings, "SlackWebhookUrl") };

    private static SecretAddress? ReadAddress(IConfigurationSection settings, string name)
    {
        try
        {
            return Text(settings, name) is { } text ? new SecretAddress(text) : null;
        }
        catch (ArgumentException)
        {
            throw new ArgumentException($"{Section}__{name} is no absolute https address (it is not repeated here).");
        }
    }
}
