using System.Net;
using System.Text;
using System.Text.Json;
using Decoupling.Pipeline.Http;
using Decoupling.Pipeline.Notifications;
using Decoupling.Pipeline.Notifications.PagerDuty;
using Decoupling.Pipeline.Notifications.StandardWebhooks;
using Decoupling.Pipeline.Settings;
using Decoupling.Pipeline.Tests.Steps;

namespace Decoupling.Pipeline.Tests.Notifications;

/// <summary>Nothing of any channel's secrets reaches a row, a log, an exception or a screen, whatever its receiver does: even if it answers with all that it was sent.</summary>
public sealed class ChannelSecrecyTests
{
    private const string Path = "T0PS3CRETPATH";
    private const string Key = "0123456789T0PS3CRETKEY0123456789";

    private static readonly byte[] s_signing = Encoding.ASCII.GetBytes("T0PS3CRET-signs-all-the-webhooks");
    private static readonly string[] s_endings =
    [
        "200",
        "302",
        "400",
        "403",
        "404",
        "410",
        "429",
        "500",
        "503",
        "throws",
        "breaks",
        "private",
        "cancelled",
    ];

    private static readonly string[] s_secrets = [Path, Key, "T0PS3CRET", Convert.ToBase64String(s_signing)];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<string, string> Cases =>
        [.. ChannelOptions.Known.SelectMany(channel => s_endings.Select(ending => (channel, ending)))];

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task SweepAsync_HoweverItEnds_LeavesNoSecretAnywhere(string channel, string ending)
    {
        await using var host = await DeliveryHost.StartAsync();
        using var stopping = new CancellationTokenSource();
        using var client = ClientOf(ending, stopping);
        var (address, format) = ChannelFactory.Describe(AllChannels()).Single(one => one.Format.Name == channel);
        using var sender = new WebhookChannel(client, address, format, host.Clock);
        await host.DecideAsync(0, 1.4, channels: [new(channel, format.KeepsIncidents)]);
        var deliverer = host.CreateDelivererTo(sender);

        var thrown = await Record.ExceptionAsync(() => deliverer.SweepAsync(stopping.Token));

        (thrown is OperationCanceledException).ShouldBe(ending == "cancelled");
        ((thrown is null) || host.Attempts.Count == 0).ShouldBeTrue();
        ShouldHoldNoSecret($"{thrown}");
        ShouldHoldNoSecret($"{address} {format} {sender} {JsonSerializer.Serialize<object>(format)}");
        host.Log.Lines.ForEach(ShouldHoldNoSecret);
        foreach (
            var row in host.Tables.Upserts.Concat(
                host.Tables.Commits.SelectMany(writes => writes).Select(write => write.Row)
            )
        )
        {
            ShouldHoldNoSecret(string.Join(' ', row.Columns.Select(column => column.Value).Append(row.RowKey)));
        }
    }

    [Fact]
    public void Options_AsTextOrJson_HoldNoSecret()
    {
        var options = new PipelineOptions { Alerts = new AlertOptions { Channels = AllChannels() } };

        ShouldHoldNoSecret(options.ToString());
        ShouldHoldNoSecret(options.Alerts.Channels.ToString());
        ShouldHoldNoSecret(JsonSerializer.Serialize(options.Alerts));
    }

    private static ChannelOptions AllChannels()
    {
        var address = new SecretAddress($"https://hooks.example/{Path}?token={Path}");
        return new ChannelOptions
        {
            Slack = address,
            Teams = address,
            Discord = address,
            PagerDuty = new RoutingKey(Key),
            Webhook = address,
            WebhookSecrets = [new WebhookSecret($"whsec_{Convert.ToBase64String(s_signing)}")],
            Alertmanager = address,
            CloudEvents = address,
        };
    }

    private static HttpClient ClientOf(string ending, CancellationTokenSource stopping)
    {
        if (ending == "private")
        {
            return OutgoingHttp.CreateClient([], (_, _) => Task.FromResult(new[] { IPAddress.Loopback }));
        }

        return new HttpClient(
            new StubHandler(request =>
            {
                var echo = EchoOf(request);
                switch (ending)
                {
                    case "throws":
                        throw new HttpRequestException(HttpRequestError.ResponseEnded, echo, new IOException(echo));
                    case "cancelled":
                        stopping.Cancel();
                        throw new OperationCanceledException($"{Key[..10]} cancelled", stopping.Token);
                    case "breaks":
                        return new HttpResponseMessage(HttpStatusCode.BadRequest)
                        {
                            Content = new StreamContent(new BrokenStream(echo)),
                        };
                    default:
                        return new HttpResponseMessage((HttpStatusCode)int.Parse(ending, null))
                        {
                            Content = new StringContent(echo),
                            Headers = { Location = request.RequestUri },
                        };
                }
            })
        );
    }

    private static string EchoOf(HttpRequestMessage request)
    {
        using var body = request.Content!.ReadAsStream();
        return $"{request.RequestUri} {request.Headers} {new StreamReader(body).ReadToEnd()}";
    }

    private static void ShouldHoldNoSecret(string text)
    {
        foreach (var secret in s_secrets)
        {
            text.ShouldNotContain(secret, Case.Insensitive);
        }
    }

    private sealed class BrokenStream(string message) : MemoryStream
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            throw new IOException(message);
    }
}
