using System.Globalization;
using System.Text;

namespace Decoupling.Cli.Export;

/// <summary>Texts as cells that no spreadsheet takes for a formula and no terminal for a command.</summary>
internal static class CsvText
{
    // What spreadsheets take for the start of a formula, the full-width forms included, and the escape itself, so that
    // a reader gets the text back by taking one apostrophe away.
    private const string Escaped = "=+-@＝＋－＠'";

    /// <summary>The text with an apostrophe before it where it begins like a formula, and \u and four hex digits for each control character.</summary>
    public static string Cell(string text)
    {
        var isFormula = text.Length > 0 && Escaped.Contains(text[0], StringComparison.Ordinal);
        if (!isFormula && !text.Any(char.IsControl))
        {
            return text;
        }

        var cell = new StringBuilder(text.Length + 8);
        if (isFormula)
        {
            cell.Append('\'');
        }

        foreach (var character in text)
        {
            if (char.IsControl(character))
            {
                cell.Append(CultureInfo.InvariantCulture, $"\\u{(int)character:x4}");
            }
            else
            {
                cell.Append(character);
            }
        }

        return cell.ToString();
    }
}
