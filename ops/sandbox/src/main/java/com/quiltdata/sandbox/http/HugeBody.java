package com.quiltdata.sandbox.http;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** A valid JSON object of any length, generated while it is sent. */
final class HugeBody {
    private static final byte[] HEAD = "{\"data\":{\"filler\":\"".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] TAIL = "\"}}".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] FILLER = new byte[64 << 10];

    static {
        Arrays.fill(FILLER, (byte) 'x');
    }

    private HugeBody() {}

    static void send(Response response, long bytes, Callback callback) throws Exception {
        response.setStatus(200);
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/json");
        Content.Sink.write(response, false, ByteBuffer.wrap(HEAD));
        for (long remaining = bytes - HEAD.length - TAIL.length; remaining > 0; remaining -= FILLER.length) {
            Content.Sink.write(response, false, ByteBuffer.wrap(FILLER, 0, (int) Math.min(remaining, FILLER.length)));
        }
        response.write(true, ByteBuffer.wrap(TAIL), callback);
    }
}
