package com.quiltdata.mcp.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.quiltdata.mcp.admission.Admission;
import com.quiltdata.mcp.admission.AdmissionLimits;
import com.quiltdata.mcp.admission.ClientAddress;
import com.quiltdata.mcp.admission.VerdictCache;
import com.quiltdata.mcp.auth.Caller;
import com.quiltdata.mcp.catalog.UnauthenticatedException;
import com.quiltdata.mcp.catalog.identity.SessionVerifier;
import com.quiltdata.mcp.mcp.McpResponse;
import com.quiltdata.mcp.mcp.RequestStateSigner;
import com.quiltdata.mcp.memory.ByteBudget;
import com.quiltdata.mcp.metrics.Meters;
import com.quiltdata.mcp.testing.McpRequests;
import com.quiltdata.mcp.testing.Protocols;
import jakarta.ws.rs.WebApplicationException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;

/** Answers wait in memory until their client has read them. */
final class PostAdmissionTest {
    private static final ClientAddress HOME = new ClientAddress("192.0.2.1", "192.0.2.1", false);
    /** Of three bytes a character: a body that is not charged, and an answer that is. */
    private static final String LONG_ID = "€".repeat(300);

    private volatile SessionVerifier.Verdict verdict = new SessionVerifier.Verdict.Accepted("reader");
    private final ByteBudget budget = new ByteBudget(100_000, Duration.ofMillis(1));
    private final PostAdmission postAdmission = new PostAdmission(
            new Admission(
                    new VerdictCache(Duration.ofSeconds(60), InstantSource.system()),
                    (_, _) -> verdict,
                    new AdmissionLimits(8, 8, 8, 8, 8, Duration.ofSeconds(3)),
                    InstantSource.system(),
                    Meters.none()),
            Protocols.of(RequestStateSigner.random()));

    private McpResponse.Body initialize(ByteBudget.Share share) {
        return answer(share, "{\"jsonrpc\":\"2.0\",\"id\":\"%s\",\"method\":\"initialize\"}".formatted(LONG_ID));
    }

    private McpResponse.Body answer(ByteBudget.Share share, String body) {
        var reply = postAdmission.answer(
                Caller.of("token"),
                HOME,
                new PostAdmission.RequestResources(share, () -> {}),
                _ -> body.getBytes(StandardCharsets.UTF_8),
                caller -> McpRequests.request(caller, "request", McpRequests.headers(null, null, null)));
        return reply instanceof McpResponse.Body json
                ? json
                : new McpResponse.Body(McpResponse.Status.BAD_REQUEST, new byte[0]);
    }

    @Test
    void chargesResponseUntilRequestEnds() {
        try (var share = budget.share("")) {
            var answer = initialize(share);
            assertThat(answer.status()).isEqualTo(McpResponse.Status.OK);
            assertThat(answer.json()).hasSizeGreaterThan(1024);
            assertThat(budget.held()).isEqualTo(answer.json().length);
        }
        assertThat(budget.held()).isZero();
    }

    @Test
    void refusesWithIdWhenResponseDoesNotFit() {
        try (var others = budget.share("");
                var share = budget.share("")) {
            others.grow(87_000);
            var answer = initialize(share);
            assertThat(answer.status()).isEqualTo(McpResponse.Status.SERVICE_UNAVAILABLE);
            assertThat(answer.retryAfter()).isPositive();
            assertThat(new String(answer.json(), StandardCharsets.UTF_8))
                    .contains("\"code\":503", LONG_ID, "try again in a few seconds");
        }
    }

    private static String values(int count) {
        return "{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":\"ping\",\"params\":{\"x\":[%s{}]}}"
                .formatted("{},".repeat(count));
    }

    @Test
    void chargesTreeBeforeParsing() {
        try (var share = budget.share("")) {
            assertThat(answer(share, values(100)).status()).isEqualTo(McpResponse.Status.OK);
            assertThatThrownBy(() -> answer(share, values(1000)))
                    .isInstanceOfSatisfying(
                            WebApplicationException.class,
                            e -> assertThat(e.getResponse().getStatus()).isEqualTo(413));
        }
    }

    @Test
    void refusesBodyWhenOthersHoldTheMemory() {
        try (var others = budget.share("");
                var share = budget.share("")) {
            others.grow(80_000);
            assertThat(answer(share, values(400)).status()).isEqualTo(McpResponse.Status.SERVICE_UNAVAILABLE);
        }
    }

    @Test
    void refusesBodyWhenItsCallerHoldsTheMemory() {
        try (var others = budget.share("ada");
                var share = budget.share("ada")) {
            others.grow(30_000);
            assertThat(answer(share, values(400)).status()).isEqualTo(McpResponse.Status.TOO_MANY_REQUESTS);
        }
    }

    @Test
    void refusesManyValuesWithoutVerdict() {
        verdict = new SessionVerifier.Verdict.None();
        var large = new ByteBudget(1 << 26, Duration.ofMillis(1));
        try (var share = large.share("")) {
            assertThatThrownBy(() -> answer(share, values(20_000)))
                    .isInstanceOfSatisfying(
                            WebApplicationException.class,
                            e -> assertThat(e.getResponse().getStatus()).isEqualTo(413));
            assertThat(large.held()).isZero();
        }
    }

    @Test
    void doesNotParseBodyOfRefusedCaller() {
        verdict = new SessionVerifier.Verdict.Refused();
        try (var share = budget.share("")) {
            assertThatThrownBy(() -> answer(share, values(20_000))).isInstanceOf(UnauthenticatedException.class);
            assertThat(budget.held()).isZero();
        }
    }
}
