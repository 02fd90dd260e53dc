using System.Net;
using Decoupling.Simulator.Webhooks;
using static Decoupling.Simulator.Tests.Webhooks.ReceiverHost;

namespace Decoupling.Simulator.Tests.Webhooks;

public class WebhookReceiverTests
{
    [Fact]
    public async Task Received_Messages_AreKeptInOrderWithBytesHeadersAndTime()
    {
        await using var host = await StartAsync();
        host.Http.DefaultRequestHeaders.Add("webhook-id", "msg_1");

        await host.PostTextAsync("{ \"text\" : \"first\" }");
        host.Clock.Now += TimeSpan.FromMinutes(1);
        await host.PostAsync(new { text = "second" });

        var received = host.Receiver.Received;
        received.Select(webhook => webhook.Text).ShouldBe(["{ \"text\" : \"first\" }", "{\"text\":\"second\"}"]);
        received[1].ReceivedAt.ShouldBe(host.Clock.Now);
        received[0].Headers["Webhook-Id"].ShouldBe("msg_1");
        received[0].Path.ShouldBe("/services/T000/B000/XXXX");
        received.ShouldAllBe(webhook => webhook.IsPosted && webhook.Status == 200 && webhook.Answer == "ok");
    }

    [Fact]
    public async Task RateLimit_SecondMessageWithinASecond_Is429ThenOk()
    {
        await using var host = await StartAsync(enforceRateLimit: true);
        await host.PostAsync(new { text = "first" });

        host.Clock.Now += TimeSpan.FromMilliseconds(999);
        using var refused = await host.PostAsync(new { text = "second" });
        host.Clock.Now += TimeSpan.FromMilliseconds(1);

        refused.StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
        refused.Headers.RetryAfter!.Delta.ShouldBe(TimeSpan.FromSeconds(1));
        (await host.AnswerAsync(new { text = "second" })).ShouldBe("200 ok");
        host.Receiver.Received.Count.ShouldBe(3);
        host.Receiver.Posted.Count.ShouldBe(2);
    }

    [Fact]
    public async Task Script_Answers_AreGivenOneEachAndThenAsUsual()
    {
        await using var host = await StartAsync();
        host.Receiver.Script(
            WebhookAnswer.Refuse(500),
            WebhookAnswer.Refuse(429, TimeSpan.FromSeconds(30)),
            WebhookAnswer.Usual
        );

        using var first = await host.PostAsync(new { text = "a" });
        using var second = await host.PostAsync(new { text = "a" });

        first.StatusCode.ShouldBe(HttpStatusCode.InternalServerError);
        second.StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
        second.Headers.RetryAfter!.Delta.ShouldBe(TimeSpan.FromSeconds(30));
        (await host.AnswerAsync(new { text = "a" })).ShouldBe("200 ok");
        (await host.AnswerAsync(new { text = "b" })).ShouldBe("200 ok");
        host.Receiver.Posted.Count.ShouldBe(2);
    }

    [Fact]
    public async Task Reset_Scripted_NothingIsPostedAndNoAnswerComes()
    {
        await using var host = await StartAsync();
        host.Receiver.Script(WebhookAnswer.Reset);

        await Should.ThrowAsync<HttpRequestException>(() => host.PostAsync(new { text = "a" }));

        host.Receiver.Received.Single().Status.ShouldBeNull();
        host.Receiver.Posted.ShouldBeEmpty();
    }

    [Fact]
    public async Task PostThenReset_Scripted_IsPostedThoughNoAnswerComes()
    {
        await using var host = await StartAsync();
        host.Receiver.Script(WebhookAnswer.PostThenReset);

        await Should.ThrowAsync<HttpRequestException>(() => host.PostAsync(new { text = "a" }));

        host.Receiver.Posted.Single().Status.ShouldBeNull();
    }

    [Fact]
    public async Task Hang_Scripted_EndsWithTheReceiver()
    {
        await using var host = await StartAsync();
        host.Receiver.Script(WebhookAnswer.Hang);
        var pending = host.PostAsync(new { text = "a" });
        await FirstAsync(host.Receiver);

        pending.IsCompleted.ShouldBeFalse();
        await host.Receiver.DisposeAsync();

        await Should.ThrowAsync<HttpRequestException>(() => pending);
    }

    [Fact]
    public async Task Slow_Scripted_IsPostedBeforeTheAnswerComes()
    {
        await using var host = await StartAsync();
        host.Receiver.Script(WebhookAnswer.Slow(TimeSpan.FromMilliseconds(80)));
        var pending = host.PostAsync(new { text = "a" });

        (await FirstAsync(host.Receiver)).IsPosted.ShouldBeTrue();

        (await AnswerOfAsync(await pending)).ShouldBe("200 ok");
    }

    [Fact]
    public async Task ReadAll_ReaderThatComesEarly_SeesEveryMessageAsItArrives()
    {
        await using var host = await StartAsync();
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var texts = new List<string>();
        var reading = ReadThreeAsync();

        foreach (var text in (string[])["1", "2", "3"])
            await host.PostAsync(new { text });
        await reading;

        texts.ShouldBe(["{\"text\":\"1\"}", "{\"text\":\"2\"}", "{\"text\":\"3\"}"]);

        async Task ReadThreeAsync()
        {
            await foreach (var webhook in host.Receiver.ReadAllAsync(enough.Token))
            {
                texts.Add(webhook.Text);
                if (texts.Count == 3)
                    break;
            }
        }
    }

    [Theory]
    [InlineData("services/T000/B000", 404)]
    [InlineData("hooks/T000/B000/XXXX", 404)]
    [InlineData("services/T1/B2/another", 200)]
    public async Task Path_UnlikeSlacks_IsNoService(string path, int status)
    {
        await using var host = await StartAsync();
        using var content = new StringContent("{\"text\":\"a\"}", System.Text.Encoding.UTF8, "application/json");

        using var response = await host.Http.PostAsync(
            new Uri(host.Receiver.Address, "/" + path),
            content,
            Cancellation
        );

        ((int)response.StatusCode).ShouldBe(status);
    }

    [Fact]
    public async Task Get_Asked_IsNotAllowed()
    {
        await using var host = await StartAsync();

        using var response = await host.Http.GetAsync(host.Receiver.Address, Cancellation);

        response.StatusCode.ShouldBe(HttpStatusCode.MethodNotAllowed);
    }

    private static async Task<ReceivedWebhook> FirstAsync(WebhookReceiver receiver) =>
        await receiver.ReadAllAsync(Cancellation).FirstAsync(Cancellation);
}
