using Decoupling.Pipeline.Storage;
using Decoupling.Scoring;
using Decoupling.Scoring.Columns;

namespace Decoupling.Pipeline.Rows;

/// <summary>Turns scores into rows by a table's list of columns; a column without a value is left out.</summary>
public static class ResultRow
{
    /// <summary>One row a derivative of the card, in its order.</summary>
    public static IReadOnlyList<TableRow> From(ScoreCard card, IReadOnlyList<ResultColumn<ScoredRow>> columns)
    {
        var rows = new TableRow[card.Derivatives.Count];
        for (var i = 0; i < rows.Length; i++)
        {
            rows[i] = From(new ScoredRow(card, card.Derivatives[i]), columns);
        }

        return rows;
    }

    private static TableRow From(ScoredRow scored, IReadOnlyList<ResultColumn<ScoredRow>> columns)
    {
        var values = new List<TableColumn>(columns.Count);
        foreach (var column in columns)
        {
            if (column.Value(scored) is { } value)
            {
                // Storage keeps no sign of zero: the same row would be two texts, before and after.
                values.Add(new TableColumn(column.Name, value is double number && number == 0 ? 0.0 : value));
            }
        }

        return new TableRow(
            TableKeys.AssetDay(scored.Card.Asset, scored.Card.SlotAt),
            TableKeys.Newest(scored.Card.SlotAt, scored.Score.Venue, scored.Score.Symbol),
            values
        );
    }
}
