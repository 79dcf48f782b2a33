package com.quiltdata.mcp.catalog.http;

import com.quiltdata.mcp.auth.Caller;
import com.quiltdata.mcp.breaker.BreakerRegistry;
import com.quiltdata.mcp.breaker.ExchangeOutcome;
import com.quiltdata.mcp.breaker.Permit;
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
import org.apache.hc.core5.http.MessageConstraintException;
import org.apache.hc.core5.http.protocol.HttpCoreContext;
import org.jspecify.annotations.Nullable;

/**
 * Runs exchanges over one connection pool: each within its time limit from name resolution to the last byte, with a
 * bounded body, behind its upstream's breaker, and recorded.
 *
 * @param timeout time limit of an exchange that has no shorter one
 * @param breakers circuit breakers of the registry, shared by GraphQL and REST, and of the catalog
 */
record ExchangeRunner(
        CloseableHttpClient client,
        Duration timeout,
        ResponseBounds bounds,
        ExchangeRecorder recorder,
        BreakerRegistry breakers) {
    /** Time in which an exchange ends after its limit: the time of closing a connection. */
    private static final Duration ENDING = Duration.ofSeconds(1);

    ExchangeRunner behind(BreakerRegistry others) {
        return new ExchangeRunner(client, timeout, bounds, recorder, others);
    }

    ExchangeRunner within(long bytes) {
        return new ExchangeRunner(client, timeout, bounds.within(bytes), recorder, breakers);
    }

    /** Runs an exchange within the limit and until an interrupt; {@link Failure} only when no response arrives. */
    RawResponse run(Upstream to, @Nullable Caller caller, HttpUriRequestBase request, Duration limit) {
        var permit = enter(to, caller);
        var exchange = recorder.begin(to.kind(), to.operation());
        var health = ExchangeOutcome.UNKNOWN;
        var label = "error";
        try {
            exchange.headers(request::setHeader);
            var response = await(to, request, limit);
            health = ExchangeOutcome.of(response.status());
            label = response.status() < 400 ? "ok" : Integer.toString(response.status());
            return response;
        } catch (Failure e) {
            health = outcome(e.getCause(), limit);
            label = TransportFailureMapper.kind(e);
            throw e;
        } finally {
            exchange.end(label);
            permit.end(health);
        }
    }

    Duration shorter(Duration limit) {
        return isShort(limit) ? limit : timeout;
    }

    /** Returns whether the limit is too short to blame the upstream for missing it. */
    private boolean isShort(Duration limit) {
        return limit.compareTo(timeout) < 0;
    }

    /** Admits an exchange; {@link Failure.Unavailable}, with nothing sent, while the upstream's breaker is open. */
    private Permit enter(Upstream to, @Nullable Caller caller) {
        var breaker = breakers.of(to.kind().equals("catalog") ? "catalog" : "registry");
        return breaker.tryEnter(caller == null ? "" : caller.digest(), caller == null || caller.isAccepted())
                .orElseThrow(() -> new Failure.Unavailable(to.noun() + " has been out of reach or failing ("
                        + to.setting() + "), so nothing was sent; try again in " + breaker.retryAfterSeconds()
                        + " s."));
    }

    /** Classifies a fault; a response whose head exceeds the limits may be due to what this caller requested. */
    private ExchangeOutcome outcome(@Nullable Throwable fault, Duration limit) {
        return switch (fault) {
            case TimeoutException _ when isShort(limit) -> ExchangeOutcome.UNKNOWN;
            case MessageConstraintException _ -> ExchangeOutcome.ANSWERED;
            case null, default -> ExchangeOutcome.of(fault);
        };
    }

    /**
     * Runs an exchange on this thread if it is virtual, so that an interrupt closes the connection; else on a virtual
     * thread of its own.
     */
    private RawResponse await(Upstream to, HttpUriRequestBase request, Duration limit) {
        if (Thread.currentThread().isVirtual()) {
            return within(to, request, limit);
        }
        try {
            return Tasks.within("upstream", limit.plus(ENDING), () -> within(to, request, limit));
        } catch (TimeoutException e) {
            throw late(to, limit, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw TransportFailureMapper.interrupted(to, e);
        } catch (ExecutionException e) {
            throw TransportFailureMapper.of(to, limit, e.getCause() == null ? e : e.getCause());
        }
    }

    private RawResponse within(Upstream to, HttpUriRequestBase request, Duration limit) {
        if (Thread.currentThread().isInterrupted()) {
            throw TransportFailureMapper.interrupted(to, new InterruptedException());
        }
        try (var deadline = ExchangeDeadline.start(request, limit)) {
            try {
                return ScopedValue.where(ExchangeDeadline.CURRENT, deadline).call(() -> send(to, request, deadline));
            } catch (Exception | Error e) {
                throw failure(to, limit, deadline, e);
            }
        }
    }

    private Failure failure(Upstream to, Duration limit, ExchangeDeadline deadline, Throwable fault) {
        if (Thread.currentThread().isInterrupted()) {
            return TransportFailureMapper.interrupted(to, caused(new InterruptedException(), fault));
        }
        return deadline.passed() && !(fault instanceof Failure) // a failure that names what it lacked, such as memory
                ? late(to, limit, caused(new TimeoutException(), fault))
                : TransportFailureMapper.of(to, limit, fault);
    }

    private Failure late(Upstream to, Duration limit, TimeoutException cause) {
        return isShort(limit)
                ? TransportFailureMapper.shortOfTime(to, limit, cause)
                : TransportFailureMapper.late(to, limit, cause);
    }

    private static <T extends Throwable> T caused(T thrown, Throwable cause) {
        thrown.initCause(cause);
        return thrown;
    }

    private RawResponse send(Upstream to, HttpUriRequestBase request, ExchangeDeadline deadline)
            throws IOException, HttpException {
        var host = RoutingSupport.determineHost(request);
        try (var response = client.executeOpen(host, request, HttpCoreContext.create())) {
            return bounds.read(to, request, response, deadline);
        }
    }
}
