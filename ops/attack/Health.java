package attack;

import bench.Wire;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.function.BooleanSupplier;

/** Requests {@code /health} on a new connection every 50 ms, like a load balancer but more often. */
final class Health implements AutoCloseable {
    private static final int PAUSE_MILLIS = 50;
    private static final int PATIENCE_MILLIS = 60_000;
    private static final byte[] REQUEST =
            "GET /health HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    private final String server;
    private final BooleanSupplier alive;
    private final Thread thread = Thread.ofPlatform().daemon().name("health").unstarted(this::ask);
    private volatile boolean over;
    private volatile long slowest;
    private volatile int unanswered;
    private volatile long askedAt;

    Health(String server, BooleanSupplier alive) {
        this.server = server;
        this.alive = alive;
        thread.setPriority(Thread.MAX_PRIORITY);
    }

    void start() {
        thread.start();
    }

    private void ask() {
        while (!over && alive.getAsBoolean()) {
            askedAt = System.nanoTime();
            try (var wire = new Wire(server, PATIENCE_MILLIS)) {
                if (wire.ask(REQUEST).status() != 200) {
                    unanswered++;
                }
            } catch (IOException | RuntimeException e) {
                unanswered++;
            }
            slowest = Math.max(slowest, since());
            askedAt = 0;
            try {
                Thread.sleep(PAUSE_MILLIS);
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private long since() {
        return (System.nanoTime() - askedAt) / 1_000_000;
    }

    /** Returns the slowest response in milliseconds, and the number of probes without a response of status 200. */
    String slowest() {
        return slowest + (unanswered == 0 ? "" : " (" + unanswered + " failed)");
    }

    @Override
    public void close() {
        over = true;
        if (askedAt != 0) {
            slowest = Math.max(slowest, since());
        }
    }
}
