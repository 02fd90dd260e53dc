using System.CommandLine;
using Decoupling.Cli.Commands;
using Decoupling.Cli.Hosting;
using Spectre.Console;

if (Console.IsOutputRedirected)
{
    // A file or a pipe has no width; lines are not to be broken for one.
    AnsiConsole.Profile.Width = 240;
}

var root = new RootCommand(
    "Scores how far crypto derivatives move apart from their underlying, and who would be liquidated.\n\n"
        + "Examples:\n"
        + "  decoupling demo                       three simulated hours, nothing to set up\n"
        + "  decoupling doctor                     checks what this machine needs\n"
        + "  decoupling run                        the real venues, on schedules, until Ctrl+C\n"
        + "  decoupling replay --spot F --perp F --out FOLDER"
)
{
    DemoCommand.Build(),
    RunCommand.Build(),
    FetchCommand.Build(),
    ScoreCommand.Build(),
    ReplayCommand.Build(),
    DoctorCommand.Build(),
};
return await ExitCodes.RunAsync(() => root.Parse(args).InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false }));
