package com.quiltdata.mcp.http;

import com.quiltdata.mcp.admission.ClientAddress;
import com.quiltdata.mcp.admission.ClientAddressResolver;
import com.quiltdata.mcp.context.ClientInfo;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Predicate;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Handler that runs on the threads that read the network, before servlets and pooled threads, and on virtual threads for
 * later requests of a connection ({@link VirtualResumption}). It serves the health paths, receives the first part of each
 * body, and dispatches all other requests to the pool.
 */
public final class IntakeHandler extends Handler.Wrapper {
    private static final String FULL = "The server is handling too many requests; try again in a few seconds.";

    private final Predicate<Request> ours;
    private final HealthResponder health;
    private final ClientAddressResolver addresses;
    private final BodyIntake bodies;

    /** Creates an intake of the application port's requests ({@code ours}); those to the admin port pass unchanged. */
    public IntakeHandler(
            Handler handler,
            Predicate<Request> ours,
            HealthResponder health,
            ClientAddressResolver addresses,
            BodyIntake bodies) {
        super(handler);
        this.ours = ours;
        this.health = health;
        this.addresses = addresses;
        this.bodies = bodies;
    }

    @Override
    public InvocationType getInvocationType() {
        return InvocationType.NON_BLOCKING;
    }

    @Override
    public boolean handle(Request received, Response response, Callback callback) {
        takeTurns();
        var request = VirtualResumption.actual(received);
        var exchange = new HttpExchange(request, new DrainingResponse(request, response), callback);
        if (!ours.test(request)) {
            dispatch(exchange);
            return true;
        }
        var headers = request.getHeaders();
        response.getHeaders().put(RequestIdFilter.HEADER, RequestIdFilter.id(headers.get(RequestIdFilter.HEADER)));
        var from = addresses.of(
                Request.getRemoteAddr(request), headers.getValuesList(HttpHeader.X_FORWARDED_FOR.asString()));
        request.setAttribute(ClientAddress.ATTRIBUTE, from);
        request.setAttribute(ClientInfo.ATTRIBUTE, ClientInfo.of(from.text(), headers::get));
        var bearer = Bearer.of(String.join(",", headers.getValuesList(HttpHeader.AUTHORIZATION.asString())));
        request.setAttribute(Bearer.ATTRIBUTE, bearer);
        var path = request.getHttpURI().getPath();
        if (path != null && bodies.senders().open().oauth(path)) {
            request.setAttribute(ErrorBody.OAUTH, true);
        }
        if (path != null && Routes.health(path)) {
            health.respond(request, response, callback);
        } else if (BodyIntake.due(request)) {
            bodies.receive(exchange, this::dispatch);
        } else {
            dispatch(exchange);
        }
        return true;
    }

    /** Lets others run first on a virtual thread, which is not preempted: a client may send many requests in advance. */
    @SuppressWarnings("ThreadPriorityCheck")
    private static void takeTurns() {
        if (Thread.currentThread().isVirtual()) {
            Thread.yield();
        }
    }

    /** Runs the remaining handlers in the pool, where they may block. */
    private void dispatch(HttpExchange exchange) {
        var request = exchange.request();
        // Jetty considers a request idle once its handler has returned; this one is served on another thread.
        request.addIdleTimeoutListener(_ -> false);
        try {
            request.getContext().execute(() -> serve(request, exchange.response(), exchange.callback()));
        } catch (RejectedExecutionException e) {
            exchange.response().getHeaders().put(HttpHeader.RETRY_AFTER, BodyIntake.RETRY_SECONDS);
            exchange.refuse(503, HttpExchange.stopping(request) ? ErrorResponses.sentence(503) : FULL);
        }
    }

    private void serve(Request request, Response response, Callback callback) {
        try {
            if (!super.handle(request, response, callback)) {
                Response.writeError(request, response, callback, HttpStatus.NOT_FOUND_404);
            }
        } catch (Throwable t) {
            Response.writeError(request, response, callback, t);
        }
    }
}
