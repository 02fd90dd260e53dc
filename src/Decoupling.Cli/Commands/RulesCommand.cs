using System.CommandLine;
using Decoupling.Cli.Hosting;
using Decoupling.Pipeline.Alerts.Rules;

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
        var command = new Command(
            "check",
            "Says whether a rules file is sound; the fault with its rule and line if not."
        )
        {
            file,
        };
        command.SetAction(parsed =>
        {
            try
            {
                var rules = RulesFile.Read(parsed.GetRequiredValue(file).FullName);
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
