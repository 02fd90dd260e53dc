using Azure;
using Decoupling.Pipeline.Steps;

namespace Decoupling.Pipeline.Tests.Steps;

public sealed class PoisonMessageTests
{
    [Fact]
    public void Read_MessageOfTheBlobExtension_GivesFunctionAndBlob() =>
        PoisonMessage
            .Read(
                """{"Type":"BlobTrigger","FunctionId":"Host.Functions.AssessAccounts","BlobType":"BlockBlob","ContainerName":"accounts","BlobName":"a/b.json","ETag":"\"0x8DE0\""}"""
            )
            .ShouldBe(new PoisonMessage("AssessAccounts", "accounts", "a/b.json"));

    [Theory]
    [InlineData("")]
    [InlineData("no json")]
    [InlineData("[]")]
    [InlineData("""{"FunctionId":"F","ContainerName":"snapshots"}""")]
    [InlineData("""{"FunctionId":7,"ContainerName":"snapshots","BlobName":"a"}""")]
    public void Read_AnythingElse_IsNone(string message) => PoisonMessage.Read(message).ShouldBeNull();

    [Fact]
    public void ReasonOf_StorageFailed_RepeatsNoAddress()
    {
        var failure = new RequestFailedException(403, "https://account/?sig=T0PKEY", "AuthorizationFailure", null);

        PoisonMessage
            .ReasonOf("ScoreSnapshot", failure)
            .ShouldBe("ScoreSnapshot failed on it: storage answered 403 AuthorizationFailure.");
    }
}
