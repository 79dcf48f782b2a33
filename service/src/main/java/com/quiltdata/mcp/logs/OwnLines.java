package com.quiltdata.mcp.logs;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.filter.Filter;
import ch.qos.logback.core.spi.FilterReply;
import com.quiltdata.mcp.metrics.AlarmMarker;
import org.jspecify.annotations.Nullable;
import org.slf4j.Marker;

/**
 * The lines that the server writes to standard output itself, at every level and with any appenders: those of start-up,
 * of the audit log, and of {@link AlarmMarker}.
 */
final class OwnLines {
    static final String AUDIT = "audit";
    static final String STARTUP = "startup";

    private OwnLines() {}

    static boolean contain(ILoggingEvent event) {
        var markers = event.getMarkerList();
        return isOwn(event.getLoggerName()) || (markers != null && markers.contains(AlarmMarker.MARKER));
    }

    static boolean contain(@Nullable Marker marker, String logger, Level level) {
        return AlarmMarker.MARKER.equals(marker) || (isOwn(logger) && level.isGreaterOrEqual(Level.INFO));
    }

    private static boolean isOwn(String logger) {
        return logger.equals(AUDIT) || logger.equals(STARTUP);
    }

    /** Returns a filter for other appenders of standard output, so that no line is written twice. */
    static <E> Filter<E> excluded() {
        var filter = new Filter<E>() {
            @Override
            public FilterReply decide(E event) {
                return event instanceof ILoggingEvent line && contain(line) ? FilterReply.DENY : FilterReply.NEUTRAL;
            }
        };
        filter.start();
        return filter;
    }
}
