package com.quiltdata.mcp.catalog.http;

import com.quiltdata.mcp.auth.Caller;
import com.quiltdata.mcp.breaker.BreakerRegistry;
import com.quiltdata.mcp.breaker.ExchangeOutcome;
import com.quiltdata.mcp.catalog.Failure;
import com.quiltdata.mcp.concurrent.Tasks;
import com.quiltdata.mcp.traces.ExchangeRecorder;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.routing.RoutingSupport;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.protocol.HttpCoreContext;
import org.jspecify.annotations.Nullable;

/**
 * Runs exchanges over one connection pool: each on a virtual thread of its own, within its time limit from name
 * resolution to the last byte, with a bounded body, behind its upstream's breaker, and recorded.
 *
 * @param timeout time limit of an exchange that has no shorter one
 */
record ExchangeRunner(
        CloseableHttpClient client,
        Duration timeout,
        ResponseBounds bounds,
        ExchangeRecorder recorder,
        UpstreamBreakers breakers) {
    /** Returns this runner behind other circuit breakers. */
    ExchangeRunner behind(BreakerRegistry these) {
        return new ExchangeRunner(client, timeout, bounds, recorder, new UpstreamBreakers(these));
    }

    /** Returns this runner with a body limit of at most {@code bytes}. */
    ExchangeRunner within(long bytes) {
        return new ExchangeRunner(client, timeout, bounds.within(bytes), recorder, breakers);
    }

    /**
     * Runs an exchange, which ends within {@code limit} and when the calling thread is interrupted.
     *
     * @throws Failure when no response arrives; a response of any status is returned
     */
    RawResponse run(Upstream to, @Nullable Caller caller, HttpUriRequestBase request, Duration limit) {
        var permit = breakers.enter(to, caller);
        var ending = ExchangeOutcome.UNKNOWN;
        try {
            var raw = recorded(to, request, limit);
            ending = ExchangeOutcome.of(raw.status());
            return raw;
        } catch (Failure e) {
            ending = UpstreamBreakers.outcome(e.getCause(), hurried(limit));
            throw e;
        } finally {
            permit.end(ending);
        }
    }

    /** Returns the shorter of a limit and the timeout. */
    Duration shorter(Duration limit) {
        return hurried(limit) ? limit : timeout;
    }

    /** Returns whether the limit is too short to blame the upstream for missing it. */
    private boolean hurried(Duration limit) {
        return limit.compareTo(timeout) < 0;
    }

    private RawResponse recorded(Upstream to, HttpUriRequestBase request, Duration limit) {
        var exchange = recorder.begin(to.kind(), to.operation());
        var outcome = "error";
        try {
            exchange.headers(request::setHeader);
            var raw = awaited(to, request, limit);
            outcome = raw.status() < 400 ? "ok" : Integer.toString(raw.status());
            return raw;
        } catch (Failure e) {
            outcome = TransportFailureMapper.kind(e);
            throw e;
        } finally {
            exchange.end(outcome);
        }
    }

    private RawResponse awaited(Upstream to, HttpUriRequestBase request, Duration limit) {
        var exchange = Tasks.start("upstream", () -> send(to, request));
        try {
            return exchange.get(limit);
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

    private RawResponse send(Upstream to, HttpUriRequestBase request) throws IOException, HttpException {
        var host = RoutingSupport.determineHost(request);
        try (var response = client.executeOpen(host, request, HttpCoreContext.create())) {
            return bounds.read(to, request, response);
        }
    }
}
