package com.quiltdata.mcp.catalog.http;

import com.quiltdata.mcp.auth.Caller;
import com.quiltdata.mcp.breaker.BreakerRegistry;
import com.quiltdata.mcp.breaker.ExchangeOutcome;
import com.quiltdata.mcp.catalog.Failure;
import com.quiltdata.mcp.context.RequestId;
import com.quiltdata.mcp.metrics.Meters;
import com.quiltdata.mcp.traces.ExchangeRecorder;
import io.dropwizard.lifecycle.Managed;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.config.Configurable;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.routing.RoutingSupport;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.protocol.HttpCoreContext;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/**
 * Sends JSON requests to the configured catalog and registry, over one connection pool.
 *
 * <p>Every exchange ends within the timeout, from name resolution to the last byte, and when the calling thread is
 * interrupted: it runs on a virtual thread of its own. Bodies are limited in bytes after decompression. Redirects,
 * cookies and proxies are not used.
 */
public final class UpstreamHttp implements Managed {
    /** Maximum bytes of a response about a session: ample for a name and its roles. */
    private static final long SESSION_BYTES = 64 * 1024;

    private final CloseableHttpClient client;
    private final Duration timeout;
    private final ResponseBounds bounds;
    private final ExchangeRecorder exchanges;
    private final UpstreamBreakers breakers;

    /**
     * @param builder supplies the metrics; all other client settings are made here
     * @param timeout time limit of one whole exchange ({@code QUILT_SERVICE_TIMEOUT})
     */
    public UpstreamHttp(
            BoundedClientBuilder builder,
            String version,
            Duration timeout,
            ResponseBounds bounds,
            ExchangeRecorder exchanges) {
        this(
                UpstreamConnectionPool.client(builder, version, timeout),
                timeout,
                bounds,
                exchanges,
                new UpstreamBreakers(BreakerRegistry.none()));
    }

    private UpstreamHttp(
            CloseableHttpClient client,
            Duration timeout,
            ResponseBounds bounds,
            ExchangeRecorder exchanges,
            UpstreamBreakers breakers) {
        this.client = client;
        this.timeout = timeout;
        this.bounds = bounds;
        this.exchanges = exchanges;
        this.breakers = breakers;
    }

    /** Returns this client behind circuit breakers: an exchange is refused while its upstream's breaker is open. */
    public UpstreamHttp behind(BreakerRegistry these) {
        return new UpstreamHttp(client, timeout, bounds, exchanges, new UpstreamBreakers(these));
    }

    /** Returns this client for session queries, with a lower limit on the response. */
    public UpstreamHttp forSessions() {
        return new UpstreamHttp(client, timeout, bounds.within(SESSION_BYTES), exchanges, breakers);
    }

    /** Returns the time limit of one whole exchange. */
    public Duration timeout() {
        return timeout;
    }

    /** Returns the meters of these exchanges, for callers that have more to record. */
    public Meters meters() {
        return exchanges.meters();
    }

    /** Sends a GET, with the caller's bearer when there is a caller. */
    public JsonResponse get(Upstream from, @Nullable Caller caller) {
        return get(from, caller, timeout);
    }

    /** Sends a GET, limited in total to the shorter of {@code limit} and the timeout. */
    public JsonResponse get(Upstream from, @Nullable Caller caller, Duration limit) {
        return exchange(from, caller, new HttpUriRequestBase("GET", from.uri()), limit);
    }

    /** Posts a JSON document as the caller. */
    public JsonResponse post(Upstream to, Caller caller, byte[] json) {
        return post(to, caller, json, timeout);
    }

    /** Posts a JSON document as the caller, limited in total to the shorter of {@code limit} and the timeout. */
    public JsonResponse post(Upstream to, Caller caller, byte[] json, Duration limit) {
        var request = new HttpUriRequestBase("POST", to.uri());
        request.setEntity(new ByteArrayEntity(json, ContentType.APPLICATION_JSON));
        return exchange(to, caller, request, limit);
    }

    /**
     * Posts a change as the caller, at most once. {@link Failure.TooLate} when any of it was sent and no clear
     * response arrived; every other failure means that nothing was changed.
     *
     * @param limit time limit of the whole exchange, instead of the timeout
     */
    public JsonResponse change(Upstream to, Caller caller, JsonBody json, Duration limit) {
        var body = JsonEntity.of(json);
        var request = new HttpUriRequestBase("POST", to.uri());
        request.setEntity(body);
        request.setConfig(patient(limit));
        var raw = changed(to, caller, RequestHeaders.set(request, caller), limit);
        if (raw.status() / 100 == 5 || raw.status() == 408) {
            throw TransportFailureMapper.unknown(to, "failed with HTTP " + raw.status(), null);
        }
        var fault = StatusMapper.fault(to, caller, raw);
        if (fault != null) {
            throw fault;
        }
        try {
            return UpstreamJson.reply(to, raw);
        } catch (Failure e) {
            throw raw.status() == 400
                    ? e
                    : TransportFailureMapper.unknown(to, "sent a response that no registry sends", e);
        }
    }

    private RawResponse changed(Upstream to, Caller caller, HttpUriRequestBase request, Duration limit) {
        try {
            return await(to, caller, request, limit);
        } catch (Failure e) {
            if (!(request.getEntity() instanceof JsonEntity body) || body.revoke()) {
                throw e;
            }
            var why = e instanceof Failure.TooLate
                    ? "did not respond within " + limit.toSeconds() + " s"
                    : "broke off before its response was complete";
            throw TransportFailureMapper.unknown(
                    to, Thread.currentThread().isInterrupted() ? "was not waited for" : why, e);
        }
    }

    /** Returns the client's settings with {@code limit} as the maximum wait for the response. */
    private RequestConfig patient(Duration limit) {
        return RequestConfig.copy(((Configurable) client).getConfig())
                .setResponseTimeout(Timeout.of(limit))
                .build();
    }

    private JsonResponse exchange(Upstream to, @Nullable Caller caller, HttpUriRequestBase request, Duration limit) {
        var raw = await(to, caller, RequestHeaders.set(request, caller), hurried(limit) ? limit : timeout);
        var fault = StatusMapper.fault(to, caller, raw);
        if (fault != null) {
            throw fault;
        }
        return UpstreamJson.reply(to, raw);
    }

    private RawResponse await(Upstream to, @Nullable Caller caller, HttpUriRequestBase request, Duration limit) {
        var permit = breakers.enter(to, caller);
        var ending = ExchangeOutcome.UNKNOWN;
        try {
            var raw = told(to, request, limit);
            ending = ExchangeOutcome.of(raw.status());
            return raw;
        } catch (Failure e) {
            ending = UpstreamBreakers.outcome(e.getCause(), hurried(limit));
            throw e;
        } finally {
            permit.end(ending);
        }
    }

    /** Returns whether the limit is too short to blame the upstream for missing it. */
    private boolean hurried(Duration limit) {
        return limit.compareTo(timeout) < 0;
    }

    private RawResponse told(Upstream to, HttpUriRequestBase request, Duration limit) {
        var exchange = exchanges.begin(to.kind(), to.operation());
        var outcome = "error";
        try {
            exchange.headers(request::setHeader);
            var raw = answered(to, request, limit);
            outcome = raw.status() < 400 ? "ok" : Integer.toString(raw.status());
            return raw;
        } catch (Failure e) {
            outcome = TransportFailureMapper.kind(e);
            throw e;
        } finally {
            exchange.end(outcome);
        }
    }

    private RawResponse answered(Upstream to, HttpUriRequestBase request, Duration limit) {
        var answer = new CompletableFuture<RawResponse>();
        Thread.ofVirtual().name("upstream").start(RequestId.along(() -> run(to, request, answer)));
        try {
            return answer.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            request.cancel();
            throw hurried(limit)
                    ? TransportFailureMapper.hurried(to, limit, e)
                    : TransportFailureMapper.late(to, limit, e);
        } catch (InterruptedException e) {
            request.cancel();
            Thread.currentThread().interrupt();
            throw TransportFailureMapper.interrupted(to, e);
        } catch (ExecutionException e) {
            throw TransportFailureMapper.of(to, limit, e.getCause() == null ? e : e.getCause());
        }
    }

    private void run(Upstream to, HttpUriRequestBase request, CompletableFuture<RawResponse> answer) {
        try {
            var host = RoutingSupport.determineHost(request);
            try (var response = client.executeOpen(host, request, HttpCoreContext.create())) {
                answer.complete(bounds.read(to, request, response));
            }
        } catch (IOException | HttpException | RuntimeException e) {
            answer.completeExceptionally(e);
        }
    }

    @Override
    public void stop() throws IOException {
        client.close();
    }
}
