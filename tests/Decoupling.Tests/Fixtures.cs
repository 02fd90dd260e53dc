using System.Globalization;
using System.Text.Json;

namespace Decoupling.Tests;

/// <summary>The reference series and values in the folder that DECOUPLING_FIXTURES names; a test without it is skipped.</summary>
internal static class Fixtures
{
    public static double[] Column(string file, string name)
    {
        var lines = File.ReadAllLines(PathOf(file));
        var column = Array.IndexOf(lines[0].Split(','), name);
        return [.. lines.Skip(1).Select(line => double.Parse(line.Split(',')[column], CultureInfo.InvariantCulture))];
    }

    /// <summary>One entry of expected.json.</summary>
    public static JsonElement Expected(string entry)
    {
        using var document = JsonDocument.Parse(File.ReadAllText(PathOf("expected.json")));
        return document.RootElement.GetProperty(entry).Clone();
    }

    private static string PathOf(string file)
    {
        var folder = Environment.GetEnvironmentVariable("DECOUPLING_FIXTURES");
        Assert.SkipUnless(Directory.Exists(folder), "DECOUPLING_FIXTURES names no folder with the reference series.");
        return Path.Combine(folder!, file);
    }
}
