using Decoupling.Pipeline.Accounts;
using Decoupling.Pipeline.Baselines;
using Decoupling.Pipeline.Snapshots;
using Decoupling.Pipeline.Steps;
using Decoupling.Pipeline.Storage;

namespace Decoupling.Pipeline.Tests.Infra;

/// <summary>The storage account is closed by default and has what the code writes to, and who may do what is as little as they need.</summary>
public sealed class InfraStorageTests
{
    private const string StorageType = "Microsoft.Storage/storageAccounts";

    // Microsoft's ids of the built-in roles, from its list of them.
    private const string BlobDataOwner = "b7e6dc6d-f1e8-4753-8033-0f276bb0955b";
    private const string QueueDataContributor = "974c5e8b-45b9-4653-ba55-5f855dd0fb88";
    private const string TableDataContributor = "0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3";
    private const string TableDataReader = "76199698-9eea-4c19-bc75-cec21354c6b6";
    private const string MetricsPublisher = "3913510d-42f4-4e42-8a64-420c390055eb";
    private const string SecretsUser = "4633458b-17de-408a-b874-0445c86b69e6";

    [Fact]
    public async Task Account_HasNoKeysAndNothingPublic()
    {
        var deployment = await Deployment.Default;

        var account = deployment.Properties(StorageType);
        account.GetProperty("allowSharedKeyAccess").GetBoolean().ShouldBeFalse();
        account.GetProperty("allowBlobPublicAccess").GetBoolean().ShouldBeFalse();
        account.GetProperty("supportsHttpsTrafficOnly").GetBoolean().ShouldBeTrue();
        account.GetProperty("minimumTlsVersion").GetString().ShouldBe("TLS1_2");
        deployment
            .OfType($"{StorageType}/blobServices/containers")
            .ShouldAllBe(container =>
                container.GetProperty("properties").GetProperty("publicAccess").GetString() == "None"
            );
    }

    [Fact]
    public async Task Account_HasEveryContainerAndTableOfTheCode()
    {
        var deployment = await Deployment.Default;

        deployment
            .Names($"{StorageType}/blobServices/containers")
            .ShouldBe(
                [SnapshotName.Container, BaselineName.Container, AccountBlobs.Container, "app-package"],
                ignoreOrder: true
            );
        deployment.Names($"{StorageType}/tableServices/tables").ShouldBe(ResultTableNames.All, ignoreOrder: true);
        deployment.Names($"{StorageType}/queueServices/queues").ShouldBe([PoisonMessage.Queue]);
    }

    [Fact]
    public async Task Retention_KeepsDigestsForAYearOfBaselinesAndLeavesAccountsToTheirOwners()
    {
        var rules = (await Deployment.Default)
            .Properties($"{StorageType}/managementPolicies")
            .GetProperty("policy")
            .GetProperty("rules")
            .EnumerateArray()
            .ToDictionary(
                rule =>
                    rule.GetProperty("definition").GetProperty("filters").GetProperty("prefixMatch")[0].GetString()!,
                rule =>
                    rule.GetProperty("definition")
                        .GetProperty("actions")
                        .GetProperty("baseBlob")
                        .GetProperty("delete")
                        .GetProperty("daysAfterCreationGreaterThan")
                        .GetInt32()
            );

        rules.Keys.ShouldBe([$"{SnapshotName.Container}/", $"{BaselineName.Container}/"], ignoreOrder: true);
        rules[$"{BaselineName.Container}/"].ShouldBeGreaterThanOrEqualTo(400);
    }

    [Fact]
    public async Task Grants_AreTheRolesOfTheIdentityAndNoOther()
    {
        var deployment = await Deployment.Default;

        string IdOf(string type) => deployment.OfType(type).Single().GetProperty("id").GetString()!;
        var storage = IdOf(StorageType);
        deployment
            .Grants()
            .ShouldBe(
                [
                    (BlobDataOwner, storage),
                    (QueueDataContributor, storage),
                    (TableDataContributor, storage),
                    (MetricsPublisher, IdOf("Microsoft.Insights/components")),
                    (SecretsUser, IdOf("Microsoft.KeyVault/vaults")),
                ],
                ignoreOrder: true
            );
        deployment
            .OfType("Microsoft.Authorization/roleAssignments")
            .ShouldAllBe(grant =>
                grant
                    .GetProperty("properties")
                    .GetProperty("principalId")
                    .GetString()!
                    .Contains("/userAssignedIdentities/")
            );
    }

    [Fact]
    public async Task Grants_ReadersOfResults_ReadEveryTableButAccountRisk()
    {
        var read = (await Deployment.Full).Grants().Where(grant => grant.Role == TableDataReader);

        read.Select(grant => grant.Scope.Split('/')[^1])
            .ShouldBe(ResultTableNames.All.Except([ResultTableNames.AccountRisk]), ignoreOrder: true);
    }

    [Fact]
    public async Task PrivateNetwork_ClosesStorageAndVaultAndGivesEachServiceAnEndpoint()
    {
        var deployment = await Deployment.Full;

        foreach (var type in new[] { StorageType, "Microsoft.KeyVault/vaults" })
        {
            var properties = deployment.Properties(type);
            properties.GetProperty("publicNetworkAccess").GetString().ShouldBe("Disabled");
            properties.GetProperty("networkAcls").GetProperty("defaultAction").GetString().ShouldBe("Deny");
        }

        deployment
            .OfType("Microsoft.Network/privateEndpoints")
            .Select(endpoint =>
                endpoint
                    .GetProperty("properties")
                    .GetProperty("privateLinkServiceConnections")[0]
                    .GetProperty("properties")
                    .GetProperty("groupIds")[0]
                    .GetString()
            )
            .ShouldBe(["blob", "queue", "table", "vault"], ignoreOrder: true);
        deployment
            .Properties("Microsoft.Web/sites")
            .GetProperty("virtualNetworkSubnetId")
            .GetString()
            .ShouldEndWith("/subnets/app");
        (await Deployment.Default).OfType("Microsoft.Network/virtualNetworks").ShouldBeEmpty();
    }
}
