using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using System.CommandLine.Parsing;

namespace Decoupling.Cli.Hosting;

/// <summary>Help with examples: the library's own text, then what one would type.</summary>
internal sealed class ExampleHelp(HelpAction usual, IReadOnlyDictionary<string, string[]> examples)
    : SynchronousCommandLineAction
{
    public override int Invoke(ParseResult parseResult)
    {
        var code = usual.Invoke(parseResult);
        var command = parseResult.CommandResult;
        var parent = (command.Parent as CommandResult)?.Command.Name;
        if (
            examples.TryGetValue($"{parent} {command.Command.Name}", out var lines)
            || examples.TryGetValue(command.Command.Name, out lines)
        )
        {
            var output = parseResult.InvocationConfiguration.Output;
            output.WriteLine("Examples:");
            foreach (var line in lines)
            {
                output.WriteLine($"  decoupling {line}");
            }
        }

        return code;
    }
}
