package com.quiltdata.mcp.http;

import com.quiltdata.mcp.concurrent.Tasks;
import com.quiltdata.mcp.mcp.McpResponse;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A call's event stream, with comments as heartbeats. A failed write interrupts the call, as the client is gone. */
final class EventStream {
    private static final Logger LOG = LoggerFactory.getLogger(EventStream.class);
    private static final int MAX_QUEUED = 256;
    private static final byte[] HEARTBEAT = ":\n\n".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] HEAD = "event: message\ndata: ".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] TAIL = "\n\n".getBytes(StandardCharsets.US_ASCII);

    private sealed interface Event {
        @SuppressWarnings("ArrayRecordComponent") // written once, never compared
        record Notice(byte[] json) implements Event {}

        record End(McpResponse.StreamResult result) implements Event {}

        record Broken(Throwable cause) implements Event {}

        /** Nothing was sent for one heartbeat interval. */
        record Silence() implements Event {}
    }

    private final BlockingQueue<Event> events = new ArrayBlockingQueue<>(MAX_QUEUED);
    private final Duration heartbeat;
    private final Thread work;
    private volatile boolean disconnected;

    /** Starts the call. */
    EventStream(McpResponse.Stream stream, Duration heartbeat) {
        this.heartbeat = heartbeat;
        this.work = Tasks.run("stream", () -> run(stream.work()));
    }

    private void run(McpResponse.StreamedCall stream) {
        Event end;
        try {
            end = new Event.End(stream.run(json -> put(new Event.Notice(json))));
        } catch (RuntimeException | Error e) {
            end = new Event.Broken(e);
        }
        put(end);
    }

    /** Adds an event; waits for space while the client is connected. */
    private void put(Event event) {
        try {
            while (!disconnected && !events.offer(event, 1, TimeUnit.SECONDS)) {
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

    /** Waits for the first event and returns the response; throws if the catalog refused the token before it. */
    Response begin() {
        try {
            return switch (next()) {
                case Event.End(McpResponse.StreamResult.Refused(var _, var cause)) -> throw cause;
                case Event.End(McpResponse.StreamResult.Response(var body, var failed))
                when failed -> McpResource.json(body);
                case Event.Broken(var cause) -> throw new IllegalStateException(cause);
                case Event first -> streamed(out -> write(out, first));
            };
        } catch (InterruptedException e) {
            cancel();
            Thread.currentThread().interrupt();
            throw ErrorResponses.exception(503, ErrorResponses.sentence(503));
        }
    }

    private static Response streamed(StreamingOutput events) {
        return Response.ok(events)
                .type(MediaType.SERVER_SENT_EVENTS_TYPE)
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .header("X-Accel-Buffering", "no")
                .build();
    }

    private void write(OutputStream out, Event first) throws IOException {
        try {
            var event = first;
            while (written(event, out)) {
                event = next();
            }
        } catch (IOException e) {
            cancel();
            LOG.info("the client disconnected from its stream: {}", String.valueOf(e.getMessage()));
        } catch (InterruptedException e) {
            cancel();
            Thread.currentThread().interrupt();
            throw new IOException("the server is stopping", e);
        }
    }

    /** Writes an event. Returns false if it was the last. */
    private static boolean written(Event event, OutputStream out) throws IOException {
        switch (event) {
            case Event.Silence _ -> flush(out, HEARTBEAT);
            case Event.Notice(var json) -> flush(out, HEAD, json, TAIL);
            case Event.End(var result) -> flush(out, HEAD, result.json(), TAIL);
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

    private void cancel() {
        disconnected = true;
        events.clear();
        work.interrupt();
    }
}
