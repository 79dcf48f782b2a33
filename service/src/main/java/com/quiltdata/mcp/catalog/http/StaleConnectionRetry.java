package com.quiltdata.mcp.catalog.http;

import java.io.IOException;
import java.net.SocketException;
import org.apache.hc.client5.http.HttpRequestRetryStrategy;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.NoHttpResponseException;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.http.protocol.HttpCoreContext;
import org.apache.hc.core5.util.TimeValue;

/** Retries once when a reused connection broke before the first byte came; a change's body is never sent again. */
final class StaleConnectionRetry implements HttpRequestRetryStrategy {
    @Override
    public boolean retryRequest(HttpRequest request, IOException fault, int tries, HttpContext context) {
        return tries == 1
                && !Thread.currentThread().isInterrupted()
                && (fault instanceof NoHttpResponseException || fault instanceof SocketException)
                && isReused(context);
    }

    private static boolean isReused(HttpContext context) {
        var connection = HttpCoreContext.cast(context).getEndpointDetails();
        return connection != null && connection.getResponseCount() > 0;
    }

    @Override
    public boolean retryRequest(HttpResponse response, int tries, HttpContext context) {
        return false;
    }

    @Override
    public TimeValue getRetryInterval(HttpResponse response, int tries, HttpContext context) {
        return TimeValue.ZERO_MILLISECONDS;
    }
}
