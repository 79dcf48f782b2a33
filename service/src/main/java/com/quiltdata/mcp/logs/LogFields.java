package com.quiltdata.mcp.logs;

import ch.qos.logback.classic.pattern.RootCauseFirstThrowableProxyConverter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import com.quiltdata.mcp.context.ClientInfo;
import com.quiltdata.mcp.context.RequestId;
import com.quiltdata.mcp.context.TraceContext;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.jspecify.annotations.Nullable;

/** The fields of log lines, in the order in which they are written. */
final class LogFields {
    static final String TIME = "time";
    static final String LEVEL = "level";
    static final String LOGGER = "logger";
    static final String MESSAGE = "message";
    static final String EXCEPTION = "exception";

    static final String DROPPED = "dropped";

    private static final DateTimeFormatter CLOCK =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.").withZone(ZoneOffset.UTC);
    private static final String REQUEST_ID = "X-Request-Id";
    private static final int LONGEST_MESSAGE = 8_000;
    private static final int LONGEST_EXCEPTION = 32_000;
    private static final Set<String> PATHS = Set.of(
            "/",
            "/health",
            "/healthz",
            "/.well-known/oauth-protected-resource",
            "/.well-known/oauth-authorization-server",
            "/.well-known/openid-configuration",
            "/register",
            "/authorize",
            "/signin/consent",
            "/signin/callback",
            "/token",
            "/revoke",
            "/metrics",
            "/healthcheck",
            "/ping",
            "/threads");

    /** The paths of the MCP endpoint and of its metadata. */
    private static final Pattern ENDPOINT = Pattern.compile(
            "(/\\.well-known/(oauth-protected-resource|oauth-authorization-server|openid-configuration))?"
                    + "/mcp(/x/\\*)?(/readonly)?/?");

    /** The part of a path that names toolsets. */
    private static final Pattern TOOLSETS = Pattern.compile("(?<=/mcp)/x/[^/]+");

    private static final RootCauseFirstThrowableProxyConverter TRACE = new RootCauseFirstThrowableProxyConverter();

    static {
        TRACE.start();
    }

    /** The second of the last line, which most lines share. */
    private static volatile Second last = new Second(-1, "");

    private LogFields() {}

    private record Second(long epochSecond, String text) {}

    /** Returns a time in milliseconds since the epoch as ISO 8601 in UTC, with three decimals. */
    private static String time(long millis) {
        var epochSecond = Math.floorDiv(millis, 1000L);
        var second = last;
        if (second.epochSecond() != epochSecond) {
            second = new Second(epochSecond, CLOCK.format(Instant.ofEpochSecond(epochSecond)));
            last = second;
        }
        var decimals = Integer.toString(1000 + Math.floorMod(millis, 1000)); // 1, then the three decimals
        return second.text() + decimals.substring(1) + "Z";
    }

    /** Returns the fields of a log event and of the request that its thread serves. */
    static Map<String, Object> of(ILoggingEvent event) {
        var fields = new LinkedHashMap<String, Object>();
        fields.put(TIME, time(event.getTimeStamp()));
        fields.put(LEVEL, event.getLevel().toString());
        fields.put(LOGGER, event.getLoggerName());
        fields.putAll(ids());
        for (var pair : Objects.requireNonNullElse(event.getKeyValuePairs(), List.<org.slf4j.event.KeyValuePair>of())) {
            fields.put(pair.key, pair.value);
        }
        fields.put(MESSAGE, cut(String.valueOf(event.getFormattedMessage()), LONGEST_MESSAGE));
        if (event.getThrowableProxy() != null) {
            fields.put(EXCEPTION, cut(TRACE.convert(event), LONGEST_EXCEPTION));
        }
        return fields;
    }

    /** Returns the ids of the request that this thread serves. */
    static Map<String, Object> ids() {
        var ids = new LinkedHashMap<String, Object>();
        if (RequestId.CURRENT.isBound()) {
            ids.put("request", RequestId.CURRENT.get());
        }
        if (RequestId.TRACE.isBound()) {
            ids.put("trace", RequestId.TRACE.get());
        }
        ClientInfo.current().flatMap(ClientInfo::traceId).ifPresent(trace -> ids.put("trace_id", trace));
        TraceContext.current().ifPresent(place -> {
            ids.put("trace_id", place.traceId());
            ids.put("span_id", place.spanId());
        });
        return ids;
    }

    /** Returns the fields of the line that reports dropped lines. */
    static Map<String, Object> dropped(long all, long urgent) {
        var fields = new LinkedHashMap<String, Object>();
        fields.put(TIME, time(System.currentTimeMillis()));
        fields.put(LEVEL, "WARN");
        fields.put(LOGGER, LogSink.class.getName());
        fields.put(DROPPED, all);
        fields.put("urgent", urgent);
        fields.put(MESSAGE, "Log lines were dropped, because standard output was not read fast enough.");
        return fields;
    }

    /** Returns the fields of an access line: no query, and of the headers only those of client and trace. */
    static Map<String, Object> of(Request request, Response response) {
        var fields = new LinkedHashMap<String, Object>();
        fields.put(TIME, time(System.currentTimeMillis()));
        fields.put(LEVEL, "INFO");
        fields.put(LOGGER, "access");
        fields.put("request", Objects.requireNonNullElse(id(response), "-"));
        var balancer = RequestId.root(request.getHeaders().get(RequestId.BALANCER));
        if (balancer != null) {
            fields.put("trace", balancer);
        }
        var client = client(request);
        client.traceId().ifPresent(trace -> fields.put("trace_id", trace));
        fields.put("client", client.address());
        fields.put("remote", Objects.requireNonNullElse(Request.getRemoteAddr(request), "-"));
        fields.put("method", method(request));
        fields.put("path", path(request));
        fields.put("status", response.getStatus());
        fields.put("bytes", Response.getContentBytesWritten(response));
        fields.put("ms", (System.nanoTime() - request.getBeginNanoTime()) / 1_000_000);
        fields.put("user_agent", client.userAgent());
        return fields;
    }

    /** Returns the client that the intake set; the peer on the admin port, and if Jetty refused the request. */
    private static ClientInfo client(Request request) {
        return request.getAttribute(ClientInfo.ATTRIBUTE) instanceof ClientInfo known
                ? known
                : ClientInfo.of(
                        Objects.requireNonNullElse(Request.getRemoteAddr(request), "-"), request.getHeaders()::get);
    }

    /** Returns the response's request id; null if it has none, as on the admin port. */
    static @Nullable String id(Response response) {
        var field = response.getHeaders().getField(REQUEST_ID);
        return field == null ? null : field.getValue();
    }

    /** Returns a method that HTTP has, else {@code unknown}, because clients can send anything as one. */
    private static String method(Request request) {
        return HttpMethod.fromString(request.getMethod()) == null ? "unknown" : request.getMethod();
    }

    /**
     * Returns a path of this server without parameters and with {@code *} for toolsets, else {@code unknown}, because
     * others may contain a token.
     */
    static String path(Request request) {
        return path(Objects.requireNonNullElse(request.getHttpURI().getPath(), ""));
    }

    static String path(String path) {
        if (path.equals("/mcp")) {
            return path; // most requests
        }
        var bare = path.contains(";") ? path.substring(0, path.indexOf(';')) : path;
        var masked = TOOLSETS.matcher(bare).replaceFirst("/x/*");
        return PATHS.contains(masked) || ENDPOINT.matcher(masked).matches() ? masked : "unknown";
    }

    private static String cut(String text, int most) {
        return text.length() <= most ? text : text.substring(0, most) + "… (cut)";
    }
}
