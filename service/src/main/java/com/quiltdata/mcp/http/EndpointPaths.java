package com.quiltdata.mcp.http;

import com.google.common.base.CharMatcher;
import com.quiltdata.mcp.catalog.BucketLimit;
import java.util.List;
import java.util.function.Predicate;
import org.glassfish.jersey.uri.UriComponent;

/**
 * The paths of the MCP endpoint whose toolsets a connection may choose, and the queries that it accepts.
 *
 * @param toolsets returns whether a connection may choose the toolsets of a comma-separated list
 */
public record EndpointPaths(Predicate<String> toolsets) {
    /** Returns whether a raw path is one of them. */
    public boolean contains(String rawPath) {
        return EndpointPath.parse(rawPath)
                .filter(path -> path.toolsets().isEmpty() || toolsets.test(path.toolsets()))
                .isPresent();
    }

    /** Returns whether the endpoint serves requests with a raw query; {@link ConnectionSwitches} would refuse others. */
    public boolean accepts(String rawQuery) {
        return !ConnectionSwitches.hasNameless(rawQuery)
                && UriComponent.decodeQuery(rawQuery, true).entrySet().stream()
                        .allMatch(it -> accepts(it.getKey(), String.join(",", it.getValue())));
    }

    private boolean accepts(String name, String values) {
        return switch (name) {
            case "toolsets" -> !CharMatcher.anyOf(", ").matchesAllOf(values) && toolsets.test(values);
            case "readonly" -> ConnectionSwitches.areSwitches(ConnectionSwitches.switches(List.of(values)));
            case BucketSwitch.PARAMETER -> isLimit(values);
            default -> ConnectionSwitches.IGNORED_PARAMETERS.contains(name);
        };
    }

    private static boolean isLimit(String buckets) {
        try {
            return BucketLimit.parse(List.of(buckets)).isLimited();
        } catch (IllegalArgumentException _) {
            return false;
        }
    }
}
