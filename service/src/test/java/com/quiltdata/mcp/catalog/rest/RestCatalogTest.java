package com.quiltdata.mcp.catalog.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.quiltdata.mcp.auth.Caller;
import com.quiltdata.mcp.catalog.Failure;
import com.quiltdata.mcp.catalog.UnauthenticatedException;
import com.quiltdata.mcp.catalog.http.UpstreamHttp;
import com.quiltdata.mcp.testing.FakeUpstream;
import com.quiltdata.mcp.testing.RecordedSessions;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RestCatalogTest {
    private static final Caller CALLER = Caller.of("qk_token");

    private final FakeUpstream upstream = new FakeUpstream();
    private final UpstreamHttp http = FakeUpstream.client();
    private final RecordedSessions sessions = new RecordedSessions();
    private final RestCatalog rest = RestCatalog.of(http, upstream.url() + "/", upstream.url() + "/", sessions, true);

    @AfterEach
    void close() throws IOException {
        http.stop();
        upstream.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"2999-05-28T23:58:07+00:00", "2999-05-28T23:58:07Z", "2999-05-29T01:58:07+02:00"})
    void exchangesTheBearerOnce(String expiration) {
        upstream.answering(200, credentials(expiration));

        var credentials = rest.credentials().get(CALLER);
        rest.credentials().get(CALLER);

        assertThat(credentials.expiration()).isEqualTo(Instant.parse("2999-05-28T23:58:07Z"));
        assertThat(credentials.sessionToken()).isEqualTo("TOKEN");
        assertThat(credentials.toString()).doesNotContain("AKID", "SECRET", "TOKEN");
        assertThat(upstream.seen()).singleElement().satisfies(seen -> {
            assertThat(seen.path()).isEqualTo("/api/auth/get_credentials");
            assertThat(seen.authorization()).isEqualTo("Bearer qk_token");
        });
    }

    @Test
    void refusesRejectedTokenEachTime() {
        upstream.answering(401, "{}");
        assertThatThrownBy(() -> rest.credentials().get(CALLER)).isInstanceOf(UnauthenticatedException.class);
        assertThatThrownBy(() -> rest.credentials().get(CALLER)).isInstanceOf(UnauthenticatedException.class);

        upstream.answering(403, "{}");
        assertThatThrownBy(() -> rest.credentials().get(CALLER))
                .isInstanceOf(Failure.Denied.class)
                .hasMessage("Access denied. Check your permissions.");
        assertThat(upstream.seen()).hasSize(3);
    }

    @Test
    void passesOnWhyTheRegistryGivesNoCredentials() {
        upstream.answering(400, "{\"message\": \"Default role not set\"}");

        assertThatThrownBy(() -> rest.credentials().get(CALLER))
                .isInstanceOf(Failure.Denied.class)
                .hasMessageEndingWith(
                        "HTTP 400. The registry says: Default role not set. Ask an administrator of the catalog.");
        upstream.answering(400, "{}");
        assertThatThrownBy(() -> rest.credentials().get(CALLER)).isInstanceOf(Failure.Unavailable.class);
    }

    @Test
    void exchangeReportsWhetherTheTokenIsAccepted() {
        for (var status : List.of(403, 500, 401)) {
            upstream.answering(status, "{}");
            assertThatThrownBy(() -> rest.credentials().get(CALLER))
                    .isInstanceOfAny(Failure.class, UnauthenticatedException.class);
        }
        upstream.answering(200, credentials("2999-05-28T23:58:07Z"));
        rest.credentials().get(CALLER);
        assertThat(sessions.learnt()).containsExactly("refused", "accepted null");
    }

    @ParameterizedTest
    @CsvSource({"200,Accepted[role=null]", "401,Refused[]", "400,None[]", "403,None[]", "429,None[]", "500,None[]"})
    void judgesTokenByRegistryResponse(int status, String verdict) {
        upstream.answering(status, "{\"name\":\"ada\"}");
        assertThat(rest.judge().judge(CALLER, Duration.ofSeconds(20))).hasToString(verdict);
        assertThat(upstream.seen()).singleElement().satisfies(seen -> {
            assertThat(seen.path()).isEqualTo("/api/me");
            assertThat(seen.authorization()).isEqualTo("Bearer qk_token");
        });
    }

    @Test
    void namesTheFieldsThatAreMissing() {
        upstream.answering(200, "{\"AccessKeyId\": \"AKID\", \"SessionToken\": \"\", \"Expiration\": \"x\"}");

        assertThatThrownBy(() -> rest.credentials().get(CALLER))
                .isInstanceOf(Failure.Unavailable.class)
                .hasMessageContaining("[SecretAccessKey, SessionToken]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"2001-01-01T00:00:00Z", "soon", "+99999-01-01T00:00:00Z"})
    void refusesUnusableCredentialsWithoutCaching(String expiration) {
        upstream.answering(200, credentials(expiration));

        assertThatThrownBy(() -> rest.credentials().get(CALLER)).isInstanceOf(Failure.Unavailable.class);
        assertThatThrownBy(() -> rest.credentials().get(CALLER)).isInstanceOf(Failure.Unavailable.class);
        assertThat(upstream.seen()).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"TO\\r\\nX-Other: KEN", "TO KEN", "T\\u00d6KEN", "T\\u0000", "LONG"})
    void refusesCredentialsUnfitForHeaders(String token) {
        var value = token.equals("LONG") ? "x".repeat(16 * 1024 + 1) : token;
        upstream.answering(200, credentials("2999-05-28T23:58:07Z").replace("TOKEN", value));

        assertThatThrownBy(() -> rest.credentials().get(CALLER))
                .isInstanceOf(Failure.Unavailable.class)
                .hasMessageContaining("SessionToken must be 1 to 16,384 visible ASCII characters")
                .hasMessageNotContainingAny("KEN", "xxx");
    }

    @Test
    void fetchesTheConfigurationEachTimeWhereItIsNotCached() {
        upstream.answering(200, "{\"registryUrl\": \"https://r\"}");
        var uncached = RestCatalog.of(http, upstream.url(), upstream.url(), sessions, false);
        uncached.info().info();
        uncached.info().info();
        assertThat(upstream.seen()).hasSize(2);
    }

    @Test
    void readsTheCatalogConfigOnceAndWithoutABearer() {
        upstream.answering(
                200, "{\"registryUrl\": \"https://r\", \"region\": \"eu-west-1\", \"crc64Checksums\": true}");

        var info = rest.info().info();
        rest.info().info();

        assertThat(info.registryUrl()).isEqualTo("https://r");
        assertThat(info.region()).isEqualTo("eu-west-1");
        assertThat(info.analyticsBucket()).isNull();
        assertThat(upstream.seen()).singleElement().satisfies(seen -> {
            assertThat(seen.path()).isEqualTo("/config.json");
            assertThat(seen.authorization()).isNull();
        });
    }

    @Test
    void refusesHtmlInsteadOfConfigWithoutCaching() {
        upstream.answering(exchange -> FakeUpstream.answer(exchange, 200, "text/html", "<html>"));
        assertThatThrownBy(() -> rest.info().info())
                .isInstanceOf(Failure.Unavailable.class)
                .hasMessageContaining("QUILT_CATALOG_URL");

        upstream.answering(200, "{\"registryUrl\": \"https://r\"}");
        assertThat(rest.info().info().registryUrl()).isEqualTo("https://r");
    }

    private static String credentials(String expiration) {
        return """
                {"AccessKeyId": "AKID", "SecretAccessKey": "SECRET", "SessionToken": "TOKEN", "Expiration": "%s"}
                """.formatted(expiration);
    }
}
