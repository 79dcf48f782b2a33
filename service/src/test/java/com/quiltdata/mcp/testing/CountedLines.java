package com.quiltdata.mcp.testing;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.quiltdata.mcp.metrics.AlarmMarker;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/** The lines of a logger, from INFO on, and how many of them CloudWatch counts. */
public final class CountedLines implements AutoCloseable {
    private final Logger logger;
    private final @Nullable Level before;
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();

    public CountedLines(String name) {
        logger = (Logger) LoggerFactory.getLogger(name);
        before = logger.getLevel();
        lines.start();
        logger.addAppender(lines);
        logger.setLevel(Level.INFO);
    }

    /** Returns all lines so far. */
    public List<ILoggingEvent> all() {
        return List.copyOf(lines.list);
    }

    /** Returns how many lines count for this metric; each of them is written at every log level. */
    public long counted(String metric) throws IOException {
        var patterns = FilterPattern.all().stream()
                .filter(pattern -> pattern.metric().equals(metric))
                .toList();
        var counted = all().stream()
                .filter(line -> patterns.stream()
                        .anyMatch(pattern -> pattern.matches(line.getLevel() + " " + line.getFormattedMessage())))
                .toList();
        assertThat(counted).allMatch(line -> line.getMarkerList().contains(AlarmMarker.MARKER));
        return counted.size();
    }

    @Override
    public void close() {
        logger.setLevel(before);
        logger.detachAppender(lines);
    }
}
