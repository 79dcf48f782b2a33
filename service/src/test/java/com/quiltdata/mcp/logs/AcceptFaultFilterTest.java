package com.quiltdata.mcp.logs;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.core.spi.FilterReply;
import java.io.IOException;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class AcceptFaultFilterTest {
    private static final String JETTY = "org.eclipse.jetty.server.AbstractConnector";

    private final AcceptFaultFilter filter = new AcceptFaultFilter();

    private FilterReply decide(String logger, @Nullable Throwable fault) {
        Logger named = new LoggerContext().getLogger(logger);
        return filter.decide(null, named, Level.WARN, "Accept Failure", null, fault);
    }

    @Test
    void replacesAllFailuresToAcceptOfAMinuteByOneLine() {
        var fault = new CountedException();
        IntStream.range(0, 1000).forEach(_ -> assertThat(decide(JETTY, fault)).isEqualTo(FilterReply.DENY));
        assertThat(fault.read).isEqualTo(1);
    }

    @Test
    void leavesOtherLinesAlone() {
        assertThat(decide(JETTY, null)).isEqualTo(FilterReply.NEUTRAL);
        assertThat(decide("com.quiltdata", new IOException())).isEqualTo(FilterReply.NEUTRAL);
        assertThat(decide(JETTY, new IllegalStateException())).isEqualTo(FilterReply.NEUTRAL);
    }

    /** Counts how often its message is read, which is once for each line. */
    private static final class CountedException extends IOException {
        private int read;

        @Override
        public String getMessage() {
            read++;
            return "Too many open files";
        }
    }
}
