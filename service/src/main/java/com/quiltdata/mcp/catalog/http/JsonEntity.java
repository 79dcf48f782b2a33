package com.quiltdata.mcp.catalog.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.io.entity.AbstractHttpEntity;

/** A body generated while it is sent, at most once; a first run counts its bytes and detects what JSON forbids. */
final class JsonEntity extends AbstractHttpEntity {
    private final Map<String, ?> json;
    private final long length;
    private final AtomicBoolean unsent = new AtomicBoolean(true);

    /** @throws com.quiltdata.mcp.catalog.Failure.Invalid when JSON cannot represent a value */
    JsonEntity(Map<String, ?> json) {
        super(ContentType.APPLICATION_JSON, null);
        this.json = json;
        this.length = UpstreamJson.length(json);
    }

    /** Prevents the body from being sent; returns false when part of it may have been. */
    boolean revoke() {
        return unsent.compareAndSet(true, false);
    }

    @Override
    public long getContentLength() {
        return length;
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
        if (!unsent.compareAndSet(true, false)) {
            throw new IOException("a change is sent only once");
        }
        UpstreamJson.write(json, out);
    }

    @Override
    public InputStream getContent() {
        throw new UnsupportedOperationException("the body can only be written");
    }

    @Override
    public boolean isStreaming() {
        return false;
    }

    @Override
    public void close() {
        // No resources to release.
    }
}
