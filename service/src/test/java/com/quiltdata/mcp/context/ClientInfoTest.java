package com.quiltdata.mcp.context;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ClientInfoTest {
    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";

    private static ClientInfo client(@Nullable String userAgent, @Nullable String authorization) {
        return ClientInfo.of("192.0.2.7", name -> switch (name) {
            case "User-Agent" -> userAgent;
            case "Authorization" -> authorization;
            default -> null;
        });
    }

    private static ClientInfo traced(@Nullable String traceparent) {
        return ClientInfo.of("192.0.2.7", name -> name.equals("traceparent") ? traceparent : null);
    }

    @Test
    void keepsPlainUserAgent() {
        var userAgent = "Mozilla/5.0 (X11; Linux x86_64) \"Claude\" 1.0";
        assertThat(client(userAgent, "Bearer token").userAgent()).isEqualTo(userAgent);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "  "})
    void namesMissingUserAgentByDash(String given) {
        assertThat(client(given, null).userAgent()).isEqualTo("-");
    }

    /** Also those that are not in the Authorization header. */
    @Test
    void hidesWhatHasTheFormOfAToken() {
        assertThat(client("agent qk_0123456789 eyJhbGci.eyJpZCI6.c2lnbmF0-1/2", null)
                        .userAgent())
                .isEqualTo("agent *** ***/2");
        assertThat(ClientInfo.Program.of("eyJhbGci.eyJpZCI6.c2lnbmF0", "qk_0123456789"))
                .isEqualTo(new ClientInfo.Program("***", "***"));
    }

    @Test
    void namesProgramsLikeUserAgents() {
        assertThat(ClientInfo.Program.of("My Agent\n", " ")).isEqualTo(new ClientInfo.Program("My Agent?", "-"));
    }

    @Test
    void replacesUnprintableCharactersAndEqualsSigns() {
        assertThat(client("a\r\nERROR \u0000\u007f\u0085\u2028é😀 status=500", null)
                        .userAgent())
                .isEqualTo("a??ERROR ?????? status?500");
    }

    @Test
    void marksTruncatedUserAgent() {
        assertThat(client("u".repeat(10_000), null).userAgent())
                .hasSizeLessThanOrEqualTo(210)
                .endsWith("(cut)");
    }

    @ParameterizedTest
    @CsvSource({"Bearer s3cr.et-token", "bearer  s3cr.et-token", "s3cr.et-token", "Basic s3cr.et-token"})
    void redactsCallersToken(String authorization) {
        assertThat(client("agent/1 s3cr.et-token (s3cr.et-token)", authorization)
                        .userAgent())
                .isEqualTo("agent/1 *** (***)");
    }

    @Test
    void redactsTokenBeforeTruncation() {
        var token = "t".repeat(100) + "end";
        assertThat(client("u".repeat(190) + token, "Bearer " + token).userAgent())
                .doesNotContain("t".repeat(4));
    }

    @Test
    void readsTraceIdOfValidTraceparentOnly() {
        assertThat(traced("00-" + TRACE + "-00f067aa0ba902b7-01").traceId()).contains(TRACE);
        assertThat(traced("ff-" + TRACE + "-00f067aa0ba902b7-01").traceId()).isEmpty();
        assertThat(traced("00-" + "0".repeat(32) + "-00f067aa0ba902b7-01").traceId())
                .isEmpty();
        assertThat(traced("00-" + TRACE + "-00f067aa0ba902b7-01\r\nx").traceId())
                .isEmpty();
        assertThat(traced(null).traceId()).isEmpty();
    }

    @Test
    void isCapturedForAnotherThread() throws InterruptedException {
        var seen = new AtomicReference<String>();
        var scope = ScopedValue.where(ClientInfo.CURRENT, client("curl", null)).call(RequestScope::capture);
        Thread.ofVirtual()
                .start(() -> scope.run(() ->
                        seen.set(ClientInfo.current().map(ClientInfo::address).orElse("none"))))
                .join();
        assertThat(seen).hasValue("192.0.2.7");
        assertThat(ClientInfo.current()).isEmpty();
    }
}
