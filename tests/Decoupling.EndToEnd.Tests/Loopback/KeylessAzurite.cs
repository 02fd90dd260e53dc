using System.Diagnostics;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Data.Tables;
using Azure.Storage.Blobs;
using Decoupling.Cli.Azurite;

namespace Decoupling.EndToEnd.Tests.Loopback;

/// <summary>An Azurite over HTTPS that takes bearer tokens, with a certificate of its own.</summary>
internal sealed class KeylessAzurite : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly DirectoryInfo certificates;
    private readonly Process process;
    private readonly AzuriteListening listening;

    private KeylessAzurite(DirectoryInfo certificates, Process process, AzuriteListening listening) =>
        (this.certificates, this.process, this.listening) = (certificates, process, listening);

    public Uri BlobUri => listening.UriOf("Blob");

    public Uri TableUri => listening.UriOf("Table");

    /// <summary>What a process must trust to reach it.</summary>
    public string CertificatePath => Path.Combine(certificates.FullName, "certificate.pem");

    public static async Task<KeylessAzurite> StartAsync(CancellationToken cancellationToken)
    {
        await AzuriteInstall.EnsureAsync(null, cancellationToken);
        var certificates = Directory.CreateTempSubdirectory("decoupling-keyless-");
        WriteCertificate(certificates.FullName);
        var start = await AzuriteCommand.BuildAsync(
            new AzuriteOptions { DataFolder = Path.Combine(certificates.FullName, "data") },
            cancellationToken
        );
        foreach (
            var argument in (string[])
                [
                    "--oauth",
                    "basic",
                    "--cert",
                    Path.Combine(certificates.FullName, "certificate.pem"),
                    "--key",
                    Path.Combine(certificates.FullName, "key.pem"),
                ]
        )
        {
            start.ArgumentList.Add(argument);
        }

        var process = Process.Start(start)!;
        var lines = new LastLines();
        var listening = new AzuriteListening(lines);
        lines.Follow(process);
        await listening.Completed.WaitAsync(Patience, cancellationToken);
        return new KeylessAzurite(certificates, process, listening);
    }

    public BlobServiceClient Blobs(TokenCredential credential) =>
        new(BlobUri, credential, new BlobClientOptions { Transport = Trusting() });

    public TableServiceClient Tables(TokenCredential credential) =>
        new(TableUri, credential, new TableClientOptions { Transport = Trusting() });

    public async ValueTask DisposeAsync()
    {
        process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync(CancellationToken.None);
        process.Dispose();
        certificates.Delete(recursive: true);
    }

    private static void WriteCertificate(string folder)
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest(
            "CN=decoupling-test",
            key,
            HashAlgorithmName.SHA256,
            RSASignaturePadding.Pkcs1
        );
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        var now = TimeProvider.System.GetUtcNow();
        using var certificate = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
        File.WriteAllText(Path.Combine(folder, "certificate.pem"), certificate.ExportCertificatePem());
        File.WriteAllText(Path.Combine(folder, "key.pem"), key.ExportPkcs8PrivateKeyPem());
    }

    private static HttpClientTransport Trusting() =>
        new(
            new HttpClientHandler
            {
                ServerCertificateCustomValidationCallback = (request, _, _, _) => request.RequestUri!.IsLoopback,
            }
        );
}
