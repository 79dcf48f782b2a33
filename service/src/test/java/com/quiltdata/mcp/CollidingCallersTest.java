package com.quiltdata.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import com.quiltdata.mcp.auth.Caller;
import com.quiltdata.mcp.testing.CollidingTokens;
import com.quiltdata.mcp.testing.EraRequest;
import com.quiltdata.mcp.testing.FakeUpstream;
import com.quiltdata.mcp.testing.ServerProcess;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Callers whose keys collide in every cache, with entries that expire and refresh and AWS keys that end while they are
 * used: each answer is its caller's. The upstreams return the caller's own mark in everything.
 */
@Tag("process")
final class CollidingCallersTest {
    private static final Pattern MARK = Pattern.compile("mark-\\d{7}");
    private static final Pattern KEY_ID = Pattern.compile("Credential=(mark-\\d{7})-(\\d+)/");

    /** The only refusals, which are the caller's own: of keys that end twice within a call, or before they arrive. */
    private static final Pattern ENDED =
            Pattern.compile("S3 rejects the new credentials|AWS credentials that have already expired");

    private static final int ROUNDS = Integer.getInteger("flight.rounds", 12);
    private static final int PAGES = 3;

    private static final EraRequest SUMMARY = EraRequest.call("bucket_summary", "{\"bucket\":\"any\"}");

    private static final List<EraRequest> ASKS = List.of(
            EraRequest.call("bucket_list", "{}"),
            EraRequest.call("bucket_object_text", "{\"s3_uri\":\"s3://any/x.txt\"}"),
            SUMMARY,
            EraRequest.read("auth://status"));

    private final AtomicInteger issued = new AtomicInteger();
    private final Map<String, Integer> current = new ConcurrentHashMap<>();
    private final Map<String, AtomicInteger> exchanges = new ConcurrentHashMap<>();
    private final List<String> refused = new CopyOnWriteArrayList<>();
    private final List<String> foreign = new CopyOnWriteArrayList<>();
    private final Set<String> rotating = ConcurrentHashMap.newKeySet();
    private volatile int lifetimeSeconds = 3600;
    private final FakeUpstream registry = new FakeUpstream().answering(this::answerAsRegistry);
    private final FakeUpstream s3 = new FakeUpstream().answering(this::answerAsS3);

    @AfterEach
    void close() {
        registry.close();
        s3.close();
    }

    private TestServer server(Map<String, String> more) {
        var environment = new HashMap<>(Map.of(
                "QUILT_CATALOG_URL",
                registry.url(),
                "QUILT_REGISTRY_URL",
                registry.url(),
                "AWS_ENDPOINT_URL_S3",
                s3.url(),
                "QUILT_MCP_CALLS_PER_MINUTE_PER_CALLER",
                "1000000"));
        environment.putAll(more);
        return TestServer.start(environment);
    }

    private void answerAsRegistry(HttpExchange exchange) throws IOException {
        var path = exchange.getRequestURI().getPath();
        var bearer = Objects.requireNonNullElse(exchange.getRequestHeaders().getFirst("Authorization"), "")
                .replace("Bearer ", "");
        if (path.equals("/config.json")) {
            FakeUpstream.answer(
                    exchange, 200, "application/json", "{\"registryUrl\":\"%s\"}".formatted(registry.url()));
        } else if (refused.contains(bearer)) {
            FakeUpstream.answer(exchange, 401, "application/json", "{\"message\":\"Token revoked\"}");
        } else if (path.endsWith("/get_credentials")) {
            exchanges.computeIfAbsent(bearer, _ -> new AtomicInteger()).incrementAndGet();
            var version = issued.incrementAndGet();
            current.putIfAbsent(bearer, 0);
            FakeUpstream.answer(exchange, 200, "application/json", """
                    {"AccessKeyId": "%1$s-%2$d", "SecretAccessKey": "secret-of-%1$s", "SessionToken": "session-of-%1$s", \
                    "Expiration": "%3$s"}""".formatted(
                            bearer, version, Instant.now().plusSeconds(lifetimeSeconds)));
        } else {
            FakeUpstream.answer(exchange, 200, "application/json", """
                    {"data": {"me": {"name": "%1$s", "email": "%1$s@x", "role": {"name": "role-of-%1$s"}, \
                    "isAdmin": false, "roles": []}, "buckets": [{"name": "bucket-of-%1$s", "title": "t", \
                    "description": null, "iconUrl": null, "relevanceScore": 1, "browsable": false, "tags": [], \
                    "collaborators": []}]}}""".formatted(bearer));
        }
    }

    /** Refuses keys from before the caller's last {@link #endKeys}; whoever signs with a key must also send its session. */
    private void answerAsS3(HttpExchange exchange) throws IOException {
        var headers = exchange.getRequestHeaders();
        var key = KEY_ID.matcher(Objects.requireNonNullElse(headers.getFirst("Authorization"), ""));
        if (!key.find() || !("session-of-" + key.group(1)).equals(headers.getFirst("X-Amz-Security-Token"))) {
            foreign.add(headers.getFirst("Authorization"));
            FakeUpstream.answer(exchange, 403, "application/xml", "<Error><Code>AccessDenied</Code></Error>");
            return;
        }
        var mark = key.group(1);
        if (exchange.getRequestURI().toString().contains("start-after=") && rotating.remove(mark)) {
            endKeys(mark);
        }
        if (Integer.parseInt(key.group(2)) <= current.getOrDefault(mark, 0)) {
            FakeUpstream.answer(
                    exchange,
                    400,
                    "application/xml",
                    "<Error><Code>ExpiredToken</Code><Message>The provided token has expired.</Message></Error>");
        } else if (exchange.getRequestURI().toString().contains("list-type=2")) {
            FakeUpstream.answer(
                    exchange,
                    200,
                    "application/xml",
                    page(exchange.getRequestURI().toString(), mark));
        } else if (exchange.getRequestMethod().equals("HEAD")) {
            exchange.getResponseHeaders().set("Content-Length", Integer.toString(mark.length()));
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        } else {
            FakeUpstream.answer(exchange, 200, "text/plain", mark);
        }
    }

    /** One page of a listing, whose keys name the caller. */
    private String page(String request, String mark) {
        var number = request.contains("start-after=")
                ? Integer.parseInt(request.replaceAll(".*start-after=mark-\\d+%2F(\\d+).*", "$1")) + 1
                : 1;
        var keys = IntStream.range(0, 1000)
                .mapToObj(i -> "<Contents><Key>%s/%d-%04d</Key><Size>1</Size><ETag>e</ETag>".formatted(mark, number, i)
                        + "<LastModified>2026-01-01T00:00:00.000Z</LastModified></Contents>")
                .reduce("", String::concat);
        return "<ListBucketResult><Name>any</Name><IsTruncated>%s</IsTruncated>%s%s</ListBucketResult>"
                .formatted(
                        number < PAGES,
                        number < PAGES
                                ? "<NextContinuationToken>page-%d</NextContinuationToken>".formatted(number + 1)
                                : "",
                        keys);
    }

    /** All keys that were issued to the caller so far end. */
    private void endKeys(String mark) {
        current.put(mark, issued.get());
    }

    private static HttpResponse<String> ask(TestServer server, EraRequest ask, String token) {
        return ServerProcess.send(ask.legacy(server.uri("/mcp"), token));
    }

    /** What is wrong with an answer, if anything. */
    private static void check(HttpResponse<String> answer, EraRequest ask, String token, List<String> wrong) {
        var marks = MARK.matcher(answer.body())
                .results()
                .map(it -> it.group())
                .distinct()
                .toList();
        var partial = ask.equals(SUMMARY) && !answer.body().contains("objects\\\":" + PAGES * 1000);
        if (answer.statusCode() != 200
                || answer.body().contains("\"isError\":true")
                || !marks.equals(List.of(token))
                || partial) {
            var body = answer.body();
            wrong.add(token + " asked " + ask + ": " + answer.statusCode() + " " + marks + " "
                    + body.substring(0, Math.min(300, body.length())));
        }
    }

    @Test
    void answersAreTheCallersOwnWhileCollidingEntriesExpireRefreshAndEnd() throws Exception {
        lifetimeSeconds = 2;
        var tokens = CollidingTokens.pairs(4);
        assertThat(Caller.of(tokens.getFirst()).hashCode())
                .isEqualTo(Caller.of(tokens.get(1)).hashCode());
        var wrong = new CopyOnWriteArrayList<String>();
        try (var server = server(Map.of("QUILT_MCP_ADMISSION_TTL", "1", "QUILT_MCP_RESOURCE_CACHE_TTL", "1"))) {
            var calls = new ArrayList<Callable<Void>>();
            for (var token : tokens) {
                for (var ask : ASKS) {
                    calls.add(() -> {
                        var refusals = 0;
                        for (var round = 0; round < ROUNDS; round++) {
                            var answer = ask(server, ask, token);
                            if (ENDED.matcher(answer.body()).find()) {
                                refusals++;
                            } else {
                                check(answer, ask, token, wrong);
                            }
                            if (round % 4 == 3) {
                                endKeys(token);
                            }
                        }
                        if (refusals > ROUNDS / 2) {
                            wrong.add("%d of %d refused to %s: %s".formatted(refusals, ROUNDS, token, ask));
                        }
                        return null;
                    });
                }
            }
            try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
                for (var one : threads.invokeAll(calls)) {
                    one.get();
                }
            }
        }
        assertThat(wrong).isEmpty();
        assertThat(foreign).isEmpty();
        assertThat(exchanges.keySet()).containsExactlyInAnyOrderElementsOf(tokens);
        assertThat(exchanges.values()).allSatisfy(it -> assertThat(it.get()).isGreaterThan(1));
    }

    @Test
    void keysThatEndInAListingAreExchangedOnceForAllCallsOfTheirCallerAlone() throws Exception {
        var tokens = CollidingTokens.pairs(1);
        var rotated = tokens.getFirst();
        var other = tokens.getLast();
        var wrong = new CopyOnWriteArrayList<String>();
        try (var server = server(Map.of())) {
            for (var token : tokens) {
                check(ask(server, ASKS.get(1), token), ASKS.get(1), token, wrong);
            }
            rotating.add(rotated);
            var calls = new ArrayList<Callable<Void>>();
            for (var i = 0; i < 8; i++) {
                for (var token : tokens) {
                    calls.add(() -> {
                        check(ask(server, SUMMARY, token), SUMMARY, token, wrong);
                        return null;
                    });
                }
            }
            try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
                for (var one : threads.invokeAll(calls)) {
                    one.get();
                }
            }
            assertThat(exchanges.get(rotated)).hasValue(2);
            assertThat(exchanges.get(other)).hasValue(1);

            refused.add(rotated);
            endKeys(rotated);
            endKeys(other);
            var refusal = ask(server, SUMMARY, rotated);
            assertThat(refusal.statusCode()).isEqualTo(401);
            assertThat(refusal.headers().firstValue("WWW-Authenticate").orElseThrow())
                    .startsWith("Bearer");
            check(ask(server, SUMMARY, other), SUMMARY, other, wrong);
            assertThat(exchanges.get(rotated)).hasValue(2);
            assertThat(exchanges.get(other)).hasValue(2);
        }
        assertThat(wrong).isEmpty();
        assertThat(foreign).isEmpty();
    }
}
