using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Decoupling.Pipeline.Notifications;
using Decoupling.Pipeline.Settings;
using Decoupling.Simulator.Webhooks;

namespace Decoupling.Pipeline.Tests.Notifications;

/// <summary>A webhook's address is its password: nothing that can reach a log, a row or a screen may hold it.</summary>
public sealed class WebhookSecrecyTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<string> Endings => ["ok", "429", "500", "403", "reset", "hang", "dead"];

    [Theory]
    [MemberData(nameof(Endings))]
    public async Task SendAsync_HoweverItEnds_NamesNothingOfTheAddress(string ending)
    {
        await using var slack = await SlackHost.StartAsync(Answer(ending));
        if (ending == "dead")
        {
            await slack.Receiver.DisposeAsync();
        }

        var sending = slack.SendAsync();
        if (ending == "hang")
        {
            await slack.WaitForAsync(1);
            slack.Clock.Advance(TimeSpan.FromMinutes(1));
        }

        var outcome = await sending;
        outcome.ToString().ShouldNotContain("T000");
        slack.Sender.ToString()!.ShouldNotContain("T000");
    }

    [Fact]
    public async Task SendAsync_Cancelled_ThrowsNothingThatNamesTheAddress()
    {
        await using var slack = await SlackHost.StartAsync(WebhookAnswer.Hang);
        using var caller = new CancellationTokenSource();
        var sending = slack.Sender.SendAsync(Notices.Fired, possibleRepeat: false, caller.Token);
        await slack.WaitForAsync(1);
        await caller.CancelAsync();

        var thrown = await Should.ThrowAsync<OperationCanceledException>(sending);

        thrown.ToString().ShouldNotContain("T000");
    }

    [Theory]
    [InlineData("https://127.0.0.1/services/T000/B000/XXXX", "is not at a public address")]
    [InlineData("https://169.254.169.254/services/T000/B000/XXXX", "is not at a public address")]
    [InlineData("http://127.0.0.1/services/T000/B000/XXXX", "is not asked without HTTPS")]
    public async Task SendAsync_PrivateAddressNotAllowedByName_IsRefusedByItsHost(string address, string reason)
    {
        await using var slack = await SlackHost.StartAsync();
        var sender = slack.CreateSender(new Uri(address));

        var outcome = await sender.SendAsync(Notices.Fired, possibleRepeat: false, Cancellation);

        outcome.Kind.ShouldBe(DeliveryKind.Refused);
        outcome.Reason.ShouldContain(reason);
        outcome.Reason.ShouldContain(new Uri(address).Host);
        outcome.ToString().ShouldNotContain("T000");
    }

    [Fact]
    public async Task SendAsync_Redirect_IsNotFollowed()
    {
        await using var elsewhere = await SlackHost.StartAsync();
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var serving = RedirectAsync(listener, elsewhere.Receiver.Address);
        var sender = elsewhere.CreateSender(new Uri($"http://{listener.LocalEndpoint}/T000"), "127.0.0.1");

        var outcome = await sender.SendAsync(Notices.Fired, possibleRepeat: false, Cancellation);

        outcome.ShouldBe(new DeliveryOutcome(DeliveryKind.Refused, "HTTP 307"));
        elsewhere.Receiver.Received.ShouldBeEmpty();
        await elsewhere.DisposeAsync();
        await serving;
    }

    [Fact]
    public void Options_AsTextOrJson_HoldNothingOfTheAddress()
    {
        var options = new AlertOptions
        {
            Channels = new ChannelOptions { Slack = new SecretAddress("https://hooks.slack.com/services/T000/B0/X") },
        };

        options.ToString().ShouldNotContain("T000");
        new PipelineOptions { Alerts = options }
            .ToString()
            .ShouldNotContain("T000");
        JsonSerializer.Serialize(options).ShouldNotContain("T000");
    }

    [Theory]
    [InlineData("")]
    [InlineData("hooks.slack.com/services/T000/B000/XXXX")]
    [InlineData("/services/T000/B000/XXXX")]
    [InlineData("ftp://hooks.slack.com/services/T000/B000/XXXX")]
    [InlineData("file:///services/T000/B000/XXXX")]
    [InlineData("https://")]
    [InlineData(null)]
    public void SecretAddress_NoWebAddress_ThrowsWithoutRepeatingIt(string? address)
    {
        var thrown = Should.Throw<ArgumentException>(() => new SecretAddress(address!));

        thrown.Message.ShouldStartWith("The webhook's address is not an absolute https address.");
        thrown.ToString().ShouldNotContain("T000");
    }

    [Fact]
    public void SecretAddress_AsText_SaysThatThereIsASecret() =>
        new SecretAddress("https://hooks.slack.com/services/T000").ToString().ShouldBe("[secret]");

    private static async Task RedirectAsync(TcpListener listener, Uri location)
    {
        using var connection = await listener.AcceptTcpClientAsync(Cancellation);
        await using var stream = connection.GetStream();
        var reply = $"HTTP/1.1 307 Temporary Redirect\r\nLocation: {location}\r\nContent-Length: 0\r\n\r\n";
        await stream.WriteAsync(Encoding.ASCII.GetBytes(reply), Cancellation);
        await stream.CopyToAsync(Stream.Null, Cancellation);
    }

    private static WebhookAnswer Answer(string ending) =>
        ending switch
        {
            "429" or "500" or "403" => WebhookAnswer.Refuse(int.Parse(ending, null)),
            "reset" => WebhookAnswer.Reset,
            "hang" => WebhookAnswer.Hang,
            _ => WebhookAnswer.Usual,
        };
}
