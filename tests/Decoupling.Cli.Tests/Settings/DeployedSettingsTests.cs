using Decoupling.Cli.Settings;

namespace Decoupling.Cli.Tests.Settings;

/// <summary>The forms are those that azd and the Azure CLI print.</summary>
public sealed class DeployedSettingsTests
{
    private static readonly KeyValuePair<string, string>[] Expected =
    [
        KeyValuePair.Create("Decoupling__Assets", "BTC,SOL"),
        KeyValuePair.Create("Decoupling__BlobServiceUri", "https://st.blob.core.windows.net/"),
        KeyValuePair.Create("Decoupling__TableServiceUri", "https://st.table.core.windows.net/"),
        KeyValuePair.Create("FetchSchedule", "10 */5 * * * *"),
    ];

    [Theory]
    [InlineData(
        """
            APP_SETTINGS="{\"Decoupling__Assets\":\"BTC,SOL\",\"FetchSchedule\":\"10 */5 * * * *\"}"
            AZURE_LOCATION="westeurope"
            Decoupling__BlobServiceUri="https://st.blob.core.windows.net/"
            Decoupling__TableServiceUri="https://st.table.core.windows.net/"
            """
    )]
    [InlineData(
        """
            {
              "APP_SETTINGS": "{\"Decoupling__Assets\":\"BTC,SOL\",\"FetchSchedule\":\"10 */5 * * * *\"}",
              "Decoupling__BlobServiceUri": "https://st.blob.core.windows.net/",
              "Decoupling__TableServiceUri": "https://st.table.core.windows.net/"
            }
            """
    )]
    [InlineData(
        """
            {
              "id": "/subscriptions/0/providers/Microsoft.Resources/deployments/prod",
              "properties": {
                "outputs": {
                  "apP_SETTINGS": {
                    "type": "Object",
                    "value": { "Decoupling__Assets": "BTC,SOL", "FetchSchedule": "10 */5 * * * *" }
                  },
                  "decoupling__BlobServiceUri": { "type": "String", "value": "https://st.blob.core.windows.net/" },
                  "decoupling__TableServiceUri": { "type": "String", "value": "https://st.table.core.windows.net/" }
                }
              }
            }
            """
    )]
    [InlineData(
        """
            [
              { "name": "Decoupling__Assets", "slotSetting": false, "value": "BTC,SOL" },
              { "name": "FetchSchedule", "slotSetting": false, "value": "10 */5 * * * *" },
              { "name": "Decoupling__BlobServiceUri", "slotSetting": false, "value": "https://st.blob.core.windows.net/" },
              { "name": "Decoupling__TableServiceUri", "slotSetting": false, "value": "https://st.table.core.windows.net/" },
              { "name": "AzureWebJobsStorage__credential", "slotSetting": false, "value": "managedidentity" }
            ]
            """
    )]
    public void Read_EachFormThatIsPrinted_GivesTheSettings(string text) =>
        DeployedSettings.Read(text).Values.ShouldBe(Expected);

    [Fact]
    public void Read_SecretsAndTheAppsIdentity_AreLeftOutAndNamed()
    {
        var deployed = DeployedSettings.Read(
            """
            Decoupling__Assets=BTC
            Decoupling__SlackWebhookUrl="@Microsoft.KeyVault(VaultName=kv;SecretName=slack-webhook-url)"
            Decoupling__ManagedIdentityClientId="00000000-0000-0000-0000-000000000001"
            Decoupling__StorageConnectionString="AccountName=a;AccountKey=T0PKEY"
            """
        );

        deployed.Values.ShouldBe([KeyValuePair.Create("Decoupling__Assets", "BTC")]);
        deployed.LeftOut.Count.ShouldBe(3);
        string.Concat(deployed.LeftOut).ShouldNotContain("T0PKEY");
    }

    [Theory]
    [InlineData("")]
    [InlineData("AZURE_LOCATION=\"westeurope\"")]
    [InlineData("{ \"half\": ")]
    public void Read_NothingOfOurs_IsRefused(string text) =>
        Should.Throw<FormatException>(() => DeployedSettings.Read(text));
}
