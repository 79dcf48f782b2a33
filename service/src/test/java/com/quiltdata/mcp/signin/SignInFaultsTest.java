package com.quiltdata.mcp.signin;

import static com.quiltdata.mcp.signin.SignInFixture.REDIRECT;
import static com.quiltdata.mcp.signin.SignInFixture.exchange;
import static com.quiltdata.mcp.signin.SignInFixture.refresh;
import static com.quiltdata.mcp.signin.SignInFixture.request;
import static org.assertj.core.api.Assertions.assertThat;

import com.codahale.metrics.MetricRegistry;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.quiltdata.mcp.FaultPage;
import com.quiltdata.mcp.metrics.Meters;
import com.quiltdata.mcp.metrics.MetricsLevel;
import com.quiltdata.mcp.testing.FakeUpstream;
import com.quiltdata.mcp.testing.Generated;
import com.quiltdata.mcp.testing.LogLines;
import com.quiltdata.mcp.testing.Scrape;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.glassfish.jersey.server.ContainerResponse;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What each step of the sign-in does under each fault of Connect: the response, the metric and the log line. */
@Tag("process")
@Timeout(120)
final class SignInFaultsTest {
    private static final Path PAGE = Path.of("../runbook/faults.md");
    private static final String HEAD = """
            Quilt Connect's faults, as SignInFaultsTest causes them at each of its endpoints. **Metric** is the `outcome` in
            `quilt_mcp_upstream_duration_seconds` with `upstream="connect"`; each step counts in `quilt_mcp_sign_in_steps_total` and has an audit line, both with
            the outcome that is named first. Where the error is `temporarily_unavailable`, a line at WARN has the sentence; no line has a code, a token or Connect's words. Consent
            and callback, for which Connect's metadata is read, are for the browser; other steps return JSON with `error` and `error_description`.

            | Fault | Metric | Outcomes |
            |---|---|---|
            """;
    private static final String METADATA = "/.well-known/oauth-authorization-server";
    private static final Pattern PARAGRAPH = Pattern.compile("<p>(.*?)</p>");
    private static final Pattern ERROR = Pattern.compile("error=[a-z_]+");
    private static final Pattern LABEL = Pattern.compile("([a-z_]+)=\"([^\"]*)\"");
    private static final String SECRET = "upstream-secret";

    private final CountDownLatch ended = new CountDownLatch(1);

    /** The faults by their names in the page. */
    private Map<String, FakeConnect.Fault> faults() {
        var faults = new LinkedHashMap<String, FakeConnect.Fault>();
        faults.put("slow, but in time", _ -> paused(100));
        faults.put("hangs", _ -> !paused(60_000));
        faults.put("drips", this::drip);
        faults.put("closes the connection", exchange -> {
            exchange.close();
            return true;
        });
        faults.put("half a response", SignInFaultsTest::half);
        faults.put("malformed JSON", responds(200, "application/json", "{" + SECRET));
        faults.put("an empty body", responds(200, "application/json", ""));
        faults.put("JSON of another shape", responds(200, "application/json", "[\"" + SECRET + "\"]"));
        faults.put("JSON as `text/plain`", responds(200, "text/plain", "{\"x\": \"" + SECRET + "\"}"));
        faults.put("a web page", responds(200, "text/html", "<html>" + SECRET));
        faults.put("a web page with 403", responds(403, "text/html", "<html>" + SECRET));
        faults.put(
                "a response that is too large",
                responds(200, "application/json", "{\"x\": \"" + "x".repeat(100_000) + "\"}"));
        faults.put("a redirect", exchange -> {
            exchange.getResponseHeaders().set("Location", "http://127.0.0.1:1/" + SECRET);
            return responds(302, "text/html", "").handle(exchange);
        });
        for (var status : List.of(401, 403, 404, 429, 500, 503)) {
            faults.put(status.toString(), responds(status, "application/json", "{\"message\": \"" + SECRET + "\"}"));
        }
        faults.put("400 `invalid_grant`", responds(400, "application/json", "{\"error\": \"invalid_grant\"}"));
        return faults;
    }

    private static FakeConnect.Fault responds(int status, String type, String body) {
        return exchange -> {
            FakeUpstream.answer(exchange, status, type, body);
            return true;
        };
    }

    /** Waits, at the longest until the test has ended; returns false. */
    private boolean paused(long millis) {
        try {
            var _ = ended.await(millis, TimeUnit.MILLISECONDS);
            return false;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private boolean drip(HttpExchange exchange) {
        try (exchange) {
            exchange.sendResponseHeaders(200, 0);
            while (ended.getCount() > 0) {
                exchange.getResponseBody().write(' ');
                exchange.getResponseBody().flush();
                paused(50);
            }
        } catch (IOException e) {
            // the client has given up
        }
        return true;
    }

    private static boolean half(HttpExchange exchange) throws IOException {
        exchange.sendResponseHeaders(200, 100);
        exchange.getResponseBody().write("{\"access_token\": ".getBytes(StandardCharsets.UTF_8));
        exchange.getResponseBody().flush();
        exchange.close();
        return true;
    }

    @Test
    void everyFaultOfConnectIsReportedAsThePageSays() {
        var rows = new LinkedHashMap<String, List<String>>();
        faults().forEach((name, fault) ->
                rows.computeIfAbsent(row(name, fault), _ -> new ArrayList<>()).add(name));
        ended.countDown();
        new Generated(SignInFaultsTest.class).check(PAGE, FaultPage.withSignIn(PAGE, HEAD + FaultPage.table(rows)));
    }

    private static String row(String name, FakeConnect.Fault fault) {
        var meters = new Meters(MetricsLevel.STANDARD, new MetricRegistry());
        var late = name.equals("hangs") || name.equals("drips");
        try (var log = new LogLines();
                var fixture = new SignInFixture(meters, late ? Duration.ofSeconds(1) : Duration.ofSeconds(60))) {
            fixture.connect.fault = fault;
            var client = fixture.register("Claude", REDIRECT);
            var outcomes = new LinkedHashMap<String, List<String>>();
            var callback = callback();
            var run = new Run(fixture, meters, log, outcomes);
            run.step(SignInStep.CONSENT, METADATA, it -> {
                var browser = it.new Browser();
                return browser.decide(browser.authorize(request(client)), "continue");
            });
            fixture.pass(Duration.ofSeconds(3));
            run.step(SignInStep.CALLBACK, METADATA, it -> comeBack(it, callback));
            read(fixture);
            run.step(SignInStep.REGISTER, "/auth/register", SignInFaultsTest::register);
            var code = fixture.code(client);
            run.step(SignInStep.TOKEN, "/auth/token", it -> it.post("/token", exchange(client, code)));
            run.step(SignInStep.REFRESH, "/auth/token", it -> it.post("/token", refresh(client, token(it, client))));
            run.step(
                    SignInStep.REVOKE,
                    "/auth/revoke",
                    it -> it.post("/revoke", Map.of("client_id", client, "token", token(it, client))));
            assertThat(log.lines()).as(name).noneMatch(line -> line.contains(SECRET) || line.contains("refresh-"));
            return metrics(meters) + " | " + groups(outcomes);
        }
    }

    /** An authorization response to another server of the same key, and the cookies of its browser. */
    private record ComingBack(String address, Map<String, String> cookies) {}

    private static ComingBack callback() {
        try (var before = new SignInFixture()) {
            var browser = before.new Browser();
            var token = browser.authorize(request(before.register("Claude", REDIRECT)));
            return new ComingBack(before.connect.agree(browser.consent(token)), browser.cookies);
        }
    }

    private static ContainerResponse comeBack(SignInFixture fixture, ComingBack response) {
        var browser = fixture.new Browser();
        browser.cookies.putAll(response.cookies());
        return browser.get(response.address());
    }

    /** Reads Connect's metadata, whatever failed before. */
    private static void read(SignInFixture fixture) {
        for (var known = false; !known; ) {
            fixture.pass(Duration.ofSeconds(3));
            try {
                known = !fixture.connectClient.endpoints().issuer().isEmpty();
            } catch (ConnectUnavailableException e) {
                // a busy machine
            }
        }
    }

    private static ContainerResponse register(SignInFixture fixture) {
        return fixture.send("POST", "/register", Map.of(), "{\"redirect_uris\": [\"%s\"]}".formatted(REDIRECT));
    }

    private static String token(SignInFixture fixture, String client) {
        var token = fixture.connect.refreshToken("at-connect-Claude");
        return SealedRefreshToken.seal(fixture.sealed, token, client).orElseThrow();
    }

    /** The steps under one fault, and the names of those of each outcome. */
    private record Run(SignInFixture fixture, Meters meters, LogLines log, Map<String, List<String>> outcomes) {
        void step(SignInStep step, String path, Function<SignInFixture, ContainerResponse> work) {
            fixture.connect.faultyPath = path;
            var said = log.lines().size();
            var response = work.apply(fixture);
            fixture.connect.faultyPath = "";
            var outcome = outcome(step);
            var text = text(response);
            assertThat(text).doesNotContain(SECRET);
            assertThat(log.lines().subList(said, log.lines().size()))
                    .as("%s %s", step, text)
                    .hasSize(text.contains("temporarily_unavailable") ? 1 : 0)
                    .allMatch(line -> step.inBrowser() || text.contains(line));
            outcomes.computeIfAbsent("`" + outcome + "` " + text, _ -> new ArrayList<>())
                    .add(step.word());
        }

        /** How the step counts. */
        private String outcome(SignInStep step) {
            return Scrape.of(meters).samples().stream()
                    .filter(it -> it.name().equals("quilt_mcp_sign_in_steps_total")
                            && it.value() > 0
                            && it.labels().contains("\"" + step.word() + "\""))
                    .map(it -> label(it.labels(), "outcome"))
                    .collect(Collectors.joining(","));
        }
    }

    private static String label(String labels, String name) {
        return LABEL.matcher(labels)
                .results()
                .filter(it -> it.group(1).equals(name))
                .map(it -> it.group(2))
                .findFirst()
                .orElse("");
    }

    private static String metrics(Meters meters) {
        var metrics = Scrape.of(meters).samples().stream()
                .filter(it -> it.name().equals("quilt_mcp_upstream_duration_seconds_count") && it.value() > 0)
                .map(it -> "`" + label(it.labels(), "outcome") + "`")
                .filter(it -> !it.equals("`ok`"))
                .collect(Collectors.toCollection(TreeSet::new));
        return metrics.isEmpty() ? "`ok`" : String.join(", ", metrics);
    }

    /** Status and sentence; nothing for a success. */
    private static String text(ContainerResponse response) {
        var status = response.getStatus();
        var location = response.getHeaderString("Location");
        var body = String.valueOf(location == null ? response.getEntity() : location);
        var error = ERROR.matcher(body);
        if (error.find()) {
            return "HTTP %d%s to the client with `%s`"
                    .formatted(status, location == null ? ", a page that returns" : "", error.group());
        } else if (status < 300 || location != null) {
            return "";
        }
        var paragraph = PARAGRAPH.matcher(body);
        if (paragraph.find()) {
            return "HTTP %d, a page: %s".formatted(status, paragraph.group(1).replace("&#39;", "'"));
        }
        try {
            var json = new ObjectMapper().readTree(body);
            return "HTTP %d `%s` %s"
                    .formatted(
                            status,
                            json.path("error").asText(),
                            json.path("error_description").asText())
                    .strip();
        } catch (JsonProcessingException e) {
            throw new AssertionError(body, e);
        }
    }

    private static String groups(Map<String, List<String>> outcomes) {
        return outcomes.size() == 1
                ? outcomes.keySet().iterator().next().strip()
                : outcomes.entrySet().stream()
                        .map(it -> String.join(", ", it.getValue()) + ": "
                                + it.getKey().strip())
                        .collect(Collectors.joining("<br>"));
    }
}
