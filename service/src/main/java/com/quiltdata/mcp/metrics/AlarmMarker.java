package com.quiltdata.mcp.metrics;

import org.slf4j.Marker;
import org.slf4j.MarkerFactory;

/**
 * Marker for log lines that alarms count or the deployment reference has; the server itself writes them to standard
 * output, at every log level.
 */
public final class AlarmMarker {
    public static final Marker MARKER = MarkerFactory.getMarker("counted");

    private AlarmMarker() {}
}
