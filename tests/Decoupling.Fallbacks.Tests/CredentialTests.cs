using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using Azure;
using Azure.Core;
using Azure.Data.Tables;
using Decoupling.Cli.Azurite;

namespace Decoupling.Fallbacks.Tests;

public sealed class CredentialTests(AzuriteFixture fixture)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static DateTimeOffset Now => TimeProvider.System.GetUtcNow();

    [Fact]
    public async Task SharedKey_RightKey_IsAccepted()
    {
        var key = new TableSharedKeyCredential(AzuriteProcess.AccountName, AzuriteProcess.AccountKey);
        var service = new TableServiceClient(fixture.Azurite.TableUri, key);

        (await service.CreateTableIfNotExistsAsync(AzuriteFixture.NewName(), Cancellation)).Value.ShouldNotBeNull();
        service.AccountName.ShouldBe(AzuriteProcess.AccountName);
    }

    [Fact]
    public async Task SharedKey_WrongKey_IsForbidden()
    {
        var key = new TableSharedKeyCredential(AzuriteProcess.AccountName, Convert.ToBase64String(new byte[64]));
        var table = new TableClient(fixture.Azurite.TableUri, "unused", key);

        var error = await Should.ThrowAsync<RequestFailedException>(() => table.CreateIfNotExistsAsync(Cancellation));

        error.Status.ShouldBe(403);
    }

    [Fact]
    public async Task AccountSas_ReadOnly_ReadsAndMayNotWrite()
    {
        var full = await fixture.CreateTableAsync();
        await full.AddEntityAsync(new TableEntity("p", "r"), Cancellation);
        var signature = AccountSas("rl", Now.AddHours(1));
        var service = new TableServiceClient(fixture.Azurite.TableUri, new AzureSasCredential(signature));
        var table = service.GetTableClient(full.Name);

        (
            await table
                .QueryAsync<TableEntity>("PartitionKey eq 'p'", cancellationToken: Cancellation)
                .CountAsync(Cancellation)
        ).ShouldBe(1);
        var error = await Should.ThrowAsync<RequestFailedException>(() =>
            table.AddEntityAsync(new TableEntity("p", "s"), Cancellation)
        );
        error.Status.ShouldBe(403);
    }

    [Fact]
    public async Task AccountSas_InTheTablesAddress_WritesATransaction()
    {
        var full = await fixture.CreateTableAsync();
        var signature = AccountSas("rwdlau", Now.AddHours(1));
        var table = new TableClient(new Uri($"{full.Uri}?{signature}"));

        await table.SubmitTransactionAsync(
            [new(TableTransactionActionType.Add, new TableEntity("p", "r"))],
            Cancellation
        );

        table.Name.ShouldBe(full.Name);
        (await full.QueryAsync<TableEntity>(cancellationToken: Cancellation).CountAsync(Cancellation)).ShouldBe(1);
    }

    [Fact]
    public async Task AccountSas_InTheConnectionString_IsAccepted()
    {
        var signature = AccountSas("rwdlau", Now.AddHours(1));
        var service = new TableServiceClient(
            $"TableEndpoint={fixture.Azurite.TableUri};SharedAccessSignature={signature}"
        );

        await service.CreateTableIfNotExistsAsync(AzuriteFixture.NewName(), Cancellation);
    }

    [Fact]
    public async Task AccountSas_Expired_IsForbidden()
    {
        var signature = AccountSas("rwdlau", Now.AddHours(-1));
        var service = new TableServiceClient(fixture.Azurite.TableUri, new AzureSasCredential(signature));

        var error = await Should.ThrowAsync<RequestFailedException>(() =>
            service.CreateTableIfNotExistsAsync(AzuriteFixture.NewName(), Cancellation)
        );

        error.Status.ShouldBe(403);
    }

    [Fact]
    public async Task TokenCredential_EveryRequest_CarriesTheTokenForStorage()
    {
        using var transport = new ScriptedTransport(new HttpResponseMessage(HttpStatusCode.NoContent));
        var credential = new FixedToken();
        var options = new TableClientOptions { Transport = transport };
        var table = new TableClient(new Uri("https://account.table.core.windows.net"), "scores", credential, options);

        await table.UpsertEntityAsync(new TableEntity("p", "r"), TableUpdateMode.Replace, Cancellation);

        transport.Uris.ShouldBe(["https://account.table.core.windows.net/scores(PartitionKey='p',RowKey='r')"]);
        transport.LastHeaders["Authorization"].ShouldBe("Bearer the-token");
        transport.LastHeaders["x-ms-version"].ShouldBe("2020-12-06");
        credential.Scopes.ShouldBe(["https://storage.azure.com/.default"]);
        table.AccountName.ShouldBe("account");
    }

    [Theory]
    [InlineData("UseDevelopmentStorage=true", "http://127.0.0.1:10002/devstoreaccount1")]
    [InlineData("AccountName=acc;AccountKey=AAAA", "https://acc.table.core.windows.net/")]
    [InlineData(
        "DefaultEndpointsProtocol=http;AccountName=acc;AccountKey=AAAA;EndpointSuffix=core.test",
        "http://acc.table.core.test/"
    )]
    [InlineData("AccountName=acc;AccountKey=AAAA;TableEndpoint=https://x.test/acc", "https://x.test/acc")]
    public void ConnectionString_Form_GivesTheEndpoint(string connectionString, string endpoint)
    {
        new TableServiceClient(connectionString).Uri.ToString().ShouldBe(endpoint);
    }

    [Theory]
    [InlineData("AccountName=acc")]
    [InlineData("AccountKey=AAAA")]
    [InlineData("nonsense")]
    public void ConnectionString_Incomplete_IsRefused(string connectionString)
    {
        Should.Throw<FormatException>(() => new TableServiceClient(connectionString));
    }

    /// <summary>An account's signature as the service documents it: https://learn.microsoft.com/rest/api/storageservices/create-account-sas.</summary>
    private static string AccountSas(string permissions, DateTimeOffset expiresAt)
    {
        var expiry = expiresAt.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
        var text = $"{AzuriteProcess.AccountName}\n{permissions}\nt\nsco\n\n{expiry}\n\nhttps,http\n2019-02-02\n";
        var key = Convert.FromBase64String(AzuriteProcess.AccountKey);
        var signature = Convert.ToBase64String(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(text)));
        return $"sv=2019-02-02&ss=t&srt=sco&sp={permissions}&se={Uri.EscapeDataString(expiry)}&spr=https,http&sig={Uri.EscapeDataString(signature)}";
    }

    private sealed class FixedToken : TokenCredential
    {
        public string[] Scopes { get; private set; } = [];

        public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken)
        {
            Scopes = requestContext.Scopes;
            return new AccessToken("the-token", DateTimeOffset.MaxValue);
        }

        public override ValueTask<AccessToken> GetTokenAsync(
            TokenRequestContext requestContext,
            CancellationToken cancellationToken
        ) => new(GetToken(requestContext, cancellationToken));
    }
}
