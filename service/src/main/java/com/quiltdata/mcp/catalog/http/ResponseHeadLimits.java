package com.quiltdata.mcp.catalog.http;

import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.io.ManagedHttpClientConnection;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.io.HttpConnectionFactory;

/** Creates connections with a bounded response head; the client library's default is unbounded. */
public final class ResponseHeadLimits {
    /** Maximum bytes of a line: status, header, chunk size or trailer. */
    private static final int LINE = 16 * 1024;

    private static final int HEADERS = 200;

    private ResponseHeadLimits() {}

    /** Returns a factory of connections with a bounded response head. */
    public static HttpConnectionFactory<ManagedHttpClientConnection> connections() {
        return ManagedHttpClientConnectionFactory.builder()
                .http1Config(Http1Config.custom()
                        .setMaxLineLength(LINE)
                        .setMaxHeaderCount(HEADERS)
                        .build())
                .build();
    }
}
