package com.quiltdata.mcp.context;

import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Client and trace of one request, for access and audit lines. */
public final class ClientInfo {
    /** The client of the current request. */
    public static final ScopedValue<ClientInfo> CURRENT = ScopedValue.newInstance();

    /** Request attribute that holds the client, for code that runs after the scoped value has ended. */
    public static final String ATTRIBUTE = "com.quiltdata.mcp.client-info";

    private static final int MAX_USER_AGENT = 200;
    private static final String CUT = "...(cut)";

    /** Anything but printable ASCII, and {@code =}, so that a user agent cannot forge a {@code field=value}. */
    private static final Pattern UNSAFE = Pattern.compile("[^ -~]|=");

    /** W3C Trace Context §3.2; an id of zeros is invalid. */
    private static final Pattern TRACEPARENT =
            Pattern.compile("(?!ff)[0-9a-f]{2}-(?!0{32})([0-9a-f]{32})-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}");

    /** A client program as it names itself: printable ASCII, "-" for what is unknown. */
    public record Program(String name, String version) {
        public static final Program UNKNOWN = new Program("-", "-");

        /** Returns the program with names that are safe to log. */
        public static Program of(@Nullable String name, @Nullable String version) {
            return new Program(safe(name), safe(version));
        }
    }

    private final String address;
    private final String userAgent;
    private volatile @Nullable String traceId;
    private volatile Program program = Program.UNKNOWN;

    private ClientInfo(String address, String userAgent, @Nullable String traceId) {
        this.address = address;
        this.userAgent = userAgent;
        this.traceId = traceId;
    }

    /** Returns the client with this address and the headers of its request, by name. */
    public static ClientInfo of(String address, Function<String, @Nullable String> header) {
        return new ClientInfo(
                address,
                userAgent(header.apply("User-Agent"), header.apply("Authorization")),
                traceId(header.apply("traceparent")));
    }

    /** Returns the client of the request that this thread serves. */
    public static Optional<ClientInfo> current() {
        return CURRENT.isBound() ? Optional.of(CURRENT.get()) : Optional.empty();
    }

    public String address() {
        return address;
    }

    /** Returns the user agent, or "-": printable ASCII, at most 208 characters, without tokens. */
    public String userAgent() {
        return userAgent;
    }

    /** Returns the id of the request's trace, if there is one. */
    public Optional<String> traceId() {
        return Optional.ofNullable(traceId);
    }

    /** Sets the id of the request's trace, when it is not the one in the headers. */
    public void setTraceId(String trace) {
        traceId = trace;
    }

    /** Returns the program that sent the request. */
    public Program program() {
        return program;
    }

    public void setProgram(Program named) {
        program = named;
    }

    private static String userAgent(@Nullable String header, @Nullable String authorization) {
        return safe(header == null ? null : redacted(header, authorization));
    }

    private static String safe(@Nullable String text) {
        if (text == null || text.isBlank()) {
            return "-";
        }
        var safe = UNSAFE.matcher(TokenForms.redact(text)).replaceAll("?");
        return safe.length() <= MAX_USER_AGENT ? safe : safe.substring(0, MAX_USER_AGENT) + CUT;
    }

    /** Returns the text with every occurrence of the Authorization header's credentials replaced by asterisks. */
    public static String redacted(String text, @Nullable String authorization) {
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
