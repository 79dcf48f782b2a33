package com.quiltdata.mcp.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.quiltdata.mcp.admission.Arrivals;
import com.quiltdata.mcp.memory.ByteBudget;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.thread.Invocable;
import org.eclipse.jetty.util.thread.Scheduler;
import org.jspecify.annotations.Nullable;

/**
 * A request whose body is gathered without a thread, up to a size and a time. Whoever handles it afterwards reads the body
 * from its first byte. What it holds is returned when the request ends.
 */
final class ArrivingRequest extends Request.Wrapper implements AutoCloseable {
    /** The request attribute that holds it. */
    static final String ATTRIBUTE = "com.quiltdata.mcp.body";

    /** The longest body that is gathered, and the longest of a caller whose token is not known as accepted. */
    static final int SMALL = 64 * 1024;

    private static final int FIRST = 1024;

    /** How gathering ended. */
    enum End {
        /** The body is here as a whole. */
        WHOLE,
        /** The body is longer than what is gathered. */
        LONGER,
        /** The body did not arrive in time. */
        LATE,
        /** The client left, or its framing is broken. */
        BROKEN
    }

    private final Arrivals.Arrival arrival;
    private final ByteBudget.Share share;
    private final boolean known;
    private final long begun = System.nanoTime();
    private byte[] bytes = {};
    private int length;
    private int served;
    private boolean whole;
    private boolean demanded;
    private Content.@Nullable Chunk failure;
    private @Nullable Consumer<End> then;
    private Scheduler.@Nullable Task deadline;
    private @Nullable Runnable reader;

    ArrivingRequest(Request request, Arrivals.Arrival arrival, ByteBudget.Share share, boolean known) {
        super(request);
        this.known = known;
        this.arrival = arrival;
        this.share = share;
    }

    /** The id in what has arrived of the body; a null node for a request without one. */
    static JsonNode id(@Nullable Object attribute) {
        return attribute instanceof ArrivingRequest request ? request.id() : JsonNodeFactory.instance.nullNode();
    }

    private synchronized JsonNode id() {
        return JsonRpcId.find(bytes, length);
    }

    /** Gathers the body, and reports once how that ended: on the thread that reads the network, or that of the clock. */
    void gather(Duration within, Consumer<End> end) {
        synchronized (this) {
            then = end;
        }
        proceed();
        synchronized (this) {
            // Most bodies come with their heads, and need no clock.
            if (then != null) {
                deadline = getComponents()
                        .getScheduler()
                        .schedule(() -> end(End.LATE), within.toMillis(), TimeUnit.MILLISECONDS);
            }
        }
    }

    private void proceed() {
        var end = received();
        if (end != null) {
            end(end);
        }
    }

    /** Takes what has arrived; null when more is to come, or gathering is over. */
    private synchronized @Nullable End received() {
        while (then != null) {
            var chunk = super.read();
            if (chunk == null) {
                demanded = true;
                super.demand(Invocable.from(Invocable.InvocationType.NON_BLOCKING, this::arrived));
                return null;
            } else if (Content.Chunk.isFailure(chunk)) {
                failure = chunk;
                return End.BROKEN;
            }
            add(chunk.getByteBuffer());
            whole = chunk.isLast();
            chunk.release();
            if (whole || length >= SMALL) {
                return whole ? End.WHOLE : End.LONGER;
            }
        }
        return null;
    }

    private void add(ByteBuffer arrived) {
        var needed = length + arrived.remaining();
        if (needed > bytes.length) {
            var expected = Math.clamp(getLength(), FIRST, SMALL);
            bytes = Arrays.copyOf(bytes, Math.max(needed, Math.min(2 * bytes.length, expected)));
        }
        arrived.get(bytes, length, arrived.remaining());
        length = needed;
    }

    private void end(End end) {
        var listener = over();
        if (listener != null) {
            if (end == End.WHOLE && known) {
                arrival.close();
            }
            listener.accept(end);
        }
    }

    private synchronized @Nullable Consumer<End> over() {
        var listener = then;
        then = null;
        if (deadline != null) {
            deadline.cancel();
        }
        return listener;
    }

    /** More has arrived: for gathering, or for whoever reads on. */
    private void arrived() {
        Runnable waiting;
        synchronized (this) {
            demanded = false;
            waiting = reader;
            reader = null;
        }
        if (waiting == null) {
            proceed();
        } else {
            waiting.run();
        }
    }

    @Override
    public Content.@Nullable Chunk read() {
        synchronized (this) {
            if (served < length) {
                var chunk = Content.Chunk.from(ByteBuffer.wrap(bytes, served, length - served), whole);
                served = length;
                return chunk;
            } else if (whole || failure != null) {
                return whole ? Content.Chunk.EOF : failure;
            }
        }
        var chunk = super.read();
        if (chunk != null && chunk.isLast()) {
            arrival.close();
        }
        return chunk;
    }

    @Override
    public void demand(Runnable callback) {
        boolean here;
        synchronized (this) {
            here = served < length || whole || failure != null;
            if (!here && demanded) {
                reader = callback;
                return;
            }
        }
        if (here) {
            getContext().execute(callback);
        } else {
            super.demand(callback);
        }
    }

    /** The body, when it is here as a whole; null otherwise. Not to be changed. */
    synchronized byte @Nullable [] body() {
        if (!whole) {
            return null;
        }
        served = length;
        bytes = bytes.length == length ? bytes : Arrays.copyOf(bytes, length);
        return bytes;
    }

    /** When the request's head had arrived, by {@link System#nanoTime}. */
    long begun() {
        return begun;
    }

    /** The request no longer waits for a verdict on its token, so that it counts no more as one that arrives. */
    void judged() {
        arrival.close();
    }

    /** The bytes that this request holds. */
    ByteBudget.Share share() {
        return share;
    }

    /** The request has ended. */
    @Override
    public void close() {
        over();
        arrival.close();
        share.close();
    }
}
