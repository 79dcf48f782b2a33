package com.quiltdata.mcp.logs;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.turbo.TurboFilter;
import ch.qos.logback.core.spi.FilterReply;
import com.quiltdata.mcp.metrics.CountedLine;
import org.jspecify.annotations.Nullable;
import org.slf4j.Marker;

/** Filter that accepts every {@link CountedLine}, regardless of its logger's level. */
final class CountedLineFilter extends TurboFilter {
    @Override
    public FilterReply decide(
            @Nullable Marker marker,
            Logger logger,
            Level level,
            @Nullable String format,
            Object @Nullable [] params,
            @Nullable Throwable thrown) {
        return marker != null && CountedLine.MARKER.equals(marker) ? FilterReply.ACCEPT : FilterReply.NEUTRAL;
    }
}
