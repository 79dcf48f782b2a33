package com.quiltdata.mcp.catalog.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.io.entity.AbstractHttpEntity;

/**
 * A request body that is generated while it is sent, at most once, with a known length: it is generated once before to
 * count its bytes, which also detects what JSON cannot represent before anything is sent.
 */
final class JsonEntity extends AbstractHttpEntity {
    private enum State {
        READY,
        BEGUN,
        REVOKED
    }

    private final JsonBody body;
    private final long length;
    private final AtomicReference<State> state = new AtomicReference<>(State.READY);

    private JsonEntity(JsonBody body, long length) {
        super(ContentType.APPLICATION_JSON, null);
        this.body = body;
        this.length = length;
    }

    static JsonEntity of(JsonBody body) {
        var counter = new Counter();
        UpstreamJson.write(body, counter);
        return new JsonEntity(body, counter.count);
    }

    /** Prevents the body from being sent; returns false when part of it may have been. */
    boolean revoke() {
        return state.compareAndSet(State.READY, State.REVOKED) || state.get() == State.REVOKED;
    }

    @Override
    public long getContentLength() {
        return length;
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
        if (!state.compareAndSet(State.READY, State.BEGUN)) {
            throw new IOException("a change is sent only once");
        }
        UpstreamJson.stream(body, out);
    }

    @Override
    public InputStream getContent() {
        throw new UnsupportedOperationException("the body can only be written");
    }

    @Override
    public boolean isRepeatable() {
        return false;
    }

    @Override
    public boolean isStreaming() {
        return false;
    }

    @Override
    public void close() {
        // No resources to release.
    }

    private static final class Counter extends OutputStream {
        private long count;

        @Override
        public void write(int b) {
            count++;
        }

        @Override
        public void write(byte[] bytes, int offset, int length) {
            count += length;
        }
    }
}
