package com.quiltdata.mcp.catalog.http;

import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.io.ManagedHttpClientConnection;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.io.HttpConnectionFactory;

/** Makes connections on which the head of an answer is bounded; the client library reads any number of bytes by default. */
public final class BoundedHeads {
    /** Bytes of a line: of the status, a header, a chunk's size or a trailer. */
    private static final int LINE = 16 * 1024;

    private static final int HEADERS = 200;

    private BoundedHeads() {}

    /** A factory of such connections. */
    public static HttpConnectionFactory<ManagedHttpClientConnection> connections() {
        return ManagedHttpClientConnectionFactory.builder()
                .http1Config(Http1Config.custom()
                        .setMaxLineLength(LINE)
                        .setMaxHeaderCount(HEADERS)
                        .build())
                .build();
    }
}
