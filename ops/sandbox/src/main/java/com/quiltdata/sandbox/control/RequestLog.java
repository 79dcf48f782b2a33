package com.quiltdata.sandbox.control;

import com.quiltdata.sandbox.json.Json;
import com.quiltdata.sandbox.wire.Call;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The last requests of all planes in order of arrival; a status of 0 means no response, yet or ever. */
public final class RequestLog {
    private static final int MAX_ENTRIES = 10_000;
    private static final List<String> RECORDED_HEADERS =
            List.of("user-agent", "x-request-id", "traceparent", "content-encoding");
    private static final Pattern SECRETS = Pattern.compile("(?i)(x-amz-(?:signature|credential|security-token)=)[^&]*");

    private record Entry(Call call, AtomicInteger status) {}

    private final Deque<Entry> entries = new ArrayDeque<>();

    /** Records the request, and returns the setter of its status for when it is answered. */
    public synchronized AtomicInteger add(Call call) {
        if (entries.size() == MAX_ENTRIES) {
            entries.removeFirst();
        }
        var entry = new Entry(call.withoutBody(), new AtomicInteger());
        entries.addLast(entry);
        return entry.status();
    }

    synchronized void clear() {
        entries.clear();
    }

    synchronized List<Map<String, @Nullable Object>> list() {
        return entries.stream().map(RequestLog::describe).toList();
    }

    private static Map<String, @Nullable Object> describe(Entry entry) {
        Call call = entry.call();
        var headers = new LinkedHashMap<>(call.headers());
        headers.keySet().retainAll(RECORDED_HEADERS);
        return Json.of(
                "plane", call.plane().name().toLowerCase(Locale.ROOT),
                "method", call.method(),
                "path", call.path(),
                "query",
                        call.query() == null
                                ? null
                                : SECRETS.matcher(call.query()).replaceAll("$1-"),
                "user", call.who().user(),
                "token", call.who().token(),
                "operationName", call.content().operationName(),
                "status", entry.status().get(),
                "authorization", call.who().authorized(),
                "headers", headers);
    }
}
