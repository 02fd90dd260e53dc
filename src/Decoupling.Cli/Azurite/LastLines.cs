using System.Diagnostics;

namespace Decoupling.Cli.Azurite;

/// <summary>The last lines that a process wrote, for the message when it fails.</summary>
internal sealed class LastLines
{
    private const int Kept = 20;
    private readonly Queue<string> lines = new(Kept);

    /// <summary>Raised for each line as it comes, on a thread of the pool.</summary>
    public event Action<string>? Came;

    public void Follow(Process process)
    {
        process.OutputDataReceived += (_, line) => Add(line.Data);
        process.ErrorDataReceived += (_, line) => Add(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public override string ToString()
    {
        lock (lines)
        {
            return string.Join(Environment.NewLine, lines);
        }
    }

    private void Add(string? line)
    {
        if (line is null)
        {
            return;
        }

        lock (lines)
        {
            if (lines.Count == Kept)
            {
                lines.Dequeue();
            }

            lines.Enqueue(line);
        }

        Came?.Invoke(line);
    }
}
