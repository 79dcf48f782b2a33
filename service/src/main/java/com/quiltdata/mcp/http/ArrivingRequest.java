package com.quiltdata.mcp.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.quiltdata.mcp.admission.ArrivalLimiter;
import com.quiltdata.mcp.memory.ByteBudget;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.thread.Invocable;
import org.eclipse.jetty.util.thread.Scheduler;
import org.jspecify.annotations.Nullable;

/** A request whose body is received without a thread, and read again by later handlers; holds memory until it ends. */
final class ArrivingRequest extends Request.Wrapper implements AutoCloseable {
    static final String ATTRIBUTE = "com.quiltdata.mcp.body";

    /** Maximum size of a body received without a thread, and of any body without an accepted token, in bytes. */
    static final int SMALL = 64 * 1024;

    private static final int INITIAL_CAPACITY = 1024;
    private static final int SPREAD = 10;

    enum ReceiveResult {
        /** The body is complete. */
        COMPLETE,
        /** The body is longer than {@link #SMALL}; its first part was received. */
        LONGER,
        /** The body did not arrive in time. */
        LATE,
        /** The client disconnected, or the body's framing is invalid. */
        BROKEN
    }

    private final ArrivalLimiter.ArrivalPermit arrival;
    private final ByteBudget.Share share;
    private final boolean known;
    private final long begun = System.nanoTime();
    private byte[] bytes = {};
    private int length;
    private int served;
    private boolean complete;
    private boolean demanded;
    private Content.@Nullable Chunk failure;
    private @Nullable Consumer<ReceiveResult> listener;
    private Scheduler.@Nullable Task deadline;
    private @Nullable Runnable reader;

    ArrivingRequest(Request request, ArrivalLimiter.ArrivalPermit arrival, ByteBudget.Share share, boolean known) {
        super(request);
        this.known = known;
        this.arrival = arrival;
        this.share = share;
    }

    /** Returns the JSON-RPC id found in the received part of the body; a null node if there is none. */
    static JsonNode id(@Nullable Object attribute) {
        return attribute instanceof ArrivingRequest request ? request.id() : JsonNodeFactory.instance.nullNode();
    }

    /** Returns whether the attribute's value is a request of whose body a part has not arrived. */
    static boolean incomplete(@Nullable Object attribute) {
        return attribute instanceof ArrivingRequest request && !request.complete();
    }

    private synchronized boolean complete() {
        return complete;
    }

    private synchronized JsonNode id() {
        return JsonRpcIdParser.find(bytes, length);
    }

    /**
     * Receives the body and reports the result once, on the network's or the scheduler's thread. Bodies that began
     * together do not time out together: each has up to a tenth of the time more.
     */
    void gather(Duration within, Consumer<ReceiveResult> end) {
        synchronized (this) {
            listener = end;
        }
        proceed();
        synchronized (this) {
            // Most bodies arrive with the headers and need no timeout.
            if (listener != null) {
                var millis = within.toMillis();
                var extra = ThreadLocalRandom.current().nextLong(millis / SPREAD + 1);
                deadline = getComponents()
                        .getScheduler()
                        .schedule(() -> end(ReceiveResult.LATE), millis + extra, TimeUnit.MILLISECONDS);
            }
        }
    }

    private void proceed() {
        var end = received();
        if (end != null) {
            end(end);
        }
    }

    /** Reads the available chunks. Returns null if more are expected, or if receiving has already ended. */
    private synchronized @Nullable ReceiveResult received() {
        while (listener != null) {
            var chunk = super.read();
            if (chunk == null) {
                demanded = true;
                super.demand(Invocable.from(Invocable.InvocationType.NON_BLOCKING, this::arrived));
                return null;
            } else if (Content.Chunk.isFailure(chunk)) {
                failure = chunk;
                return ReceiveResult.BROKEN;
            }
            add(chunk.getByteBuffer());
            complete = chunk.isLast();
            chunk.release();
            if (complete || length >= SMALL) {
                return complete ? ReceiveResult.COMPLETE : ReceiveResult.LONGER;
            }
        }
        return null;
    }

    private void add(ByteBuffer arrived) {
        var needed = length + arrived.remaining();
        if (needed > bytes.length) {
            var expected = Math.clamp(getLength(), INITIAL_CAPACITY, SMALL);
            bytes = Arrays.copyOf(bytes, Math.max(needed, Math.min(2 * bytes.length, expected)));
        }
        arrived.get(bytes, length, arrived.remaining());
        length = needed;
    }

    private void end(ReceiveResult end) {
        var ended = takeListener();
        if (ended != null) {
            if (end == ReceiveResult.COMPLETE && known) {
                arrival.close();
            }
            ended.accept(end);
        }
    }

    private synchronized @Nullable Consumer<ReceiveResult> takeListener() {
        var current = listener;
        listener = null;
        if (deadline != null) {
            deadline.cancel();
        }
        return current;
    }

    /** Called when more of the body has arrived; passes it to the current reader. */
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
                var chunk = Content.Chunk.from(ByteBuffer.wrap(bytes, served, length - served), complete);
                served = length;
                return chunk;
            } else if (complete || failure != null) {
                return complete ? Content.Chunk.EOF : failure;
            } else if (demanded) {
                // Jetty closes a connection whose request ends while a demand is pending: the data must wait for it.
                return null;
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
        boolean available;
        synchronized (this) {
            available = served < length || complete || failure != null;
            if (!available && demanded) {
                reader = callback;
                return;
            }
        }
        if (available) {
            getContext().execute(callback);
        } else {
            super.demand(callback);
        }
    }

    /** Returns the body if it is complete, else null. Callers must not modify it. */
    synchronized byte @Nullable [] body() {
        if (!complete) {
            return null;
        }
        served = length;
        bytes = bytes.length == length ? bytes : Arrays.copyOf(bytes, length);
        return bytes;
    }

    /** Returns when the request's headers had arrived, in {@link System#nanoTime} units. */
    long begun() {
        return begun;
    }

    /** Marks the request as no longer waiting for a verdict on its token; it then no longer counts as arriving. */
    void judged() {
        arrival.close();
    }

    ByteBudget.Share share() {
        return share;
    }

    /** Releases everything that the request holds, when it has ended. */
    @Override
    public void close() {
        takeListener();
        arrival.close();
        share.close();
    }
}
