using System.Net;
using System.Net.Sockets;
using System.Text;
using Decoupling.Pipeline.Http;
using Decoupling.Pipeline.Tests.Venues;
using Decoupling.Pipeline.Venues;
using Decoupling.Pipeline.Venues.Bybit;

namespace Decoupling.Pipeline.Tests.Http;

public sealed class OutgoingHttpTests : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private int _connections;

    public OutgoingHttpTests() => _listener.Start();

    private int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public void Dispose()
    {
        _stop.Cancel();
        _listener.Dispose();
        _stop.Dispose();
    }

    [Theory]
    [InlineData("https://venue.example/secret?key=1", "venue.example")]
    [InlineData("https://127.0.0.1/secret?key=1", "127.0.0.1")]
    [InlineData("https://[::1]/secret?key=1", "::1")]
    [InlineData("https://169.254.169.254/secret?key=1", "169.254.169.254")]
    public async Task Send_PrivateAddress_IsRefusedByTheHostsNameAlone(string address, string host)
    {
        using var client = OutgoingHttp.CreateClient([], Resolving(IPAddress.Loopback, IPAddress.Parse("10.1.2.3")));

        var refused = await Should.ThrowAsync<AddressRefusedException>(GetAsync(client, address));

        refused.Message.ShouldBe($"The host {host} is not at a public address and is not among the allowed hosts.");
        refused.Host.ShouldBe(host);
        refused.ToString().ShouldNotContain("secret");
    }

    [Fact]
    public async Task Send_WithoutHttps_IsRefusedBeforeTheNameIsResolved()
    {
        using var client = OutgoingHttp.CreateClient([], (_, _) => throw new InvalidOperationException("resolved"));

        var refused = await Should.ThrowAsync<AddressRefusedException>(GetAsync(client, "http://venue.example/secret"));

        refused.Message.ShouldBe(
            "The host venue.example is not asked without HTTPS, because it is not among the allowed hosts."
        );
    }

    [Theory]
    [InlineData("venue.example")]
    [InlineData("VENUE.example:{port}")]
    public async Task Send_AllowedHost_IsAskedAtAPrivateAddress(string allowed)
    {
        Serve("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
        var name = allowed.Replace("{port}", $"{Port}", StringComparison.Ordinal);
        using var client = OutgoingHttp.CreateClient([name], Resolving(IPAddress.Loopback));

        using var response = await GetAsync(client, $"http://venue.example:{Port}/");

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Send_AllowedAtAnotherPort_IsRefused()
    {
        using var client = OutgoingHttp.CreateClient([$"venue.example:{Port + 1}"], Resolving(IPAddress.Loopback));

        await Should.ThrowAsync<AddressRefusedException>(GetAsync(client, $"http://venue.example:{Port}/"));
    }

    [Fact]
    public async Task Send_Redirect_IsNotFollowedAndNoCookieIsKept()
    {
        Serve(
            $"HTTP/1.1 302 Found\r\nLocation: http://localhost:{Port}/elsewhere\r\nSet-Cookie: a=b\r\nContent-Length: 0\r\n\r\n"
        );
        using var client = OutgoingHttp.CreateClient(["localhost"]);

        using var response = await GetAsync(client, $"http://localhost:{Port}/");

        response.StatusCode.ShouldBe(HttpStatusCode.Found);
        _connections.ShouldBe(1);
    }

    [Fact]
    public async Task FetchAsync_ReplyThatBreaksOff_IsNamed()
    {
        Serve("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 500\r\n\r\n{\"serverTime\":1");
        var reading = await FetchAsync();

        reading.Venue.Missing.ShouldHaveSingleItem().Reason.ShouldBe("Nothing came from bybit: the reply broke off.");
    }

    [Fact]
    public async Task FetchAsync_NobodyListens_IsNamed()
    {
        _listener.Stop();
        using var closed = new TcpListener(IPAddress.Loopback, 0);
        closed.Start();
        var port = ((IPEndPoint)closed.LocalEndpoint).Port;
        closed.Stop();

        var reading = await FetchAsync(port);

        reading
            .Venue.Missing.ShouldHaveSingleItem()
            .Reason.ShouldBe("Nothing came from bybit: the connection failed (ConnectionError).");
    }

    [Fact]
    public async Task FetchAsync_VenueAtAPrivateAddress_IsRefusedAndNamed()
    {
        var options = new VenueOptions
        {
            Bybit = new BybitOptions { BaseAddress = new Uri("https://127.0.0.1/") },
            Retries = 0,
        };

        var venue = VenueFactory.Create(options, TimeProvider.System).Single(v => v.Name == "bybit");
        var fetch = await venue.FetchAsync(Recording.Request, TestContext.Current.CancellationToken);

        fetch
            .Venue.Missing.ShouldHaveSingleItem()
            .Reason.ShouldContain("The host 127.0.0.1 is not at a public address");
    }

    private async Task<VenueFetch> FetchAsync(int? port = null)
    {
        var options = new VenueOptions
        {
            AllowedHosts = ["localhost"],
            Bybit = new BybitOptions { BaseAddress = new Uri($"http://localhost:{port ?? Port}/bybit/") },
            Retries = 0,
        };
        var venue = VenueFactory.Create(options, TimeProvider.System).Single(v => v.Name == "bybit");
        return await venue.FetchAsync(Recording.Request, TestContext.Current.CancellationToken);
    }

    private static HostResolver Resolving(params IPAddress[] addresses) => (_, _) => Task.FromResult(addresses);

    private static Task<HttpResponseMessage> GetAsync(HttpClient client, string address) =>
        client.GetAsync(new Uri(address), TestContext.Current.CancellationToken);

    /// <summary>Answers every connection's first request with fixed text, and closes.</summary>
    private void Serve(string reply) =>
        _ = Task.Run(async () =>
        {
            while (!_stop.IsCancellationRequested)
            {
                using var connection = await _listener.AcceptTcpClientAsync(_stop.Token);
                Interlocked.Increment(ref _connections);
                await using var stream = connection.GetStream();
                var buffer = new byte[4096];
                _ = await stream.ReadAsync(buffer, _stop.Token);
                await stream.WriteAsync(Encoding.ASCII.GetBytes(reply), _stop.Token);
                connection.Client.Shutdown(SocketShutdown.Send);
            }
        });
}
