package com.quiltdata.mcp.context;

import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The client of one request, and the trace that the request belongs to, as access and audit lines name them. */
public final class ClientInfo {
    /** The client of the request that is being served. */
    public static final ScopedValue<ClientInfo> CURRENT = ScopedValue.newInstance();

    /** The request attribute that holds the client, for what is done when nothing is bound any more. */
    public static final String ATTRIBUTE = "com.quiltdata.mcp.client-info";

    private static final int MAX_USER_AGENT = 200;
    private static final String CUT = "...(cut)";

    /** Anything but printable ASCII, and the equals sign, so that a user agent forges no {@code field=value}. */
    private static final Pattern UNSAFE = Pattern.compile("[^ -~]|=");

    /** W3C Trace Context §3.2; an id of zeros is invalid. */
    private static final Pattern TRACEPARENT =
            Pattern.compile("(?!ff)[0-9a-f]{2}-(?!0{32})([0-9a-f]{32})-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}");

    private final String address;
    private final String userAgent;
    private volatile @Nullable String traceId;

    private ClientInfo(String address, String userAgent, @Nullable String traceId) {
        this.address = address;
        this.userAgent = userAgent;
        this.traceId = traceId;
    }

    /** The headers of a request that say something about its client, as they were received. */
    public record Headers(
            @Nullable String userAgent,
            @Nullable String traceparent,
            @Nullable String authorization) {}

    /** The client at this address that sent these headers. */
    public static ClientInfo of(String address, Headers headers) {
        return new ClientInfo(
                address, userAgent(headers.userAgent(), headers.authorization()), traceId(headers.traceparent()));
    }

    /** The client of the request that this thread serves. */
    public static Optional<ClientInfo> current() {
        return CURRENT.isBound() ? Optional.of(CURRENT.get()) : Optional.empty();
    }

    public String address() {
        return address;
    }

    /** What the client calls itself: printable ASCII, at most 208 characters, without its token; "-" for nothing. */
    public String userAgent() {
        return userAgent;
    }

    /** The id of the trace that the request belongs to, where there is one. */
    public Optional<String> traceId() {
        return Optional.ofNullable(traceId);
    }

    /** Sets the trace that the request belongs to, which its headers alone do not decide. */
    public void joined(String trace) {
        traceId = trace;
    }

    private static String userAgent(@Nullable String given, @Nullable String authorization) {
        if (given == null || given.isBlank()) {
            return "-";
        }
        var safe = UNSAFE.matcher(redacted(given, authorization)).replaceAll("?");
        return safe.length() <= MAX_USER_AGENT ? safe : safe.substring(0, MAX_USER_AGENT) + CUT;
    }

    /** The text with asterisks wherever the credentials of the Authorization header stand in it. */
    private static String redacted(String text, @Nullable String authorization) {
        var credentials = authorization == null
                ? ""
                : authorization.substring(authorization.indexOf(' ') + 1).strip();
        return credentials.isEmpty() ? text : text.replace(credentials, "***");
    }

    private static @Nullable String traceId(@Nullable String traceparent) {
        if (traceparent == null) {
            return null;
        }
        var parts = TRACEPARENT.matcher(traceparent);
        return parts.matches() ? parts.group(1) : null;
    }
}
