using Azure.Core;
using Azure.Core.Pipeline;

namespace Azure.Data.Tables.Wire;

/// <summary>An account's endpoint and the HTTP pipeline that signs, retries and logs.</summary>
internal sealed class TableConnection
{
    private const string StorageScope = "https://storage.azure.com/.default";

    private readonly HttpPipeline pipeline;
    private readonly string address;

    private TableConnection(Uri endpoint, TableClientOptions options, params HttpPipelinePolicy[] signing)
    {
        address = endpoint.GetLeftPart(UriPartial.Path).TrimEnd('/');
        Endpoint = new Uri(address);
        Version = options.VersionHeader;
        var settings = new HttpPipelineOptions(options) { RequestFailedDetailsParser = TableErrorParser.Instance };
        foreach (var policy in signing)
        {
            settings.PerRetryPolicies.Add(policy);
        }

        pipeline = HttpPipelineBuilder.Build(settings);
    }

    public Uri Endpoint { get; }

    public string Version { get; }

    /// <summary>The account: the path of an emulator's address, the host's first part elsewhere.</summary>
    public string AccountName =>
        Endpoint.AbsolutePath.Length > 1 ? Endpoint.AbsolutePath.Trim('/') : Endpoint.Host.Split('.')[0];

    public static TableConnection Parse(string connectionString, TableClientOptions? options)
    {
        var settings = TableConnectionString.Parse(connectionString);
        return settings.Key is { } key
            ? With(settings.Endpoint, key, options)
            : With(settings.Endpoint, new AzureSasCredential(settings.Sas!), options);
    }

    public static TableConnection With(Uri endpoint, TableSharedKeyCredential credential, TableClientOptions? options)
    {
        ArgumentNullException.ThrowIfNull(credential);
        return new(endpoint, options ?? new(), new SharedKeyPolicy(credential));
    }

    public static TableConnection With(Uri endpoint, AzureSasCredential credential, TableClientOptions? options)
    {
        ArgumentNullException.ThrowIfNull(credential);
        return new(endpoint, options ?? new(), new SasPolicy(credential));
    }

    public static TableConnection With(Uri endpoint, TokenCredential credential, TableClientOptions? options) =>
        new(endpoint, options ?? new(), new BearerTokenAuthenticationPolicy(credential, StorageScope));

    /// <summary>An address that needs no credential beside it: a signature in its query, or none.</summary>
    public static TableConnection With(Uri endpoint, TableClientOptions? options) =>
        endpoint.Query.Length > 1
            ? With(endpoint, new AzureSasCredential(endpoint.Query), options)
            : new TableConnection(endpoint, options ?? new());

    /// <summary>The whole address of a path and query that are percent-encoded already.</summary>
    public Uri UriOf(string pathAndQuery) => new($"{address}/{pathAndQuery}");

    public HttpMessage CreateMessage(RequestMethod method, string pathAndQuery)
    {
        var message = pipeline.CreateMessage();
        message.Request.Method = method;
        message.Request.Uri.Reset(UriOf(pathAndQuery));
        message.Request.Headers.SetValue("x-ms-version", Version);
        message.Request.Headers.SetValue("DataServiceVersion", "3.0");
        message.Request.Headers.SetValue("Accept", TableHeaders.Json);
        return message;
    }

    /// <summary>Sends, and throws on every status that is neither 2xx nor expected.</summary>
    public async Task<Response> SendAsync(HttpMessage message, int? expected, CancellationToken cancellationToken)
    {
        await pipeline.SendAsync(message, cancellationToken).ConfigureAwait(false);
        var response = message.Response;
        if (response.Status is >= 200 and < 300 || response.Status == expected)
        {
            return response;
        }

        throw new RequestFailedException(response, null, TableErrorParser.Instance);
    }
}
