package com.quiltdata.mcp.http;

import com.quiltdata.mcp.catalog.CatalogException;
import com.quiltdata.mcp.catalog.RequestId;
import com.quiltdata.mcp.mcp.Reply;
import jakarta.ws.rs.WebApplicationException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One call whose answer is a stream of server-sent events, with comments in its silences. The call runs on a thread of
 * its own; when the client has left, which a write finds out, that thread is interrupted.
 */
final class EventStream {
    private static final Logger LOG = LoggerFactory.getLogger(EventStream.class);
    private static final int WAITING = 256;
    private static final byte[] HEARTBEAT = ascii(":\n\n");
    private static final byte[] HEAD = ascii("event: message\ndata: ");
    private static final byte[] TAIL = ascii("\n\n");

    /** What is to be written next. */
    private sealed interface Event {
        @SuppressWarnings("ArrayRecordComponent") // handed over once, to be written; never compared
        record Notice(byte[] json) implements Event {}

        record End(Reply.Ending ending) implements Event {
            byte[] json() {
                return switch (ending) {
                    case Reply.Ending.Response response -> response.body().json();
                    case Reply.Ending.Refused refused -> refused.json();
                };
            }
        }

        record Broken(Throwable cause) implements Event {}

        /** Nothing has happened for the time of a heartbeat. */
        record Silence() implements Event {}
    }

    private final BlockingQueue<Event> events = new ArrayBlockingQueue<>(WAITING);
    private final Duration heartbeat;
    private final Thread work;
    private volatile boolean left;

    private EventStream(Reply.Stream stream, Duration heartbeat) {
        this.heartbeat = heartbeat;
        this.work = Thread.ofVirtual().name("stream").unstarted(RequestId.along(() -> run(stream.work())));
    }

    /** Starts the call. */
    static EventStream of(Reply.Stream stream, Duration heartbeat) {
        var events = new EventStream(stream, heartbeat);
        events.work.start();
        return events;
    }

    private void run(Reply.Work stream) {
        Event end;
        try {
            end = new Event.End(stream.run(json -> put(new Event.Notice(json))));
        } catch (RuntimeException | Error e) {
            end = new Event.Broken(e);
        }
        put(end);
    }

    /** Waits for room as long as there is a reader. */
    private void put(Event event) {
        try {
            while (!left && !events.offer(event, 1, TimeUnit.SECONDS)) {
                Thread.onSpinWait();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Event next() throws InterruptedException {
        var event = events.poll(heartbeat.toMillis(), TimeUnit.MILLISECONDS);
        return event == null ? new Event.Silence() : event;
    }

    /** The transport's view of a call: what it does before the first byte, when all is still possible. */
    interface Outcome<T> {
        /** It ended with this error response, and can be answered without a stream. */
        T plain(Reply.Body body);

        /** It goes on, or has ended well: what is written is a stream. */
        T stream(Writer writer);
    }

    /** Writes a stream from its first byte to its last. */
    interface Writer {
        void writeTo(OutputStream out) throws IOException;
    }

    /**
     * Waits for the first thing to write.
     *
     * @throws CatalogException.Unauthenticated when the catalog refused the token before that
     */
    <T> T begin(Outcome<T> outcome) {
        try {
            return switch (next()) {
                case Event.End(Reply.Ending.Refused(var _, var cause)) -> throw cause;
                case Event.End(Reply.Ending.Response(var body, var failed)) when failed -> outcome.plain(body);
                case Event.Broken(var cause) -> throw new IllegalStateException(cause);
                case Event first -> outcome.stream(out -> write(out, first));
            };
        } catch (InterruptedException e) {
            giveUp();
            Thread.currentThread().interrupt();
            throw new WebApplicationException(
                    Errors.of(503, "The server is stopping; try again.").build());
        }
    }

    private void write(OutputStream out, Event first) throws IOException {
        try {
            var event = first;
            while (written(event, out)) {
                event = next();
            }
        } catch (IOException e) {
            giveUp();
            LOG.info("the client left its stream: {}", String.valueOf(e.getMessage()));
        } catch (InterruptedException e) {
            giveUp();
            Thread.currentThread().interrupt();
            throw new IOException("the server is stopping", e);
        }
    }

    /** Writes an event; false when it is the last. */
    private static boolean written(Event event, OutputStream out) throws IOException {
        switch (event) {
            case Event.Silence _ -> flush(out, HEARTBEAT);
            case Event.Notice(var json) -> flush(out, HEAD, json, TAIL);
            case Event.End end -> flush(out, HEAD, end.json(), TAIL);
            case Event.Broken(var cause) -> throw new IllegalStateException(cause);
        }
        return !(event instanceof Event.End);
    }

    private static void flush(OutputStream out, byte[]... parts) throws IOException {
        for (var part : parts) {
            out.write(part);
        }
        out.flush();
    }

    private void giveUp() {
        left = true;
        events.clear();
        work.interrupt();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
