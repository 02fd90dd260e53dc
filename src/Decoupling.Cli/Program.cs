using System.CommandLine;
using Decoupling.Cli.Commands;
using Decoupling.Cli.Hosting;

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
