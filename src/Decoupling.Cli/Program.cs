using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using Decoupling.Cli.Commands;
using Decoupling.Cli.Hosting;
using Spectre.Console;

if (Console.IsOutputRedirected)
{
    // A file or a pipe has no width; lines are not to be broken for one.
    AnsiConsole.Profile.Width = 240;
}

var root = new RootCommand(
    "Scores how far crypto derivatives move apart from their underlying, and who would be liquidated."
)
{
    DemoCommand.Build(),
    RunCommand.Build(),
    FetchCommand.Build(),
    VenuesCommand.Build(),
    ScoreCommand.Build(),
    AccountCommand.Build(),
    ReplayCommand.Build(),
    ExportCommand.Build(),
    StatusCommand.Build(),
    AlertsCommand.Build(),
    FailuresCommand.Build(),
    NotificationsCommand.Build(),
    RulesCommand.Build(),
    HazardFitCommand.BuildGroup(),
    SettingsCommand.Build(),
    DoctorCommand.Build(),
};
var help = root.Options.OfType<HelpOption>().Single();
help.Action = new ExampleHelp((HelpAction)help.Action!, Examples.ByCommand);

var parsed = root.Parse(args.Length == 0 ? ["--help"] : args);
if (parsed.Action is ParseErrorAction)
{
    return ExitCodes.SayUsage(parsed.Errors.Select(error => error.Message));
}

var invocation = new InvocationConfiguration
{
    EnableDefaultExceptionHandler = false,
    ProcessTerminationTimeout = LocalHost.StopLength,
};
return await ExitCodes.RunAsync(() => parsed.InvokeAsync(invocation));
