package com.quiltdata.sandbox.control;

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

/** The last requests of both planes in the order they came; a status of 0 means no answer yet, or none ever. */
public final class RequestLog {
    private static final int KEPT = 10_000;
    private static final List<String> OF_INTEREST =
            List.of("user-agent", "x-request-id", "traceparent", "content-encoding");
    private static final Pattern SECRETS = Pattern.compile("(?i)(x-amz-(?:signature|credential|security-token)=)[^&]*");

    private record Entry(Call call, AtomicInteger status) {}

    private final Deque<Entry> entries = new ArrayDeque<>();

    /** Records the request, and returns where its status goes once it is answered. */
    public synchronized AtomicInteger add(Call call) {
        if (entries.size() == KEPT) {
            entries.removeFirst();
        }
        var entry = new Entry(call, new AtomicInteger());
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
        var line = new LinkedHashMap<String, @Nullable Object>();
        line.put("plane", call.plane().name().toLowerCase(Locale.ROOT));
        line.put("method", call.method());
        line.put("path", call.path());
        line.put(
                "query",
                call.query() == null ? null : SECRETS.matcher(call.query()).replaceAll("$1-"));
        line.put("user", call.who().user());
        line.put("token", call.who().token());
        line.put("operationName", call.asked().operationName());
        line.put("status", entry.status().get());
        line.put("authorization", call.who().authorized());
        var headers = new LinkedHashMap<String, @Nullable Object>(call.headers());
        headers.keySet().retainAll(OF_INTEREST);
        line.put("headers", headers);
        return line;
    }
}
