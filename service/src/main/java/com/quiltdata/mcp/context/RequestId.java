package com.quiltdata.mcp.context;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The id of the current request: adapters send it upstream as {@code X-Request-Id} when it is bound, and every log line
 * written meanwhile contains it.
 */
public final class RequestId {
    public static final ScopedValue<String> CURRENT = ScopedValue.newInstance();

    /** The load balancer's id of the request, where it sent one; used in the log only. */
    public static final ScopedValue<String> TRACE = ScopedValue.newInstance();

    /** The header that carries the load balancer's id. */
    public static final String BALANCER = "X-Amzn-Trace-Id";

    private static final Pattern ROOT = Pattern.compile("(?:^|;)Root=(1-[0-9a-f]{8}-[0-9a-f]{24})(?:;|$)");
    private static final int MAX_BALANCER = 512;

    private RequestId() {}

    /** Returns the load balancer's id from its header's value, or null when that has none. */
    public static @Nullable String root(@Nullable String header) {
        if (header == null || header.length() > MAX_BALANCER) {
            return null;
        }
        var root = ROOT.matcher(header);
        return root.find() ? root.group(1) : null;
    }

    /** Returns a carrier that binds a request's ids. */
    public static ScopedValue.Carrier of(String id, @Nullable String trace) {
        var carrier = ScopedValue.where(CURRENT, id);
        return trace == null ? carrier : carrier.where(TRACE, trace);
    }
}
