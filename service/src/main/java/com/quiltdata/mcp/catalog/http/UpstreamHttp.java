package com.quiltdata.mcp.catalog.http;

import com.quiltdata.mcp.auth.Caller;
import com.quiltdata.mcp.breaker.Breakers;
import com.quiltdata.mcp.breaker.ExchangeOutcome;
import com.quiltdata.mcp.catalog.CatalogException;
import com.quiltdata.mcp.catalog.RequestId;
import com.quiltdata.mcp.metrics.Meters;
import com.quiltdata.mcp.traces.Exchanges;
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
 * JSON exchanges with the configured catalog and registry, over one connection pool.
 *
 * <p>Every exchange ends within the timeout in all, name resolution, connection and body included, and as soon as the
 * calling thread is interrupted: it runs on a virtual thread of its own that is cancelled and left behind. Bodies are
 * limited in bytes after decompression. No redirect is followed, no cookie kept, no proxy used; only a read is tried once
 * more, and only on a kept connection that broke before its answer began.
 */
public final class UpstreamHttp implements Managed {
    /** Bytes of an answer that says whose session it is: ample for a name and its roles. */
    private static final long SESSION_BYTES = 64 * 1024;

    private final CloseableHttpClient client;
    private final Duration timeout;
    private final AnswerBounds bounds;
    private final Exchanges exchanges;
    private final UpstreamBreakers breakers;

    /**
     * @param builder carries the metrics; everything else about the client is set here
     * @param version of this server, for the user agent
     * @param timeout of one exchange in all ({@code QUILT_SERVICE_TIMEOUT})
     * @param bounds of the bodies of answers
     * @param exchanges are told of each
     */
    public UpstreamHttp(
            BoundedClientBuilder builder, String version, Duration timeout, AnswerBounds bounds, Exchanges exchanges) {
        this(Pool.client(builder, version, timeout), timeout, bounds, exchanges, new UpstreamBreakers(Breakers.none()));
    }

    private UpstreamHttp(
            CloseableHttpClient client,
            Duration timeout,
            AnswerBounds bounds,
            Exchanges exchanges,
            UpstreamBreakers breakers) {
        this.client = client;
        this.timeout = timeout;
        this.bounds = bounds;
        this.exchanges = exchanges;
        this.breakers = breakers;
    }

    /** Returns this client with each exchange held back while its upstream's breaker is open. */
    public UpstreamHttp behind(Breakers these) {
        return new UpstreamHttp(client, timeout, bounds, exchanges, new UpstreamBreakers(these));
    }

    /** Returns this client for questions about a session, to which only a short answer is read. */
    public UpstreamHttp forSessions() {
        return new UpstreamHttp(client, timeout, bounds.within(SESSION_BYTES), exchanges, breakers);
    }

    /** How long one exchange may take in all. */
    public Duration timeout() {
        return timeout;
    }

    /** What measures these exchanges, for who knows more of them. */
    public Meters meters() {
        return exchanges.meters();
    }

    /** GET, with the caller's bearer when there is a caller. */
    public Reply get(Upstream from, @Nullable Caller caller) {
        return get(from, caller, timeout);
    }

    /** GET that takes no longer than the limit in all, nor than the timeout. */
    public Reply get(Upstream from, @Nullable Caller caller, Duration limit) {
        return exchange(from, caller, new HttpUriRequestBase("GET", from.uri()), limit);
    }

    /** POST of a JSON document as the caller. */
    public Reply post(Upstream to, Caller caller, byte[] json) {
        return post(to, caller, json, timeout);
    }

    /** POST of a JSON document as the caller that takes no longer than the limit in all, nor than the timeout. */
    public Reply post(Upstream to, Caller caller, byte[] json, Duration limit) {
        var request = new HttpUriRequestBase("POST", to.uri());
        request.setEntity(new ByteArrayEntity(json, ContentType.APPLICATION_JSON));
        return exchange(to, caller, request, limit);
    }

    /**
     * POST of a change as the caller: sent at most once. {@link CatalogException.TooLate} whenever any of it was sent and no
     * clear answer came; every other fault means that nothing was changed.
     *
     * @param limit of the exchange in all, instead of the timeout
     */
    public Reply change(Upstream to, Caller caller, JsonBody json, Duration limit) {
        var body = JsonEntity.of(json);
        var request = new HttpUriRequestBase("POST", to.uri());
        request.setEntity(body);
        request.setConfig(patient(limit));
        var raw = changed(to, caller, RequestHeaders.set(request, caller), limit);
        if (raw.status() / 100 == 5 || raw.status() == 408) {
            throw WireFaults.unknown(to, "failed with HTTP " + raw.status(), null);
        }
        var fault = Statuses.fault(to, caller, raw);
        if (fault != null) {
            throw fault;
        }
        try {
            return Json.reply(to, raw);
        } catch (CatalogException e) {
            throw raw.status() == 400 ? e : WireFaults.unknown(to, "answered what no registry answers", e);
        }
    }

    private RawReply changed(Upstream to, Caller caller, HttpUriRequestBase request, Duration limit) {
        try {
            return await(to, caller, request, limit);
        } catch (CatalogException e) {
            if (!(request.getEntity() instanceof JsonEntity body) || body.revoke()) {
                throw e;
            }
            var why = e instanceof CatalogException.TooLate
                    ? "did not answer within " + limit.toSeconds() + " s"
                    : "broke off before its answer was complete";
            throw WireFaults.unknown(to, Thread.currentThread().isInterrupted() ? "was not waited for" : why, e);
        }
    }

    /** The client's own settings, save that an answer may be as long in coming as the limit. */
    private RequestConfig patient(Duration limit) {
        return RequestConfig.copy(((Configurable) client).getConfig())
                .setResponseTimeout(Timeout.of(limit))
                .build();
    }

    private Reply exchange(Upstream to, @Nullable Caller caller, HttpUriRequestBase request, Duration limit) {
        var raw = await(to, caller, RequestHeaders.set(request, caller), hurried(limit) ? limit : timeout);
        var fault = Statuses.fault(to, caller, raw);
        if (fault != null) {
            throw fault;
        }
        return Json.reply(to, raw);
    }

    private RawReply await(Upstream to, @Nullable Caller caller, HttpUriRequestBase request, Duration limit) {
        var permit = breakers.enter(to, caller);
        var ending = ExchangeOutcome.UNKNOWN;
        try {
            var raw = told(to, request, limit);
            ending = ExchangeOutcome.of(raw.status());
            return raw;
        } catch (CatalogException e) {
            ending = hurried(limit) && e.getCause() instanceof TimeoutException
                    ? ExchangeOutcome.UNKNOWN
                    : ExchangeOutcome.of(e.getCause());
            throw e;
        } finally {
            permit.end(ending);
        }
    }

    /** Whether an upstream that needs longer than the limit may still be in order. */
    private boolean hurried(Duration limit) {
        return limit.compareTo(timeout) < 0;
    }

    private RawReply told(Upstream to, HttpUriRequestBase request, Duration limit) {
        var exchange = exchanges.begin(to.kind(), to.operation());
        var outcome = "error";
        try {
            exchange.headers(request::setHeader);
            var raw = answered(to, request, limit);
            outcome = raw.status() < 400 ? "ok" : Integer.toString(raw.status());
            return raw;
        } catch (CatalogException e) {
            outcome = WireFaults.kind(e);
            throw e;
        } finally {
            exchange.end(outcome);
        }
    }

    private RawReply answered(Upstream to, HttpUriRequestBase request, Duration limit) {
        var answer = new CompletableFuture<RawReply>();
        Thread.ofVirtual().name("upstream").start(RequestId.along(() -> run(to, request, answer)));
        try {
            return answer.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            request.cancel();
            throw hurried(limit) ? WireFaults.hurried(to, limit, e) : WireFaults.late(to, limit, e);
        } catch (InterruptedException e) {
            request.cancel();
            Thread.currentThread().interrupt();
            throw WireFaults.interrupted(to, e);
        } catch (ExecutionException e) {
            throw WireFaults.of(to, limit, e.getCause() == null ? e : e.getCause());
        }
    }

    private void run(Upstream to, HttpUriRequestBase request, CompletableFuture<RawReply> answer) {
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
