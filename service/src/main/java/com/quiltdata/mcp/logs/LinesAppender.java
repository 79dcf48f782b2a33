package com.quiltdata.mcp.logs;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import com.fasterxml.jackson.annotation.JsonTypeName;
import io.dropwizard.logging.common.AbstractAppenderFactory;
import io.dropwizard.logging.common.async.AsyncAppenderFactory;
import io.dropwizard.logging.common.filter.LevelFilterFactory;
import io.dropwizard.logging.common.layout.LayoutFactory;

/**
 * Factory of the appender {@code lines}, the default, which writes ordinary lines to {@link Stdout}. Of the settings that
 * all appenders have, {@code threshold} and {@code filterFactories} apply.
 */
@JsonTypeName("lines")
public final class LinesAppender extends AbstractAppenderFactory<ILoggingEvent> {
    @Override
    public Appender<ILoggingEvent> build(
            LoggerContext context,
            String applicationName,
            LayoutFactory<ILoggingEvent> layoutFactory,
            LevelFilterFactory<ILoggingEvent> levelFilterFactory,
            AsyncAppenderFactory<ILoggingEvent> asyncAppenderFactory) {
        var appender = new StdoutAppender(false);
        appender.setName("lines");
        appender.setContext(context);
        appender.addFilter(levelFilterFactory.build(threshold));
        getFilterFactories().forEach(filter -> appender.addFilter(filter.build()));
        appender.start();
        return appender;
    }
}
