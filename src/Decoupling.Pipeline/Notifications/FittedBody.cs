namespace Decoupling.Pipeline.Notifications;

/// <summary>Builds a body that keeps a receiver's limit in bytes: as much as fits, then less and shorter.</summary>
internal static class FittedBody
{
    // The last is small enough for any receiver whatever the texts are: 5 items of 30 characters, each of at most 12 bytes.
    private static readonly TextBudget[] Budgets =
    [
        new(2_000, 100),
        new(500, 40),
        new(200, 20),
        new(80, 10),
        new(30, 5),
    ];

    /// <summary>The first body within the limit; the headline is not among what the budgets cut.</summary>
    /// <param name="mostBytes">The receiver's limit.</param>
    /// <param name="build">Builds the body within a budget.</param>
    public static byte[] Build(int mostBytes, Func<TextBudget, byte[]> build)
    {
        foreach (var budget in Budgets)
        {
            if (build(budget) is { } body && body.Length <= mostBytes)
            {
                return body;
            }
        }

        throw new InvalidOperationException($"No budget keeps the body under {mostBytes} bytes.");
    }
}

/// <summary>How much of a notification a body holds.</summary>
/// <param name="TextLength">The most characters of each text.</param>
/// <param name="Items">The most facts, and the most members.</param>
internal sealed record TextBudget(int TextLength, int Items)
{
    /// <summary>The most characters of a headline, whatever else is cut.</summary>
    public const int HeadlineLength = 250;

    /// <summary>The most characters of what a message says of itself.</summary>
    public const int FooterLength = 500;

    /// <summary>Cuts a text to the budget.</summary>
    public string Fit(string text) => PlainText.Fit(text, TextLength);

    /// <summary>Whether the notification holds more than the budget.</summary>
    public bool Cuts(MessageText text) =>
        text.Headline.Length > HeadlineLength
        || text.Facts.Count > Items
        || text.Members.Count > Items
        || text.Facts.SelectMany(fact => new[] { fact.Label, fact.Text })
            .Concat(text.Members)
            .Append(text.Summary)
            .Append(text.NextStep)
            .Append(text.Coverage)
            .Any(one => one.Length > TextLength);
}
