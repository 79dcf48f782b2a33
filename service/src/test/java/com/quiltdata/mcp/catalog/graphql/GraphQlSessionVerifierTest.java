package com.quiltdata.mcp.catalog.graphql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.quiltdata.mcp.admission.VerdictCache;
import com.quiltdata.mcp.auth.Caller;
import com.quiltdata.mcp.catalog.UnauthenticatedException;
import com.quiltdata.mcp.catalog.http.UpstreamHttp;
import com.quiltdata.mcp.catalog.identity.SessionVerifier.Verdict;
import com.quiltdata.mcp.context.PerCallCache;
import com.quiltdata.mcp.testing.FakeUpstream;
import com.quiltdata.mcp.testing.Latches;
import com.quiltdata.mcp.testing.RecordedSessions;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What counts as a verdict, of questions and of real calls. */
final class GraphQlSessionVerifierTest {
    private static final Caller ADA = Caller.of("ada");
    private static final Duration LIMIT = Duration.ofSeconds(20);

    private final FakeUpstream upstream = new FakeUpstream();
    private final UpstreamHttp http = FakeUpstream.client();
    private final RecordedSessions sessions = new RecordedSessions();
    private final GraphQlCatalog catalog = GraphQlCatalog.of(
            http,
            upstream.url() + "/graphql",
            new PerCallCache(false),
            sessions,
            (_, _) -> new Verdict.Accepted("fallback"));

    @AfterEach
    void close() throws IOException {
        http.stop();
        upstream.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "200 | {'data':{'me':{'name':'ada','role':{'name':'reader'}}}} | Accepted[role=reader]",
                "200 | {'data':{'me':{'name':'ada'}},'errors':[{'message':'of something else'}]} | Accepted[role=null]",
                "200 | {'data':{'me':null}} | Refused[]",
                "401 | {} | Refused[]",
                "200 | {'data':{'me':null},'errors':[{'message':'the database is away'}]} | None[]",
                "200 | {'something':'else'} | None[]",
                "403 | {} | None[]",
                "429 | {} | None[]",
                "500 | {} | None[]",
                "503 | {} | None[]",
                "400 | {'errors':[{'message':'Cannot query field \"me\" on type \"Query\".'}]} | Accepted[role=fallback]",
                "200 | {'errors':[{'message':'Cannot query field \"role\" on type \"Me\".'}]} | Accepted[role=fallback]",
            },
            quoteCharacter = '`')
    void judgesOnlyByResponseAboutSession(int status, String json, String verdict) {
        upstream.answering(status, json.replace("\"", "\\\"").replace('\'', '"'));
        assertThat(catalog.judge().judge(ADA, LIMIT)).hasToString(verdict);
    }

    @Test
    void returnsNoVerdictForAResponseAbove64KiB() {
        upstream.answering(200, "{\"data\": {\"me\": {\"name\": \"" + "x".repeat(64 * 1024) + "\"}}}");
        assertThat(catalog.judge().judge(ADA, LIMIT)).isEqualTo(new Verdict.None());
    }

    @Test
    void returnsNoVerdictAtLimit() {
        var never = new CountDownLatch(1);
        upstream.answering(exchange -> {
            Latches.await(never);
            exchange.close();
        });
        assertThat(catalog.judge().judge(ADA, Duration.ofMillis(50))).isEqualTo(new Verdict.None());
        never.countDown();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "200 | {'data':{'me':{'name':'ada','role':{'name':'reader'}},'buckets':[]}} | accepted reader",
                "200 | {'data':{'me':null,'buckets':[]}} | refused",
                "401 | {} | refused",
                "403 | {} | ",
                "500 | {} | ",
            })
    void reportsVerdictsOfRealCalls(int status, String json, String learnt) {
        upstream.answering(status, json.replace('\'', '"'));
        var _ = catchThrowable(() -> catalog.buckets().list(ADA));
        assertThat(String.join(",", sessions.learnt())).isEqualTo(learnt == null ? "" : learnt);
    }

    @Test
    void refusalFoundAfterAFailedMutationReplacesAnAcceptanceDuringIt() {
        var verdicts = new VerdictCache(Duration.ofMinutes(1), InstantSource.system());
        var refused = new ArrayList<Caller>();
        verdicts.onChange(refused::add);
        upstream.answering(exchange -> {
            var first = upstream.seen().size() == 1;
            if (first) {
                verdicts.accepted(ADA, "reader", verdicts.question());
            }
            var body = first ? "{\"errors\": [{\"message\": \"Not authenticated\"}]}" : "{\"data\": {\"me\": null}}";
            FakeUpstream.answer(exchange, 200, "application/json", body);
        });
        var account = GraphQlCatalog.of(
                        http,
                        upstream.url() + "/graphql",
                        new PerCallCache(false),
                        verdicts,
                        (_, _) -> new Verdict.None())
                .account();
        assertThatThrownBy(() -> account.keyChanges().revoke(ADA, "k-1")).isInstanceOf(UnauthenticatedException.class);
        assertThat(refused).containsExactly(ADA);
    }
}
