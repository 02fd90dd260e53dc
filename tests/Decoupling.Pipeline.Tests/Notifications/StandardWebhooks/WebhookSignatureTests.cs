using Decoupling.Alerts;
using Decoupling.Pipeline.Notifications;
using Decoupling.Pipeline.Notifications.StandardWebhooks;

namespace Decoupling.Pipeline.Tests.Notifications.StandardWebhooks;

/// <summary>The reference verifier takes each message of ours, and none in which a byte was changed.</summary>
public sealed class WebhookSignatureTests
{
    private static readonly string Old = SecretOf(1, 24);
    private static readonly string New = SecretOf(2, 64);
    private static readonly DateTimeOffset SentAt = Notices.Fired.SlotAt + TimeSpan.FromHours(3);

    [Fact]
    public async Task Build_EveryKind_IsTakenByTheReferenceVerifier()
    {
        AlertNotification[] notifications =
        [
            .. Enum.GetValues<NotificationKind>().Select(kind => Notices.Full with { Kind = kind }),
            .. HostileTexts.All.Concat(HostileTexts.Unprintable).Select(Notices.Of),
            Notices.Worst("", "測"),
            Notices.Group,
        ];

        var answers = await ReferenceVerifier.AskAsync(
            notifications.SelectMany(notification =>
                new[] { true, false }.Select(repeat => Ask(Old, Sign([Old], notification, repeat)))
            )
        );

        answers.ShouldAllBe(answer => answer.Length == 0);
    }

    [Fact]
    public async Task Build_OneByteChanged_IsTakenByNobody()
    {
        var questions = new List<object>();
        foreach (var kind in Enum.GetValues<NotificationKind>())
        {
            var sent = Sign([Old], Notices.Fired with { Kind = kind }, possibleRepeat: false);
            questions.AddRange(
                Enumerable.Range(0, sent.Body.Length).Select(i => Ask(Old, sent with { Body = Changed(sent.Body, i) }))
            );
            for (var header = 0; header < sent.Headers.Count; header++)
            {
                var value = sent.Headers[header].Value;
                questions.AddRange(
                    Enumerable.Range(0, value.Length).Select(i => Ask(Old, WithHeader(sent, header, Changed(value, i))))
                );
            }
        }

        var answers = await ReferenceVerifier.AskAsync(questions);

        answers.Length.ShouldBeGreaterThan(5_000);
        answers.ShouldAllBe(answer => answer.Length > 0);
    }

    [Fact]
    public async Task Build_WhileSecretsRotate_IsTakenByOldAndNewReceivers()
    {
        // Before, during and after the rotation of the sender; a receiver may have the old secret, the new one, or try both.
        var before = Sign([Old], Notices.Fired, possibleRepeat: false);
        var during = Sign([New, Old], Notices.Fired, possibleRepeat: false);
        var after = Sign([New], Notices.Fired, possibleRepeat: false);

        var answers = await ReferenceVerifier.AskAsync([
            Ask(Old, before),
            Ask(Old, during),
            Ask(New, during),
            Ask(New, after),
            Ask(New, before),
            Ask(Old, after),
        ]);

        answers[..4].ShouldAllBe(answer => answer.Length == 0);
        answers[4..].ShouldAllBe(answer => answer.Length > 0);
        during.Headers.Single(header => header.Key == "webhook-signature").Value.Split(' ').Length.ShouldBe(2);
    }

    [Fact]
    public void Build_NextAttempt_KeepsTheIdAndSignsItsOwnTime()
    {
        var format = new StandardWebhookFormat([new WebhookSecret(Old)]);

        var first = format.Build(Notices.Fired, possibleRepeat: false, SentAt);
        var second = format.Build(Notices.Fired, possibleRepeat: true, SentAt + TimeSpan.FromMinutes(1));

        second.Headers[0].ShouldBe(first.Headers[0]);
        first.Headers[1].ShouldBe(KeyValuePair.Create("webhook-timestamp", "1767629100"));
        second.Headers[1].ShouldBe(KeyValuePair.Create("webhook-timestamp", "1767629160"));
        second.Headers[2].Value.ShouldNotBe(first.Headers[2].Value);
    }

    private static WebhookRequest Sign(string[] secrets, AlertNotification notification, bool possibleRepeat) =>
        new StandardWebhookFormat([.. secrets.Select(secret => new WebhookSecret(secret))]).Build(
            notification,
            possibleRepeat,
            SentAt
        );

    private static object Ask(string secret, WebhookRequest sent) =>
        new
        {
            secret,
            now = SentAt.ToUnixTimeSeconds() + 5,
            headers = sent.Headers.ToDictionary(),
            body = Convert.ToBase64String(sent.Body),
        };

    private static WebhookRequest WithHeader(WebhookRequest sent, int index, string value) =>
        sent with
        {
            Headers =
            [
                .. sent.Headers.Select((header, i) => i == index ? KeyValuePair.Create(header.Key, value) : header),
            ],
        };

    private static byte[] Changed(byte[] bytes, int index) =>
        [.. bytes.Select((value, i) => i == index ? (byte)(value ^ 1) : value)];

    private static string Changed(string text, int index) =>
        string.Concat(text.Select((letter, i) => i == index ? (char)(letter ^ 1) : letter));

    private static string SecretOf(int seed, int length) =>
        $"whsec_{Convert.ToBase64String([.. Enumerable.Range(0, length).Select(i => (byte)((i * 7) + seed))])}";
}
