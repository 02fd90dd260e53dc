using Decoupling.Functions;
using Decoupling.Pipeline;
using Decoupling.Pipeline.Settings;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

var builder = FunctionsApplication.CreateBuilder(args);

// Settings are read and checked here, so that a wrong one stops the app with its name.
var options = PipelineSettings.Read(builder.Configuration);
builder.Services.AddPipelineTelemetry(builder.Configuration, options.Storage.CreateCredential());
builder.Services.AddSingleton(services =>
    RiskPipeline.Create(options, TimeProvider.System, services.GetRequiredService<ILoggerFactory>())
);
builder.Services.AddSingleton(services => services.GetRequiredService<RiskPipeline>().Runs);
builder.Services.AddSingleton(services => services.GetRequiredService<RiskPipeline>().Fetch);
builder.Services.AddSingleton(services => services.GetRequiredService<RiskPipeline>().Score);
builder.Services.AddSingleton(services => services.GetRequiredService<RiskPipeline>().Summarize);
builder.Services.AddSingleton(services => services.GetRequiredService<RiskPipeline>().Check);
builder.Services.AddSingleton(services => services.GetRequiredService<RiskPipeline>().Deliver);
builder.Services.AddSingleton(services => services.GetRequiredService<RiskPipeline>().BuildBaselines);
builder.Services.AddSingleton(services => services.GetRequiredService<RiskPipeline>().Assess);
builder.Services.AddSingleton(services => services.GetRequiredService<RiskPipeline>().Poison);
builder.Services.AddSingleton(services => services.GetRequiredService<RiskPipeline>().Purge);
builder.Services.AddSingleton(services => services.GetRequiredService<RiskPipeline>().Digest);

// A stopped app takes no new work; what is under way ends within this, or is cut between two writes and finished by the next run.
builder.Services.AddSingleton<Invocations>();
builder.Services.AddHostedService(services => services.GetRequiredService<Invocations>());
builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(25));

using var host = builder.Build();
await host.Services.GetRequiredService<RiskPipeline>().CreateStorageAsync(CancellationToken.None);
await host.RunAsync();
