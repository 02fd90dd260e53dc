using System.Globalization;
using Microsoft.Extensions.Logging;

namespace Decoupling.Cli.Hosting;

/// <summary>Writes warnings and errors as single lines on standard error, so that standard output stays the command's answer.</summary>
internal sealed class ConsoleLog(TimeProvider clock) : ILoggerProvider
{
    /// <summary>A factory with this log, and what is added beside it, which gets information too.</summary>
    public static ILoggerFactory CreateFactory(
        TimeProvider clock,
        LogLevel least,
        Action<ILoggingBuilder>? addOthers = null
    ) =>
        LoggerFactory.Create(builder =>
        {
            builder.SetMinimumLevel(addOthers is null || least < LogLevel.Information ? least : LogLevel.Information);
            builder.AddProvider(new ConsoleLog(clock)).AddFilter<ConsoleLog>(level => level >= least);
            addOthers?.Invoke(builder);
        });

    /// <inheritdoc/>
    public ILogger CreateLogger(string categoryName) => new Line(clock);

    /// <inheritdoc/>
    public void Dispose() { }

    private sealed class Line(TimeProvider clock) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel != LogLevel.None;

        public void Log<TState>(
            LogLevel logLevel,
            EventId eventId,
            TState state,
            Exception? exception,
            Func<TState, Exception?, string> formatter
        )
        {
            var at = clock.GetUtcNow().ToString("HH:mm:ss", CultureInfo.InvariantCulture);
            var cause = exception is null ? "" : $" ({exception.GetType().Name}: {exception.Message})";
            Console.Error.WriteLine(
                $"{at} {logLevel.ToString().ToLowerInvariant()}: {formatter(state, exception)}{cause}"
            );
        }
    }
}
