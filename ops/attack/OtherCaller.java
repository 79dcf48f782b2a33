package attack;

import bench.Wire;
import java.io.IOException;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A caller with a good token, known to the server, who works steadily: lists tools and buckets and reads texts, one after
 * the other on one connection. Every request has JSON property names that the server has not seen before.
 */
final class OtherCaller implements AutoCloseable {
    private static final int PAUSE_MILLIS = 25;
    private static final int NEW_NAMES = 20;
    private static final int PATIENCE_MILLIS = 60_000;
    private static final String ADDRESS = "X-Forwarded-For: 198.51.100.7\r\n";
    private static final List<String> CALLS = List.of(
            "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/list\",\"params\":{%s}}",
            call("bucket_list", "{}"),
            call("bucket_object_text", "{\"s3_uri\":\"s3://quilt-example/README.md\"}"));

    private final String server;
    private final String token;
    private final BooleanSupplier alive;
    private final Tally tally = new Tally();
    private final Tally bad = new Tally();
    private final Thread thread = Thread.ofPlatform().daemon().name("other caller").unstarted(this::work);
    private volatile boolean over;
    private volatile long askedAt;
    private int sent;
    private Wire wire;

    OtherCaller(String server, String token, BooleanSupplier alive) {
        this.server = server;
        this.alive = alive;
        this.token = token;
    }

    private static String call(String tool, String arguments) {
        return "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{%%s,\"name\":\"%s\",\"arguments\":%s}}"
                .formatted(tool, arguments);
    }

    /** Makes a few calls that are not counted. */
    void warm(int calls) {
        for (var i = 0; i < calls; i++) {
            one(new Tally(), new Tally());
        }
    }

    void start() {
        thread.start();
    }

    private void work() {
        while (!over && alive.getAsBoolean()) {
            one(tally, bad);
            try {
                Thread.sleep(PAUSE_MILLIS);
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private void one(Tally all, Tally faults) {
        var number = sent++;
        var meta = IntStream.range(0, NEW_NAMES)
                .mapToObj(i -> "\"seen-%d-%d\":1".formatted(number, i))
                .collect(Collectors.joining(",", "\"_meta\":{", "}"));
        var began = System.nanoTime();
        askedAt = began;
        try {
            if (wire == null) {
                wire = new Wire(server, PATIENCE_MILLIS);
            }
            var answer = wire.ask(Wire.request(token, ADDRESS, CALLS.get(number % CALLS.size()).formatted(meta)));
            all.add("answered", began);
            if (!answer.good()) {
                faults.add(answer.status() == 200 ? "200 with an error" : Integer.toString(answer.status()), began);
            }
            if (answer.headers().getOrDefault("connection", "").equalsIgnoreCase("close")) {
                hangUp();
            }
        } catch (IOException | RuntimeException e) {
            all.add("unanswered", began);
            faults.add(e.getClass().getSimpleName(), began);
            hangUp();
        }
        askedAt = 0;
    }

    private void hangUp() {
        try {
            if (wire != null) {
                wire.close();
            }
        } catch (IOException e) {
            // The connection is closed in any case.
        }
        wire = null;
    }

    int calls() {
        return tally.count();
    }

    int errors() {
        return bad.count();
    }

    String faults() {
        return errors() == 0 ? "0" : errors() + ": " + bad.statuses();
    }

    long p99() {
        return tally.quantile(0.99);
    }

    /** Stops; a call without a response within another second counts as an error. */
    @Override
    public void close() throws InterruptedException {
        over = true;
        thread.join(1_000);
        if (askedAt != 0) {
            tally.add("unanswered", askedAt);
            bad.add("no response at the end", askedAt);
        }
    }
}
