package com.quiltdata.mcp.logs;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.spi.AppenderAttachable;
import com.google.common.collect.ImmutableList;
import io.dropwizard.core.Configuration;
import io.dropwizard.core.server.AbstractServerFactory;
import io.dropwizard.core.server.ServerFactory;
import io.dropwizard.logback.AsyncAppenderBaseProxy;
import io.dropwizard.logging.common.ExternalLoggingFactory;
import io.dropwizard.logging.common.LoggingFactory;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What this server adds to any logging configuration: its own lines on standard output, request ids in the MDC, and no
 * secret at any level or in any request log.
 */
public final class LogSetup {
    private LogSetup() {}

    /**
     * Completes the logging that Dropwizard has configured, and guards the request log before the server is built.
     *
     * @param format the format of the server's own lines, if the configuration has none: json, otherwise text
     */
    public static void complete(Configuration configuration, @Nullable String format) {
        var logging = configuration.getLoggingFactory();
        if (!(logging instanceof LinesLogging)) {
            configuration.setLoggingFactory(new FlushedLogging(logging));
        }
        Stdout.shared()
                .in(
                        logging instanceof LinesLogging lines
                                ? lines.format()
                                : "json".equalsIgnoreCase(format) ? LogFormat.JSON : LogFormat.TEXT);
        events();
        guard(configuration.getServerFactory());
    }

    /** A configured factory that also writes the last lines of {@link Stdout} when it is stopped. */
    private static final class FlushedLogging extends ExternalLoggingFactory {
        private final LoggingFactory configured;

        FlushedLogging(LoggingFactory configured) {
            this.configured = configured;
        }

        @Override
        public void stop() {
            configured.stop();
            Stdout.shared().flush();
        }
    }

    /**
     * Stops all appenders but those of {@link Stdout}, so that they write what they hold. Dropwizard stops none: it stops
     * its logging factory after the start too.
     */
    public static void stopAppenders() {
        for (var logger : LinesLogging.context().getLoggerList()) {
            for (var appender : ImmutableList.copyOf(logger.iteratorForAppenders())) {
                if (!(appender instanceof StdoutAppender)) {
                    appender.stop();
                }
            }
        }
    }

    private static void events() {
        var context = LinesLogging.context();
        if (context.getTurboFilterList().stream().anyMatch(LevelGuard.class::isInstance)) {
            return; // an external configuration is not reset between two servers of one process
        }
        context.addTurboFilter(new LevelGuard());
        if (!(context.getMDCAdapter() instanceof RequestMdc)) {
            context.setMDCAdapter(new RequestMdc());
        }
        var audit = context.getLogger(OwnLines.AUDIT);
        audit.setAdditive(false);
        if (audit.iteratorForAppenders().hasNext()) {
            putFirst(audit, started("fields", new AuditMdc()));
        }
        var own = started("own", new StdoutAppender(true));
        for (var logger : context.getLoggerList()) {
            consoles(ImmutableList.copyOf(logger.iteratorForAppenders()).stream())
                    .forEach(console -> {
                        console.addFilter(OwnLines.excluded());
                        Stdout.shared().takeSystemOut();
                    });
            if (!logger.isAdditive() || logger.getName().equals(Logger.ROOT_LOGGER_NAME)) {
                putFirst(logger, own); // the others could block
            }
        }
    }

    /** Makes the server's request log one that sees no secret. */
    private static void guard(ServerFactory configured) {
        if (configured instanceof AbstractServerFactory server) {
            server.setEnableThreadNameFilter(false); // names of threads, which are logged, would contain URLs
            var log = server.getRequestLogFactory();
            if (!(log instanceof LinesRequestLog)) {
                server.setRequestLogFactory(new GuardedRequestLog(log, Stdout.shared()));
            }
        }
    }

    private static Appender<ILoggingEvent> started(String name, Appender<ILoggingEvent> appender) {
        appender.setName(name);
        appender.setContext(LinesLogging.context());
        appender.start();
        return appender;
    }

    /** Adds an appender before the others. */
    private static void putFirst(Logger logger, Appender<ILoggingEvent> first) {
        var others = ImmutableList.copyOf(logger.iteratorForAppenders());
        others.forEach(logger::detachAppender);
        logger.addAppender(first);
        others.forEach(logger::addAppender);
    }

    /** Returns the appenders of {@code System.out} among these and those that they pass events on to. */
    private static Stream<ConsoleAppender<?>> consoles(Stream<? extends Appender<?>> appenders) {
        return appenders.flatMap(appender -> switch (appender) {
            case ConsoleAppender<?> console when console.getTarget().equals("System.out") -> Stream.of(console);
            case AsyncAppenderBaseProxy<?> throttled -> consoles(Stream.of(throttled.getAppender()));
            case AppenderAttachable<?> attachable ->
                consoles(ImmutableList.copyOf(attachable.iteratorForAppenders()).stream());
            default -> Stream.empty();
        });
    }
}
