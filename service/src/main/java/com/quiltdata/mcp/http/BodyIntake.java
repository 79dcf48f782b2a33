package com.quiltdata.mcp.http;

import com.quiltdata.mcp.admission.ArrivalLimiter;
import com.quiltdata.mcp.admission.ClientAddress;
import com.quiltdata.mcp.auth.Caller;
import com.quiltdata.mcp.memory.ByteBudget;
import com.quiltdata.mcp.metrics.Meters;
import com.quiltdata.mcp.metrics.Metric;
import java.util.Objects;
import java.util.function.Predicate;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Receives the first part of each request body without a thread, within the limits of {@link ArrivalLimiter}. A client that
 * sends slowly or not at all occupies little more than its connection.
 *
 * @param senders whose bodies are received in full
 */
public record BodyIntake(
        ArrivalLimiter arrivals, BodySenders senders, BodyLimits limits, ByteBudget budget, Meters meters) {
    /** Whose bodies are worth receiving: callers whose token is accepted, and anybody on the open paths. */
    public record BodySenders(Predicate<Caller> accepted, OpenPaths open) {}

    private static final Logger LOG = LoggerFactory.getLogger(BodyIntake.class);

    static final String BROKEN = "The request body is incomplete or malformed.";
    static final String RETRY_SECONDS = "2";
    private static final String IDENTITY = "identity";
    private static final String FULL = "The server is receiving too many requests; try again in a few seconds.";

    static boolean due(Request request) {
        var headers = request.getHeaders();
        return headers.getLongField(HttpHeader.CONTENT_LENGTH) > 0 || headers.contains(HttpHeader.TRANSFER_ENCODING);
    }

    /** Receives the body, then serves or refuses the request. */
    void receive(HttpExchange exchange, HttpExchange.ExchangeHandler next) {
        var request = exchange.request();
        var headers = exchange.response().getHeaders();
        if (encoded(request)) {
            headers.put(HttpHeader.ACCEPT_ENCODING, IDENTITY);
            exchange.refuse(415, "Send the request body without Content-Encoding.");
            return;
        }
        var caller = caller(request);
        var known = caller != null && senders.accepted().test(caller);
        var from = Objects.requireNonNull((ClientAddress) request.getAttribute(ClientAddress.ATTRIBUTE));
        var digest = caller != null && known ? caller.digest() : null;
        var arrival = arrivals.begin(from, digest);
        if (arrival.isEmpty()) {
            headers.put(HttpHeader.RETRY_AFTER, RETRY_SECONDS);
            exchange.refuse(known ? 503 : 429, FULL);
            return;
        }
        var share = budget.share(digest == null ? ByteBudget.UNACCEPTED : digest);
        var arriving = new ArrivingRequest(request, arrival.get(), share, known);
        Request.addCompletionListener(request, _ -> arriving.close());
        arriving.setAttribute(ArrivingRequest.ATTRIBUTE, arriving);
        receive(arriving, exchange.with(arriving), next);
    }

    private void receive(ArrivingRequest request, HttpExchange exchange, HttpExchange.ExchangeHandler next) {
        var anonymous = caller(request) == null
                && !senders.open().contains(request.getHttpURI().getPath());
        if (request.getLength() > limits.maxBytes()
                || (anonymous && request.getHeaders().contains(HttpHeader.EXPECT))) {
            next.serve(exchange);
            return;
        }
        request.gather(anonymous ? limits.refused() : limits.small(), end -> {
            if (anonymous
                    || end == ArrivingRequest.ReceiveResult.COMPLETE
                    || end == ArrivingRequest.ReceiveResult.LONGER) {
                next.serve(exchange);
            } else if (end == ArrivingRequest.ReceiveResult.LATE) {
                meters.count(Metric.ARRIVAL_REFUSALS, "late");
                LOG.info("refused status=408");
                exchange.abort(408, late(limits.small().toSeconds()));
            } else if (HttpExchange.stopping(request)) {
                exchange.response().getHeaders().put(HttpHeader.RETRY_AFTER, RETRY_SECONDS);
                LOG.info("refused status=503");
                exchange.abort(503, ErrorResponses.sentence(503));
            } else {
                LOG.info("the request body is incomplete");
                exchange.abort(400, BROKEN);
            }
        });
    }

    static String late(long seconds) {
        return "The request body did not arrive within %d s.".formatted(seconds);
    }

    private static @Nullable Caller caller(Request request) {
        return Objects.requireNonNull((Bearer) request.getAttribute(Bearer.ATTRIBUTE))
                .caller();
    }

    /** Returns whether the body has any content coding other than identity, in one header or several. */
    private static boolean encoded(Request request) {
        return request.getHeaders().contains(HttpHeader.CONTENT_ENCODING)
                && request.getHeaders().getValuesList(HttpHeader.CONTENT_ENCODING).stream()
                        .anyMatch(encoding -> !encoding.strip().equalsIgnoreCase(IDENTITY));
    }
}
