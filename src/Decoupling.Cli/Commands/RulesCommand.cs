using System.CommandLine;
using Decoupling.Cli.Hosting;
using Decoupling.Pipeline.Alerts.Rules;
using Decoupling.Pipeline.Settings;

namespace Decoupling.Cli.Commands;

/// <summary><c>decoupling rules</c>: the alert rules of a file.</summary>
internal static class RulesCommand
{
    public static Command Build() =>
        new("rules", "Checks alert rules, and says when they would have fired.")
        {
            BuildCheck(),
            RulesBacktestCommand.Build(),
        };

    private static Command BuildCheck()
    {
        var file = new Argument<FileInfo>("file") { Description = "A rules file, JSON." };
        var settings = CliSettings.FileOption();
        var command = new Command(
            "check",
            "Says whether a rules file is sound and tells channels that there are; the fault with its rule and line if not."
        )
        {
            file,
            settings,
        };
        command.SetAction(parsed =>
        {
            try
            {
                var rules = RulesFile.Read(parsed.GetRequiredValue(file).FullName);
                var channels = PipelineSettings.ReadForChannels(CliSettings.Read(parsed.GetValue(settings), []));
                if (RuleChannels.FindFault(rules, channels.Configured, ChannelOptions.Known) is { } stranger)
                {
                    throw new ArgumentException(stranger);
                }

                Console.WriteLine(
                    $"{rules.Count} rules are sound: {string.Join(", ", rules.Select(rule => rule.Name))}."
                );
                return ExitCodes.Success;
            }
            catch (ArgumentException fault)
            {
                Console.Error.WriteLine($"decoupling: {fault.Message}");
                return ExitCodes.Problems;
            }
        });
        return command;
    }
}
