using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace Decoupling.Cli.Hosting;

/// <summary>Help with examples: the library's own text, then what one would type.</summary>
internal sealed class ExampleHelp(HelpAction usual, IReadOnlyDictionary<string, string[]> examples)
    : SynchronousCommandLineAction
{
    public override int Invoke(ParseResult parseResult)
    {
        var code = usual.Invoke(parseResult);
        if (examples.TryGetValue(parseResult.CommandResult.Command.Name, out var lines))
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
