package com.quiltdata.mcp.logs;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.turbo.TurboFilter;
import ch.qos.logback.core.spi.FilterReply;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Marker;

/**
 * Accepts the server's own lines at every level, and denies what libraries log below INFO about headers and bodies,
 * which contain tokens, even if a lower level is configured or set while the server runs; at any level, lines that quote
 * requests. It must be the only turbo filter: Logback copies a list of several each time that a library checks whether a
 * level is on, some hundred times per request.
 */
final class LevelGuard extends TurboFilter {
    /** Names, or first parts of names, of loggers that would log headers or bodies. */
    private static final List<String> GUARDED = List.of(
            "org.eclipse.jetty",
            "io.dropwizard.jersey",
            "org.apache.hc",
            "software.amazon.awssdk",
            "org.glassfish",
            "org.hibernate.validator",
            "io.opentelemetry",
            "sun.net.www",
            "jdk.httpclient",
            "jdk.internal.httpclient");

    /** Loggers that print what anybody sends: Jersey's a URL with its query, Jetty's a malformed Host header. */
    private static final Set<String> SENT =
            Set.of("org.glassfish.jersey.servlet.WebComponent", "org.eclipse.jetty.util.HostPort");

    private final AcceptFaultFilter acceptFaults = new AcceptFaultFilter();

    @Override
    public FilterReply decide(
            @Nullable Marker marker,
            Logger logger,
            Level level,
            @Nullable String format,
            Object @Nullable [] arguments,
            @Nullable Throwable fault) {
        if (marker == null && level.levelInt < Level.INFO_INT && level.levelInt < logger.getEffectiveLevel().levelInt) {
            return FilterReply.NEUTRAL; // most checks
        }
        if (OwnLines.contain(marker, logger.getName(), level)) {
            return FilterReply.ACCEPT;
        }
        if (SENT.contains(logger.getName())) {
            return FilterReply.DENY;
        }
        if (level.isGreaterOrEqual(Level.INFO)) {
            return acceptFaults.decide(marker, logger, level, format, arguments, fault);
        }
        return level.isGreaterOrEqual(logger.getEffectiveLevel()) && isGuarded(logger.getName())
                ? FilterReply.DENY
                : FilterReply.NEUTRAL;
    }

    private static boolean isGuarded(String name) {
        return GUARDED.stream().anyMatch(name::startsWith);
    }
}
