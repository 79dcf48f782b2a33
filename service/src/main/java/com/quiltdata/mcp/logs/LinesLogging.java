package com.quiltdata.mcp.logs;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.turbo.MarkerFilter;
import ch.qos.logback.classic.turbo.TurboFilter;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.UnsynchronizedAppenderBase;
import ch.qos.logback.core.spi.FilterReply;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonTypeName;
import com.quiltdata.mcp.metrics.AlarmMarker;
import io.dropwizard.logging.common.BootstrapLogging;
import io.dropwizard.logging.common.DefaultLoggingFactory;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Factory of {@code logging: type: lines} in config.yml: Dropwizard's own, but written to {@link Stdout}. */
@JsonTypeName("lines")
public final class LinesLogging extends DefaultLoggingFactory {
    /** Loggers that are written at any configured level. */
    private static final List<String> PROMISED = List.of("startup", "audit");

    @JsonProperty
    private LogFormat format = LogFormat.TEXT;

    /** Logs warnings to standard error until the configuration is read, because the format is not known yet. */
    public static void bootstrap() {
        BootstrapLogging.bootstrap(Level.WARN);
        var appenders = context().getLogger(Logger.ROOT_LOGGER_NAME).iteratorForAppenders();
        while (appenders.hasNext()) {
            if (appenders.next() instanceof ConsoleAppender<ILoggingEvent> console) {
                console.setTarget("System.err");
                console.start();
            }
        }
    }

    public LinesLogging() {
        setAppenders(List.of((context, _, _, _, _) -> appender(context)));
    }

    private Appender<ILoggingEvent> appender(LoggerContext context) {
        var stdout = Stdout.shared();
        stdout.in(format);
        context.addTurboFilter(countedLines());
        context.addTurboFilter(new AcceptFaultFilter());
        PROMISED.forEach(logger -> context.getLogger(logger).setLevel(Level.INFO));
        var appender = new UnsynchronizedAppenderBase<ILoggingEvent>() {
            @Override
            protected void append(ILoggingEvent event) {
                stdout.event(event);
            }
        };
        appender.setName("stdout");
        appender.setContext(context);
        appender.start();
        return appender;
    }

    /** Returns a filter that accepts every counted line, regardless of its logger's level. */
    private static TurboFilter countedLines() {
        var filter = new MarkerFilter();
        filter.setMarker(AlarmMarker.MARKER.getName());
        filter.setOnMatch(FilterReply.ACCEPT.name());
        filter.start();
        return filter;
    }

    @Override
    public void stop() {
        Stdout.shared().flush();
    }

    private static LoggerContext context() {
        return (LoggerContext) LoggerFactory.getILoggerFactory();
    }
}
