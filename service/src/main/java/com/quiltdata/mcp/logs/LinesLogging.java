package com.quiltdata.mcp.logs;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonTypeName;
import io.dropwizard.logging.common.BootstrapLogging;
import io.dropwizard.logging.common.DefaultLoggingFactory;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Factory of {@code logging: type: lines} in config.yml: Dropwizard's own, with {@link LinesAppender} as the default
 * appender and with the format of its lines and of the server's own.
 */
@JsonTypeName("lines")
public final class LinesLogging extends DefaultLoggingFactory {
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
        setAppenders(List.of(new LinesAppender()));
    }

    LogFormat format() {
        return format;
    }

    /** Sets the format at once, because lines are written as soon as logging is configured. */
    @JsonProperty
    void setFormat(LogFormat format) {
        this.format = format;
        Stdout.shared().in(format);
    }

    @Override
    public void stop() {
        super.stop();
        Stdout.shared().flush();
    }

    static LoggerContext context() {
        return (LoggerContext) LoggerFactory.getILoggerFactory();
    }
}
