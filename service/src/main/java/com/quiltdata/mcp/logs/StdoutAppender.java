package com.quiltdata.mcp.logs;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.UnsynchronizedAppenderBase;

/** Appender that writes to {@link Stdout}: either the server's own lines, or ordinary lines. */
final class StdoutAppender extends UnsynchronizedAppenderBase<ILoggingEvent> {
    private final Stdout stdout = Stdout.shared();
    private final boolean own;

    StdoutAppender(boolean own) {
        this.own = own;
    }

    @Override
    protected void append(ILoggingEvent event) {
        if (OwnLines.contain(event) == own) {
            stdout.event(event);
        }
    }
}
