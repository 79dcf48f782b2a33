package com.quiltdata.mcp.logs;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.core.spi.FilterReply;
import com.quiltdata.mcp.metrics.AlarmMarker;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.Marker;

final class LevelGuardTest {
    private static FilterReply decide(String name, Level configured, Level level, @Nullable Marker marker) {
        var logger = new LoggerContext().getLogger(name);
        logger.setLevel(configured);
        return new LevelGuard().decide(marker, logger, level, null, null, null);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "org.apache.hc.client5.http.headers",
                "software.amazon.awssdk.request",
                "org.eclipse.jetty.server.HttpChannel",
                "org.glassfish.jersey.logging.LoggingFeature",
                "sun.net.www.protocol.http.HttpURLConnection"
            })
    void keepsLoggersThatPrintHeadersAtInfo(String logger) {
        assertThat(decide(logger, Level.toLevel("ALL"), Level.DEBUG, null)).isEqualTo(FilterReply.DENY);
        assertThat(decide(logger, Level.toLevel("ALL"), Level.INFO, null)).isEqualTo(FilterReply.NEUTRAL);
    }

    @ParameterizedTest
    @ValueSource(strings = {"org.glassfish.jersey.servlet.WebComponent", "org.eclipse.jetty.util.HostPort"})
    void deniesWhatQuotesRequestsAtAnyLevel(String logger) {
        assertThat(decide(logger, Level.INFO, Level.WARN, null)).isEqualTo(FilterReply.DENY);
    }

    @Test
    void leavesOtherLoggersAsConfigured() {
        assertThat(decide("com.quiltdata.mcp.tool.Runner", Level.toLevel("ALL"), Level.TRACE, null))
                .isEqualTo(FilterReply.NEUTRAL);
    }

    @Test
    void acceptsTheServersOwnLinesAtAnyLevel() {
        assertThat(decide("audit", Level.OFF, Level.INFO, null)).isEqualTo(FilterReply.ACCEPT);
        assertThat(decide("startup", Level.OFF, Level.WARN, null)).isEqualTo(FilterReply.ACCEPT);
        assertThat(decide("com.quiltdata.mcp.tool.Runner", Level.OFF, Level.INFO, AlarmMarker.MARKER))
                .isEqualTo(FilterReply.ACCEPT);
    }

    @Test
    void replacesStackTracesOfConnectionsThatCannotBeAccepted() {
        var jetty = new LoggerContext().getLogger("org.eclipse.jetty.server.AbstractConnector");
        assertThat(new LevelGuard().decide(null, jetty, Level.WARN, "", null, new IOException()))
                .isEqualTo(FilterReply.DENY);
    }
}
