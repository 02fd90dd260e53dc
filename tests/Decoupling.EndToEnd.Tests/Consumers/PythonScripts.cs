using System.Collections.Concurrent;
using System.ComponentModel;

namespace Decoupling.EndToEnd.Tests.Consumers;

/// <summary>Runs Python scripts where this machine has a Python with what they import; elsewhere the test is skipped.</summary>
internal static class PythonScripts
{
    private static readonly string[] Candidates = OperatingSystem.IsWindows()
        ? ["python"]
        : ["python3", "/usr/bin/python3"];

    private static readonly Dictionary<string, string> NoSettings = [];

    private static readonly ConcurrentDictionary<string, Task<string?>> Found = [];

    /// <summary>Runs a script and returns what it printed.</summary>
    /// <param name="imports">What it imports that does not come with Python, separated by commas.</param>
    /// <param name="script">The script's path.</param>
    /// <param name="settings">Environment variables for it.</param>
    /// <param name="arguments">Its arguments.</param>
    public static async Task<string> RunAsync(
        string imports,
        string script,
        IReadOnlyDictionary<string, string> settings,
        params string[] arguments
    )
    {
        var python = await Found.GetOrAdd(imports, FindAsync);
        Assert.SkipWhen(python is null, $"No Python on this machine has {imports}.");
        return await ConsumerProcess.RunAsync(python!, [script, .. arguments], settings);
    }

    private static async Task<string?> FindAsync(string imports)
    {
        foreach (var candidate in Candidates)
        {
            if (await CanImportAsync(candidate, imports))
            {
                return candidate;
            }
        }

        return null;
    }

    private static async Task<bool> CanImportAsync(string python, string imports)
    {
        try
        {
            return (await ConsumerProcess.TryAsync(python, ["-c", $"import {imports}"], NoSettings)).Code == 0;
        }
        catch (Win32Exception)
        {
            return false;
        }
    }
}
