package com.quiltdata.sandbox.http;

import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** A response that a plane can write normally but that is never sent. */
final class DiscardedResponse extends Response.Wrapper {
    private final HttpFields.Mutable headers = HttpFields.build();
    private int status;

    DiscardedResponse(Request request, Response response) {
        super(request, response);
    }

    @Override
    public int getStatus() {
        return status;
    }

    @Override
    public void setStatus(int code) {
        status = code;
    }

    @Override
    public HttpFields.Mutable getHeaders() {
        return headers;
    }

    @Override
    public void write(boolean last, ByteBuffer bytes, Callback callback) {
        if (bytes != null) {
            bytes.position(bytes.limit());
        }
        callback.succeeded();
    }
}
