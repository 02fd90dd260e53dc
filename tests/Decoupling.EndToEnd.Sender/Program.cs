using System.Globalization;
using Decoupling.EndToEnd.Sender;
using Decoupling.Pipeline;
using Decoupling.Pipeline.Settings;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging.Abstractions;

// The product's own delivery as a process that can be killed: it sweeps over and over, by a fast clock, until that happens.
var clock = new FastClock(
    DateTimeOffset.Parse(args[0], CultureInfo.InvariantCulture),
    double.Parse(args[1], CultureInfo.InvariantCulture)
);
var options = PipelineSettings.Read(new ConfigurationBuilder().AddEnvironmentVariables().Build());
using var pipeline = RiskPipeline.Create(options, clock, NullLoggerFactory.Instance);
while (true)
{
    await pipeline.Deliver.SweepAsync(CancellationToken.None);
    await Task.Delay(TimeSpan.FromSeconds(1), clock);
}
