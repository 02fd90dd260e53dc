using System.Security.Cryptography;
using System.Text;
using Decoupling.Pipeline.Alerts;
using Decoupling.Pipeline.Steps;
using Decoupling.Pipeline.Storage;

namespace Decoupling.Pipeline.Accounts;

/// <summary>Runs the rules over rows of AccountRisk. No rule that ships reads them: whoever writes one decides that labels and the figures which it
/// compares and shows leave the table for Alerts, Notifications and the channels.</summary>
public sealed class AccountAlerts(RuleRunner rules, DeliverNotifications deliver)
{
    // Keys have 512 characters; rule, venue and what happened are in them too.
    private const int LongestMarketPart = 200;
    private const int HashDigits = 16;

    /// <summary>Decides over the rows, those of positions under their asset and those of accounts under all, and delivers at once.</summary>
    public async Task RunAsync(IEnumerable<TableRow> rows, CancellationToken cancellationToken)
    {
        foreach (var asset in rows.GroupBy(AssetOf))
        {
            var told = await rules.RunAsync(asset.Key, ResultTableNames.AccountRisk, [.. asset], cancellationToken);
            if (told > 0)
            {
                await deliver.RunAsync(asset.Key, cancellationToken);
            }
        }
    }

    /// <summary>What stands for the market in an alert: account and position as their owner calls them, and the file; a hash where that is too long for a key.</summary>
    internal static string MarketOf(TableRow row)
    {
        var position = row["Position"] is string label ? $"/{label}" : "";
        var whole = $"{row["Account"]}{position}@{row["File"]}";
        return TableKeys.Part(whole).Length <= LongestMarketPart
            ? whole
            : Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(whole)))[..HashDigits];
    }

    private static string AssetOf(TableRow row) => row["Asset"] as string ?? TableKeys.AllAssets;
}
