using Decoupling.Pipeline.Venues;
using Decoupling.Pipeline.Venues.Binance;
using Decoupling.Pipeline.Venues.Bybit;

namespace Decoupling.Pipeline.Tests.Venues;

public class VenueOptionsTests
{
    [Fact]
    public void Create_Defaults_AreBothVenuesInOrder() =>
        VenueFactory
            .Create(new VenueOptions(), TimeProvider.System)
            .Select(venue => venue.Name)
            .ShouldBe(["binance", "bybit"]);

    [Fact]
    public void Create_AllEnabled_AreSevenInTheOrderOfTheirNames() =>
        VenueFactory
            .Create(Recording.Options("okx"), TimeProvider.System)
            .Select(venue => venue.Name)
            .ShouldBe(["binance", "bybit", "coinbase", "deribit", "hyperliquid", "kraken", "okx"]);

    [Fact]
    public void Validate_NoProduct_Throws() =>
        Should.Throw<ArgumentException>(new VenueOptions { Products = VenueProducts.None }.Validate);

    [Fact]
    public void Create_OneDisabled_IsLeftOut()
    {
        var options = new VenueOptions { Binance = new BinanceOptions { Enabled = false } };

        VenueFactory.Create(options, TimeProvider.System).ShouldHaveSingleItem().Name.ShouldBe("bybit");
    }

    [Theory]
    [InlineData("http://api.bybit.com/", "HTTPS")]
    [InlineData("https://api.bybit.com/prefix", "end in")]
    [InlineData("https://user@api.bybit.com/", "user")]
    [InlineData("https://api.bybit.com/?key=1", "query")]
    [InlineData("ftp://api.bybit.com/", "HTTPS")]
    public void Validate_BadBaseAddress_NamesTheOptionAndNotTheAddress(string address, string part)
    {
        var options = new VenueOptions { Bybit = new BybitOptions { BaseAddress = new Uri(address) } };

        var thrown = Should.Throw<ArgumentException>(options.Validate);

        thrown.ParamName.ShouldBe("BaseAddress");
        thrown.Message.ShouldContain(part);
        thrown.Message.ShouldNotContain("bybit");
    }

    [Fact]
    public void Validate_PlainHttpAtAnAllowedHostWithPrefix_IsFine()
    {
        var options = new VenueOptions
        {
            AllowedHosts = ["localhost:5081"],
            Bybit = new BybitOptions { BaseAddress = new Uri("http://localhost:5081/bybit/") },
        };

        Should.NotThrow(options.Validate);
    }

    [Fact]
    public void Validate_TimesOutOfRange_Throw()
    {
        Should.Throw<ArgumentOutOfRangeException>(new VenueOptions { TryTimeout = TimeSpan.Zero }.Validate);
        Should.Throw<ArgumentOutOfRangeException>(new VenueOptions { TotalTimeout = TimeSpan.FromSeconds(1) }.Validate);
        Should.Throw<ArgumentOutOfRangeException>(new VenueOptions { RetryDelay = TimeSpan.FromHours(1) }.Validate);
        Should.Throw<ArgumentOutOfRangeException>(new VenueOptions { Retries = 11 }.Validate);
        Should.Throw<ArgumentException>(new VenueOptions { AllowedHosts = [" "] }.Validate);
    }

    [Fact]
    public void Validate_SymbolWithOtherThanLettersAndDigits_Throws()
    {
        var symbols = new SymbolMap { Perpetual = new Dictionary<string, string> { ["BTC"] = "BTC&limit=1" } };
        var options = new VenueOptions { Binance = new BinanceOptions { Symbols = symbols } };

        Should.Throw<ArgumentException>(options.Validate).ParamName.ShouldBe("Perpetual");
    }

    [Fact]
    public async Task FetchAsync_MappedSymbol_IsAskedFor()
    {
        var symbols = new SymbolMap { Spot = new Dictionary<string, string> { ["BTC"] = "BTCFDUSD" } };
        var options = new VenueOptions { Binance = new BinanceOptions { Symbols = symbols } };
        var handler = new ReplayHandler(new Dictionary<string, string>())
        {
            Instead = (_, _) => Task.FromResult(ReplayHandler.Json("{}")),
        };
        var time = new ManualTime(Recording.NowAt);

        await time.RunAsync(() =>
            Recording
                .Venue("binance", handler, time, options)
                .FetchAsync(Recording.Request, TestContext.Current.CancellationToken)
        );

        handler.Sent.ShouldContain("api/v3/exchangeInfo?symbol=BTCFDUSD");
        handler.Sent.ShouldContain("fapi/v1/openInterest?symbol=BTCUSDT");
    }
}
