package com.quiltdata.mcp.catalog.http;

import com.quiltdata.mcp.catalog.Failure;
import java.time.Duration;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;

/**
 * Fetches public documents over the connection pool of {@link UpstreamHttp}, with its limits and metrics. Sends neither
 * a bearer nor a request id.
 */
public final class UpstreamDocuments {
    private final ExchangeRunner exchanges;

    UpstreamDocuments(ExchangeRunner exchanges) {
        this.exchanges = exchanges;
    }

    /** Returns the time limit of one exchange. */
    public Duration timeout() {
        return exchanges.timeout();
    }

    /**
     * Sends a GET, limited in total to the shorter of {@code limit} and the timeout. The memory of the body is charged
     * only until this method returns.
     *
     * @throws Failure when no response arrives in time or its body is longer than {@code maxBytes}
     */
    public RawResponse get(Upstream from, Duration limit, int maxBytes) {
        var request = new HttpUriRequestBase("GET", from.uri());
        request.setHeader("Accept", "text/html, application/xml;q=0.9, */*;q=0.1");
        var bounded = exchanges.within(maxBytes);
        return bounded.bounds().memory().scope(() -> bounded.run(from, null, request, bounded.shorter(limit)));
    }
}
