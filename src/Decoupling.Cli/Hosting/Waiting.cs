using Spectre.Console;

namespace Decoupling.Cli.Hosting;

/// <summary>Shows that something is under way while it is, where the output is a terminal.</summary>
internal static class Waiting
{
    public static Task<T> ForAsync<T>(string what, Func<Task<T>> work) =>
        AnsiConsole.Profile.Capabilities.Interactive && !Console.IsOutputRedirected
            ? AnsiConsole.Status().StartAsync(what, _ => work())
            : work();
}
