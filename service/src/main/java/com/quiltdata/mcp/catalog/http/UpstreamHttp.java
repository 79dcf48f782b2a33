package com.quiltdata.mcp.catalog.http;

import com.quiltdata.mcp.auth.Caller;
import com.quiltdata.mcp.breaker.BreakerRegistry;
import com.quiltdata.mcp.catalog.Failure;
import com.quiltdata.mcp.context.RequestId;
import com.quiltdata.mcp.metrics.Meters;
import com.quiltdata.mcp.traces.ExchangeRecorder;
import io.dropwizard.lifecycle.Managed;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.jspecify.annotations.Nullable;

/**
 * Sends JSON requests to the configured catalog and registry, over one connection pool. Every exchange ends within the
 * timeout. Redirects, cookies and proxies are not used.
 */
public final class UpstreamHttp implements Managed {
    /** Maximum bytes of a response about a session: ample for a name and its roles. */
    private static final long SESSION_BYTES = 64 * 1024;

    private final ExchangeRunner exchanges;

    /**
     * @param builder supplies the metrics; all other client settings are made here
     * @param timeout time limit of one whole exchange ({@code QUILT_SERVICE_TIMEOUT})
     */
    public UpstreamHttp(
            BoundedClientBuilder builder,
            String version,
            Duration timeout,
            ResponseBounds bounds,
            ExchangeRecorder recorder) {
        this(new ExchangeRunner(builder.build(version, timeout), timeout, bounds, recorder, BreakerRegistry.none()));
    }

    private UpstreamHttp(ExchangeRunner exchanges) {
        this.exchanges = exchanges;
    }

    /** Returns this client behind circuit breakers: an exchange is refused while its upstream's breaker is open. */
    public UpstreamHttp behind(BreakerRegistry breakers) {
        return new UpstreamHttp(exchanges.behind(breakers));
    }

    /** Returns this client for session queries, with a lower limit on the response. */
    public UpstreamHttp forSessions() {
        return new UpstreamHttp(exchanges.within(SESSION_BYTES));
    }

    /** Returns a client for public documents over the same connection pool. */
    public UpstreamDocuments documents() {
        return new UpstreamDocuments(exchanges.behind(BreakerRegistry.none()));
    }

    /** Returns the time limit of one whole exchange. */
    public Duration timeout() {
        return exchanges.timeout();
    }

    /** Returns the meters of these exchanges, for callers that have more to record. */
    public Meters meters() {
        return exchanges.recorder().meters();
    }

    /** Sends a GET, with the caller's bearer when there is a caller. */
    public JsonResponse get(Upstream from, @Nullable Caller caller) {
        return get(from, caller, timeout());
    }

    /** Sends a GET, limited in total to the shorter of {@code limit} and the timeout. */
    public JsonResponse get(Upstream from, @Nullable Caller caller, Duration limit) {
        return exchange(from, caller, request("GET", from, caller), limit);
    }

    /** Posts a JSON document as the caller, limited in total to the shorter of {@code limit} and the timeout. */
    public JsonResponse post(Upstream to, Caller caller, byte[] json, Duration limit) {
        var request = request("POST", to, caller);
        request.setEntity(new ByteArrayEntity(json, ContentType.APPLICATION_JSON));
        return exchange(to, caller, request, limit);
    }

    /**
     * Posts a change as the caller, at most once. {@link Failure.TooLate} when any of it was sent and no clear
     * response arrived; every other failure means that nothing was changed.
     *
     * @param limit time limit of the whole exchange, instead of the timeout
     */
    public JsonResponse change(Upstream to, Caller caller, Map<String, ?> json, Duration limit) {
        var response = sendChange(to, caller, new JsonEntity(json), limit);
        if (response.status() / 100 == 5 || response.status() == 408) {
            throw TransportFailureMapper.unknown(to, "failed with HTTP " + response.status(), null);
        }
        StatusMapper.check(to, caller, response);
        try {
            return UpstreamJson.parse(to, response);
        } catch (Failure e) {
            throw response.status() == 400
                    ? e
                    : TransportFailureMapper.unknown(to, "sent a response that no registry sends", e);
        }
    }

    private RawResponse sendChange(Upstream to, Caller caller, JsonEntity body, Duration limit) {
        var request = request("POST", to, caller);
        request.setEntity(body);
        try {
            return exchanges.run(to, caller, request, limit);
        } catch (Failure e) {
            if (body.revoke()) {
                throw e;
            }
            var why = e instanceof Failure.TooLate
                    ? "did not respond within " + limit.toSeconds() + " s"
                    : "broke off before its response was complete";
            throw TransportFailureMapper.unknown(
                    to, Thread.currentThread().isInterrupted() ? "was not waited for" : why, e);
        }
    }

    private static HttpUriRequestBase request(String method, Upstream to, @Nullable Caller caller) {
        var request = new HttpUriRequestBase(method, to.uri());
        request.setHeader("Accept", "application/json");
        if (caller != null) {
            request.setHeader("Authorization", "Bearer " + caller.bearer());
        }
        if (RequestId.CURRENT.isBound()) {
            request.setHeader("X-Request-Id", RequestId.CURRENT.get());
        }
        return request;
    }

    private JsonResponse exchange(Upstream to, @Nullable Caller caller, HttpUriRequestBase request, Duration limit) {
        var response = exchanges.run(to, caller, request, exchanges.shorter(limit));
        StatusMapper.check(to, caller, response);
        return UpstreamJson.parse(to, response);
    }

    @Override
    public void stop() throws IOException {
        exchanges.client().close();
    }
}
