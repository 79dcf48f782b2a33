package com.quiltdata.sandbox.http;

import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** A response that is complete but waits before its first byte is sent. */
final class LateResponse extends Response.Wrapper {
    private final long delayMs;
    private final AtomicBoolean waited = new AtomicBoolean();

    LateResponse(Request request, Response response, long delayMs) {
        super(request, response);
        this.delayMs = delayMs;
    }

    @Override
    public void write(boolean last, ByteBuffer bytes, Callback callback) {
        try {
            if (!waited.getAndSet(true)) {
                Thread.sleep(delayMs);
            }
            super.write(last, bytes, callback);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            callback.failed(e);
        }
    }
}
