using System.Collections.Concurrent;
using System.Net;
using System.Text;
using System.Text.Json;
using Azure.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Decoupling.EndToEnd.Tests.Loopback;

/// <summary>The endpoint by which Azure Functions gives an app the tokens of its managed identity.</summary>
internal sealed class IdentityEndpoint : IAsyncDisposable
{
    private readonly WebApplication application;
    private readonly string audience;

    private IdentityEndpoint(WebApplication application, string audience) =>
        (this.application, this.audience) = (application, audience);

    /// <summary>What was asked for: the query and the header that proves the app.</summary>
    public ConcurrentQueue<(string Resource, string ClientId, string Header)> Asked { get; } = [];

    public string Address =>
        application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single()
        + "/msi/token";

    /// <summary>A credential with the same tokens, for the test itself.</summary>
    public TokenCredential Credential =>
        DelegatedTokenCredential.Create(
            (_, _) => new AccessToken(Token(), TimeProvider.System.GetUtcNow().AddHours(1))
        );

    public static async Task<IdentityEndpoint> StartAsync(string audience, CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(options => options.Listen(IPAddress.Loopback, 0));
        var endpoint = new IdentityEndpoint(builder.Build(), audience);
        endpoint.application.Run(endpoint.AnswerAsync);
        await endpoint.application.StartAsync(cancellationToken);
        return endpoint;
    }

    public ValueTask DisposeAsync() => application.DisposeAsync();

    private Task AnswerAsync(HttpContext context)
    {
        var query = context.Request.Query;
        Asked.Enqueue((query["resource"]!, query["client_id"]!, context.Request.Headers["X-IDENTITY-HEADER"]!));
        context.Response.ContentType = "application/json";
        return context.Response.WriteAsync(
            JsonSerializer.Serialize(
                new
                {
                    access_token = Token(),
                    expires_on = $"{TimeProvider.System.GetUtcNow().AddHours(1).ToUnixTimeSeconds()}",
                    resource = (string)query["resource"]!,
                    token_type = "Bearer",
                    client_id = (string)query["client_id"]!,
                }
            )
        );
    }

    /// <summary>A token that nobody signed: Azurite reads its audience, issuer and times.</summary>
    private string Token()
    {
        var now = TimeProvider.System.GetUtcNow();
        var claims = new
        {
            aud = audience,
            iss = "https://sts.windows.net/00000000-0000-0000-0000-000000000002/",
            iat = now.AddMinutes(-5).ToUnixTimeSeconds(),
            nbf = now.AddMinutes(-5).ToUnixTimeSeconds(),
            exp = now.AddHours(1).ToUnixTimeSeconds(),
        };
        return $"{Part(new { alg = "none", typ = "JWT" })}.{Part(claims)}.e30";
    }

    private static string Part(object content) =>
        Convert
            .ToBase64String(Encoding.UTF8.GetBytes(JsonSerializer.Serialize(content)))
            .TrimEnd('=')
            .Replace('+', '-')
            .Replace('/', '_');
}
