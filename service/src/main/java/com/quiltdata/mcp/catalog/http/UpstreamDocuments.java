package com.quiltdata.mcp.catalog.http;

import java.time.Duration;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;

/** Fetches public documents like {@link UpstreamHttp}, but sends neither a bearer nor a request id. */
public record UpstreamDocuments(ExchangeRunner exchanges) {
    /** Returns the time limit of one exchange. */
    public Duration timeout() {
        return exchanges.timeout();
    }

    /** Sends a GET within the limit and the timeout; the memory of its body is charged until this method returns. */
    public RawResponse get(Upstream from, Duration limit, int maxBytes) {
        var request = new HttpUriRequestBase("GET", from.uri());
        request.setHeader("Accept", "text/html, application/xml;q=0.9, */*;q=0.1");
        var bounded = exchanges.within(maxBytes);
        return bounded.bounds().memory().scope(() -> bounded.run(from, null, request, bounded.shorter(limit)));
    }
}
