using Decoupling.Pipeline.Notifications;
using Decoupling.Pipeline.Settings;

namespace Decoupling.Pipeline.Tests.Notifications;

public sealed class WebhookProbeTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task FindFaultsAsync_EachChannel_IsNamedWithItsFault()
    {
        await using var slack = await SlackHost.StartAsync();
        var channels = new ChannelOptions { Slack = AddressOf(slack) };

        (
            await WebhookProbe.FindFaultsAsync(channels, ["127.0.0.1"], Cancellation).ToArrayAsync(Cancellation)
        ).ShouldBe([("slack", null)]);
        (await WebhookProbe.FindFaultsAsync(channels, [], Cancellation).ToArrayAsync(Cancellation))
            .ShouldHaveSingleItem()
            .Fault.ShouldNotBeNull()
            .ShouldContain("127.0.0.1");
    }

    [Fact]
    public async Task FindFaultAsync_HostAnswers_SendsNoMessageAndNotTheSecretPath()
    {
        await using var slack = await SlackHost.StartAsync();

        var fault = await WebhookProbe.FindFaultAsync(AddressOf(slack), ["127.0.0.1"], Cancellation);

        fault.ShouldBeNull();
        var asked = slack.Receiver.Received.ShouldHaveSingleItem();
        (asked.Path, asked.Body.Length, asked.IsPosted).ShouldBe(("/", 0, false));
    }

    [Fact]
    public async Task FindFaultAsync_NobodyListens_SaysSoWithoutTheAddress()
    {
        await using var slack = await SlackHost.StartAsync();
        var address = AddressOf(slack);
        await slack.Receiver.DisposeAsync();

        var fault = await WebhookProbe.FindFaultAsync(address, ["127.0.0.1"], Cancellation);

        fault.ShouldBe("its host cannot be reached (ConnectionError)");
    }

    [Theory]
    [InlineData("https://127.0.0.1/services/T000/B000/XXXX", "is not at a public address")]
    [InlineData("http://127.0.0.1/services/T000/B000/XXXX", "is not asked without HTTPS")]
    public async Task FindFaultAsync_PrivateAddressNotAllowedByName_IsRefusedByItsHost(string address, string reason)
    {
        var fault = await WebhookProbe.FindFaultAsync(new SecretAddress(address), [], Cancellation);

        fault.ShouldNotBeNull();
        fault.ShouldContain(reason);
        fault.ShouldNotContain("T000");
    }

    [Fact]
    public async Task FindFaultAsync_Cancelled_Throws()
    {
        await using var slack = await SlackHost.StartAsync();
        using var caller = new CancellationTokenSource();
        await caller.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(
            WebhookProbe.FindFaultAsync(AddressOf(slack), ["127.0.0.1"], caller.Token)
        );
    }

    private static SecretAddress AddressOf(SlackHost slack) => new(slack.Receiver.Address.ToString());
}
