package com.quiltdata.sandbox.http;

import java.nio.ByteBuffer;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Blocker;
import org.eclipse.jetty.util.Callback;

/** A response whose body is sent singleByte byte at a time. */
final class TrickleResponse extends Response.Wrapper {
    private final long delayMs;

    TrickleResponse(Request request, Response response, long delayMs) {
        super(request, response);
        this.delayMs = delayMs;
    }

    @Override
    public void write(boolean last, ByteBuffer bytes, Callback callback) {
        try {
            while (bytes != null && bytes.remaining() > 1) {
                write(bytes.slice(bytes.position(), 1));
                bytes.position(bytes.position() + 1);
                Thread.sleep(delayMs);
            }
            super.write(last, bytes, callback);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            callback.failed(e);
        } catch (Exception e) {
            callback.failed(e);
        }
    }

    private void write(ByteBuffer singleByte) throws Exception {
        try (Blocker.Callback blocker = Blocker.callback()) {
            super.write(false, singleByte, blocker);
            blocker.block();
        }
    }
}
