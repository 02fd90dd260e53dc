using Azure;
using Decoupling.Cli.Azurite;
using Decoupling.Pipeline.Archive;

namespace Decoupling.Cli.Hosting;

/// <summary>What the command's exit code says to a script.</summary>
internal static class ExitCodes
{
    /// <summary>All went well.</summary>
    public const int Success = 0;

    /// <summary>It ran, and something it reports is not well: a refused input, a failed check.</summary>
    public const int Problems = 1;

    /// <summary>It could not run: a wrong argument, setting or file.</summary>
    public const int Usage = 2;

    /// <summary>Something that it depends on failed: storage, a venue, Node.</summary>
    public const int Dependency = 3;

    /// <summary>It was stopped by Ctrl+C before it was done.</summary>
    public const int Stopped = 130;

    /// <summary>Says what is wrong with the command line.</summary>
    public static int SayUsage(IEnumerable<string> faults)
    {
        foreach (var fault in faults)
        {
            Say(fault, Usage);
        }

        return Say("See --help.", Usage);
    }

    /// <summary>Runs a command and turns what it throws into one sentence and a code.</summary>
    public static async Task<int> RunAsync(Func<Task<int>> command)
    {
        try
        {
            return await command();
        }
        catch (OperationCanceledException)
        {
            return Stopped;
        }
        catch (Exception failure)
            when (failure is ArgumentException or FormatException or IOException or InvalidDataException)
        {
            return Say(failure.Message, Usage);
        }
        catch (ArchiveException failure)
        {
            return Say(failure.Message, Usage);
        }
        catch (Exception failure) when (failure is AzuriteException or HttpRequestException)
        {
            return Say(failure.Message, Dependency);
        }
        catch (RequestFailedException failure)
        {
            return Say($"Storage answered {failure.Status} {failure.ErrorCode}.", Dependency);
        }
    }

    private static int Say(string sentence, int code)
    {
        Console.Error.WriteLine($"decoupling: {sentence}");
        return code;
    }
}
