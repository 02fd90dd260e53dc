namespace Decoupling.Cli.Commands;

/// <summary>What one would type, by command.</summary>
internal static class Examples
{
    public static IReadOnlyDictionary<string, string[]> ByCommand { get; } =
        new Dictionary<string, string[]>(StringComparer.Ordinal)
        {
            ["demo"] = ["demo", "demo --seed 7 --data ./demo"],
            ["run"] = ["run --data ./data", "run --settings my.settings.json", "run --once"],
            ["venues"] = ["venues", "venues --json | jq 'select(.state != \"up\")'"],
            ["fetch"] =
            [
                "fetch BTC",
                "fetch BTC --venue kraken okx",
                "fetch ETH --out eth.json.gz && decoupling score eth.json.gz",
            ],
            ["score"] = ["score btc.json.gz", "score btc.json.gz --json | jq .BasisBps"],
            ["account"] =
            [
                "account positions.json",
                "account positions.json --snapshot btc.json.gz --json | jq .LiquidationPrice",
            ],
            ["replay"] =
            [
                "replay --spot spot.csv.gz --perp perp.csv.gz --funding funding.csv.gz --out ./replayed",
                "replay --spot ./spot --perp ./perp --funding ./funding --slot-minutes 60 --data ./azurite",
            ],
            ["export"] =
            [
                "export --table DecouplingScores --asset BTC --from 2026-01-01 --format parquet --out ./lake",
                "export --table Latest --columns Asset,Venue,Symbol,AsOf,DislocationRatio | column -ts,",
            ],
            ["fit"] =
            [
                "hazard fit --asset BTC ETH --spot btc_spot.csv.gz eth_spot.csv.gz --perp btc_perp.csv.gz eth_perp.csv.gz"
                    + " --funding btc_funding.csv.gz eth_funding.csv.gz --train-to 2025-01-01 --out hazard-model.json",
            ],
            ["settings"] = ["settings check", "settings check --settings my.settings.json"],
            ["from-bicep"] = ["settings from-bicep < <(azd -C infra env get-values)"],
            ["status"] = ["status", "status --json | jq -r .state"],
            ["failures"] = ["failures --open", "failures replay --all", "failures replay 3fa2"],
            ["alerts"] = ["alerts", "alerts --data ./data"],
            ["silence"] = ["alerts silence --rule dislocation --venue bybit --hours 4 --comment 'announced work'"],
            ["unsilence"] = ["alerts unsilence 20260105T120000000"],
            ["ack"] = ["alerts ack dislocation/BTC/bybit/BTCUSDT --hours 2"],
            ["test"] = ["alerts test", "alerts test slack"],
            ["notifications"] = ["notifications", "notifications --dead --since 2026-01-05 --json | jq .Reason"],
            ["notifications replay"] =
            [
                "notifications replay dislocation/BTC/bybit/BTCUSDT/1/fired",
                "notifications replay --all --channel slack",
            ],
            ["enable"] = ["notifications enable slack"],
            ["backtest"] = ["rules backtest --from 2024-01-01 --to 2025-01-01 --in ./replayed --rules my-rules.json"],
            ["check"] = ["rules check my-rules.json", "settings check --settings my.settings.json"],
            ["doctor"] = ["doctor", "doctor --settings my.settings.json"],
        };
}
