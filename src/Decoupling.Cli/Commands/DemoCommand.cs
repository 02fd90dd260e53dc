using System.CommandLine;
using Decoupling.Cli.Demo;
using Decoupling.Cli.Hosting;
using Spectre.Console;

namespace Decoupling.Cli.Commands;

/// <summary><c>decoupling demo</c>: three simulated hours, end to end, with nothing to set up.</summary>
internal static class DemoCommand
{
    public static Command Build()
    {
        var seed = new Option<int>("--seed")
        {
            Description = "The simulated market's seed; the same seed gives the same rows. Default 1.",
            DefaultValueFactory = _ => 1,
        };
        var data = new Option<DirectoryInfo?>("--data")
        {
            Description =
                "Folder for Azurite's data and the exported rows. Default: a new temporary folder, which stays.",
        };
        var command = new Command(
            "demo",
            "Runs three simulated hours end to end in under a minute: calm, one venue dislocated, a cascade, the recovery."
        )
        {
            seed,
            data,
        };
        command.SetAction(
            async (parsed, cancellationToken) =>
            {
                var folder = parsed.GetValue(data) ?? Directory.CreateTempSubdirectory("decoupling-demo-");
                await using var session = await DemoSession.StartAsync(
                    parsed.GetValue(seed),
                    folder.FullName,
                    AnsiConsole.WriteLine,
                    cancellationToken
                );
                await DemoScreen.ShowAsync(AnsiConsole.Console, session, cancellationToken);
                return ExitCodes.Success;
            }
        );
        return command;
    }
}
