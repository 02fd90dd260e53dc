using System.Net;
using System.Net.Sockets;
using Decoupling.Pipeline.Http;
using Decoupling.Pipeline.Notifications;
using Decoupling.Pipeline.Notifications.Slack;
using Decoupling.Pipeline.Tests.Notifications;

namespace Decoupling.Pipeline.Tests.Http;

/// <summary>Addresses that lead a webhook astray: each is refused with its reason before a socket is opened.</summary>
/// <remarks>Every name resolves as the test says, and no connection is made by the operating system.</remarks>
public sealed class HostileAddressTests
{
    private const string NotPublic = "is not at a public address";
    private const string NotHttps = "is not asked without HTTPS";
    private const string Private = "is a name of private networks";
    private const string Mixed = "is at a private address beside a public one";
    private const string User = "names a user before its host";
    private const string NoAddress = "is not an absolute https address";

    private readonly ManualTime clock = new(Notices.Fired.SlotAt);
    private readonly List<IPAddress> connected = [];
    private readonly List<string> resolved = [];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>An address, what its name resolves to where it is looked up, and why it is refused.</summary>
    public static TheoryData<string, string, string> Hostile { get; } =
        new()
        {
            // Private IPv4, in every notation that a resolver or a browser takes.
            { "https://127.0.0.1/hook", "", NotPublic },
            { "https://127.1/hook", "", NotPublic },
            { "https://127.255.255.254/hook", "", NotPublic },
            { "https://2130706433/hook", "", NotPublic },
            { "https://0x7f000001/hook", "", NotPublic },
            { "https://0x7f.0x0.0x0.0x1/hook", "", NotPublic },
            { "https://0177.0.0.1/hook", "", NotPublic },
            { "https://017700000001/hook", "", NotPublic },
            { "https://0x7f.1/hook", "", NotPublic },
            { "https://10.0.0.1/hook", "", NotPublic },
            { "https://012.0.0.1/hook", "", NotPublic },
            { "https://172.16.0.1/hook", "", NotPublic },
            { "https://172.31.255.255/hook", "", NotPublic },
            { "https://192.168.1.1/hook", "", NotPublic },
            { "https://3232235777/hook", "", NotPublic },
            { "https://0.0.0.0/hook", "", NotPublic },
            { "https://0/hook", "", NotPublic },
            // Carrier, link, benchmark, documentation, multicast, broadcast.
            { "https://100.64.0.1/hook", "", NotPublic },
            { "https://100.127.255.254/hook", "", NotPublic },
            { "https://169.254.1.1/hook", "", NotPublic },
            { "https://198.18.0.1/hook", "", NotPublic },
            { "https://198.19.255.254/hook", "", NotPublic },
            { "https://192.0.2.1/hook", "", NotPublic },
            { "https://198.51.100.1/hook", "", NotPublic },
            { "https://203.0.113.1/hook", "", NotPublic },
            { "https://224.0.0.251/hook", "", NotPublic },
            { "https://239.255.255.250/hook", "", NotPublic },
            { "https://240.0.0.1/hook", "", NotPublic },
            { "https://255.255.255.255/hook", "", NotPublic },
            // What clouds tell their machines, secrets among it.
            { "https://169.254.169.254/latest/meta-data/iam", "", NotPublic },
            { "https://2852039166/latest/meta-data", "", NotPublic },
            { "https://0xa9fea9fe/latest/meta-data", "", NotPublic },
            { "https://0251.0376.0251.0376/latest/meta-data", "", NotPublic },
            { "https://169.254.170.2/v2/credentials", "", NotPublic },
            { "https://100.100.100.200/latest/meta-data", "", NotPublic },
            { "https://192.0.0.192/latest", "", NotPublic },
            { "https://168.63.129.16/machine", "", NotPublic },
            { "https://[fd00:ec2::254]/latest/meta-data", "", NotPublic },
            { "https://metadata.google.internal/computeMetadata/v1", "8.8.8.8", Private },
            { "https://metadata/computeMetadata/v1", "8.8.8.8", Private },
            { "https://instance-data.ec2.internal/latest", "8.8.8.8", Private },
            // IPv6: loopback, private, link-local, multicast, tunnels and translations that carry a private IPv4 address.
            { "https://[::1]/hook", "", NotPublic },
            { "https://[::]/hook", "", NotPublic },
            { "https://[0:0:0:0:0:0:0:1]/hook", "", NotPublic },
            { "https://[fc00::1]/hook", "", NotPublic },
            { "https://[fd12:3456:789a::1]/hook", "", NotPublic },
            { "https://[fe80::1]/hook", "", NotPublic },
            { "https://[fe80::1%25eth0]/hook", "", NotPublic },
            { "https://[fec0::1]/hook", "", NotPublic },
            { "https://[ff02::1]/hook", "", NotPublic },
            { "https://[::ffff:127.0.0.1]/hook", "", NotPublic },
            { "https://[::ffff:a9fe:a9fe]/hook", "", NotPublic },
            { "https://[::127.0.0.1]/hook", "", NotPublic },
            { "https://[64:ff9b::127.0.0.1]/hook", "", NotPublic },
            { "https://[64:ff9b::a9fe:a9fe]/hook", "", NotPublic },
            { "https://[64:ff9b:1::10.0.0.1]/hook", "", NotPublic },
            { "https://[2002:7f00:1::]/hook", "", NotPublic },
            { "https://[2002:c0a8:101::1]/hook", "", NotPublic },
            { "https://[2001:0:53aa:64c:0:0:f5ff:fffe]/hook", "", NotPublic },
            { "https://[2a00:1450:4001:80e::5efe:a00:1]/hook", "", NotPublic },
            { "https://[2a00:1450:4001:80e:200:5efe:127.0.0.1]/hook", "", NotPublic },
            { "https://[2001:db8::1]/hook", "", NotPublic },
            { "https://[100::1]/hook", "", NotPublic },
            // Names of the machine and of networks, with and without the dot at the end.
            { "https://localhost/hook", "8.8.8.8", Private },
            { "https://LOCALHOST/hook", "8.8.8.8", Private },
            { "https://localhost./hook", "8.8.8.8", Private },
            { "https://a.localhost/hook", "8.8.8.8", Private },
            { "https://printer.local/hook", "8.8.8.8", Private },
            { "https://router.home.arpa./hook", "8.8.8.8", Private },
            { "https://intranet/hook", "8.8.8.8", Private },
            { "https://127.0.0.1./hook", "127.0.0.1", NotPublic },
            { "https://localtest.me/hook", "127.0.0.1", NotPublic },
            { "https://10.0.0.1.nip.io/hook", "10.0.0.1", NotPublic },
            { "https://hooks.example/hook", "fe80::1", NotPublic },
            { "https://hooks.example/hook", "::ffff:10.0.0.1", NotPublic },
            // Letters and digits that look like others, or are folded to them.
            { "https://１２７.０.０.１/hook", "", NoAddress },
            { "https://①②⑦.⓪.⓪.①/hook", "", NoAddress },
            { "https://127。0。0。1/hook", "", NoAddress },
            { "https://ｌｏｃａｌｈｏｓｔ/hook", "8.8.8.8", NoAddress },
            { "https://metadata.google.ⓘnternal/hook", "8.8.8.8", NoAddress },
            { "https://%31%32%37.0.0.1/hook", "", NoAddress },
            // A part before the host that reads like one.
            { "https://hooks.slack.com@127.0.0.1/hook", "", User },
            { "https://hooks.slack.com:443@169.254.169.254/hook", "", User },
            { "https://user:password@hooks.example/hook", "8.8.8.8", User },
            { "https://hooks.slack.com%2f@10.0.0.1/hook", "", User },
            { "https://127.0.0.1\\@hooks.slack.com/hook", "", NoAddress },
            { "https://127.0.0.1#@hooks.slack.com/hook", "", NotPublic },
            { "https://127.0.0.1?@hooks.slack.com/hook", "", NotPublic },
            // Several answers, a private one among them.
            { "https://hooks.example/hook", "8.8.8.8 10.0.0.1", Mixed },
            { "https://hooks.example/hook", "::1 8.8.8.8", Mixed },
            { "https://hooks.example/hook", "10.0.0.1 192.168.0.1", NotPublic },
            // Ports, which make no private address public.
            { "https://127.0.0.1:8443/hook", "", NotPublic },
            { "https://[::1]:443/hook", "", NotPublic },
            { "https://10.0.0.1:22/hook", "", NotPublic },
            { "https://hooks.example:65536/hook", "", NoAddress },
            // Other schemes, and HTTP.
            { "http://hooks.example/hook", "8.8.8.8", NotHttps },
            { "http://hooks.example:443/hook", "8.8.8.8", NotHttps },
            { "http://127.0.0.1/hook", "", NotHttps },
            { "HTTP://8.8.8.8/hook", "", NotHttps },
            { "file:///etc/passwd", "", NoAddress },
            { "gopher://127.0.0.1:6379/_FLUSHALL", "", NoAddress },
            { "ftp://127.0.0.1/hook", "", NoAddress },
            { "ws://hooks.example/hook", "", NoAddress },
            { "data:text/plain,hook", "", NoAddress },
            { "javascript:alert(1)", "", NoAddress },
            { "//127.0.0.1/hook", "", NoAddress },
            { "https:///hook", "", NoAddress },
            { "https://[::1/hook", "", NoAddress },
            { "https://127.0.0.1%00.hooks.example/hook", "", NoAddress },
        };

    [Fact]
    public void Hostile_Addresses_AreManyAndDifferent()
    {
        Hostile.Count.ShouldBeGreaterThanOrEqualTo(60);
        Hostile.Select(row => row.Data).ShouldBeUnique();
    }

    [Theory]
    [MemberData(nameof(Hostile))]
    public async Task SendAsync_HostileAddress_IsRefusedWithItsReasonAndNoSocket(
        string address,
        string answers,
        string reason
    )
    {
        var said = await SendAsync(address, _ => Parse(answers));

        said.ShouldContain(reason);
        said.ShouldNotContain("/hook");
        connected.ShouldBeEmpty();
        if (answers.Length == 0)
        {
            resolved.ShouldBeEmpty();
        }
    }

    [Fact]
    public async Task SendAsync_NameThatIsPublicOnceAndPrivateThen_IsConnectedAtThePublicAddressOnly()
    {
        var asked = 0;
        IPAddress[] Rebinding(string host) => asked++ == 0 ? Parse("8.8.8.8") : Parse("127.0.0.1");
        var secret = new SecretAddress("https://rebind.example/hook");
        using var channel = ChannelTo(secret, Rebinding);

        var first = await channel.SendAsync(Notices.Fired, possibleRepeat: false, Cancellation);
        clock.Advance(TimeSpan.FromMinutes(1));
        var second = await channel.SendAsync(Notices.Fired, possibleRepeat: false, Cancellation);

        first.Kind.ShouldBe(DeliveryKind.Retry);
        (second.Kind, second.Reason).ShouldBe(
            (
                DeliveryKind.Refused,
                "The host rebind.example is not at a public address and is not among the allowed hosts."
            )
        );
        connected.ShouldBe([IPAddress.Parse("8.8.8.8")]);
    }

    [Theory]
    [InlineData("https://hooks.example/hook", "8.8.8.8")]
    [InlineData("https://8.8.8.8/hook", "")]
    [InlineData("https://hooks.example./hook", "8.8.4.4 2001:4860:4860::8888")]
    [InlineData("https://xn--bcher-kva.example:8443/hook", "8.8.8.8")]
    [InlineData("https://[2001:4860:4860::8888]/hook", "")]
    [InlineData("https://[64:ff9b::8.8.8.8]/hook", "")]
    public async Task SendAsync_PublicAddress_IsConnected(string address, string answers)
    {
        var said = await SendAsync(address, _ => Parse(answers));

        said.ShouldStartWith("The connection failed");
        connected.ShouldNotBeEmpty();
    }

    /// <summary>What refuses it: the setting's check, or the outcome of an attempt.</summary>
    private async Task<string> SendAsync(string address, Func<string, IPAddress[]> resolve)
    {
        SecretAddress secret;
        try
        {
            secret = new SecretAddress(address);
        }
        catch (ArgumentException refused)
        {
            return refused.Message;
        }

        using var channel = ChannelTo(secret, resolve);
        var outcome = await channel.SendAsync(Notices.Fired, possibleRepeat: false, Cancellation);
        outcome.Kind.ShouldBe(connected.Count == 0 ? DeliveryKind.Refused : DeliveryKind.Retry, outcome.Reason);
        return outcome.Reason;
    }

    private WebhookChannel ChannelTo(SecretAddress address, Func<string, IPAddress[]> resolve)
    {
        Task<IPAddress[]> Resolve(string host, CancellationToken cancellationToken)
        {
            resolved.Add(host);
            return Task.FromResult(resolve(host));
        }

        // Nobody answers, and nothing is kept open: each attempt resolves and connects anew.
        ValueTask<Stream> Connect(IPAddress[] addresses, int port, CancellationToken cancellationToken)
        {
            connected.AddRange(addresses);
            throw new SocketException((int)SocketError.ConnectionRefused);
        }

        var client = OutgoingHttp.CreateClient([], Resolve, Connect);
        return new WebhookChannel(client, address, new SlackFormat(), clock);
    }

    private static IPAddress[] Parse(string answers) =>
        [.. answers.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(IPAddress.Parse)];
}
