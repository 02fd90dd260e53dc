using Decoupling.EndToEnd.Tests.Worker.Protocol;

namespace Decoupling.EndToEnd.Tests.Worker;

/// <summary>What a worker's answer is to say.</summary>
internal static class StatusResultAssertions
{
    public static bool IsSuccess(this StatusResult result) => result.Status == StatusResult.Types.Status.Success;

    public static void ShouldBeSuccess(this StatusResult result, string? what = null) =>
        result.Status.ShouldBe(StatusResult.Types.Status.Success, $"{what} {result.Exception?.Message}");
}
