package com.quiltdata.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.quiltdata.sandbox.json.Json;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The paths other than GraphQL, and their access control. */
final class CatalogTest {
    private static final TestSandbox SANDBOX = new TestSandbox();

    @AfterAll
    static void close() {
        SANDBOX.close();
    }

    @Test
    void publishesRegistryUrl() {
        var config = Json.object(SANDBOX.send("GET", "/config.json", null, null).body());
        assertThat(config)
                .containsEntry("registryUrl", SANDBOX.sandbox().catalogUrl())
                .containsEntry("mode", "PRODUCT")
                .containsEntry("region", "us-east-1");
    }

    @Test
    void servesPageForUnknownPathAnd404ForUnknownApi() {
        var page = SANDBOX.send("GET", "/b/quilt-example/packages/", null, null);
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.headers().firstValue("content-type")).hasValue("text/html; charset=utf-8");
        var api = SANDBOX.send("GET", "/api/roles/switch", null, SANDBOX.bearer("writer"));
        assertThat(api.statusCode()).isEqualTo(404);
        assertThat(Json.object(api.body())).containsKey("message");
    }

    @Test
    void issuesNewCredentialsPerExchange() {
        var first = Json.object(SANDBOX.send("GET", "/api/auth/get_credentials", null, SANDBOX.bearer("nobody"))
                .body());
        var second = Json.object(SANDBOX.send("GET", "/api/auth/get_credentials", null, SANDBOX.bearer("nobody"))
                .body());
        assertThat(first.get("AccessKeyId")).isNotEqualTo(second.get("AccessKeyId"));
        String expiration = String.valueOf(first.get("Expiration"));
        assertThat(expiration).endsWith("+00:00");
        assertThat(OffsetDateTime.parse(expiration).toInstant())
                .isBetween(Instant.now().plusSeconds(3540), Instant.now().plusSeconds(3660));
    }

    @ParameterizedTest
    @ValueSource(strings = {"expired", "revoked"})
    void returns401ForRefusedToken(String token) {
        assertThat(SANDBOX.graphql(token, "{me{name}}").statusCode()).isEqualTo(401);
        assertThat(SANDBOX.send("GET", "/api/auth/get_credentials", null, SANDBOX.bearer(token))
                        .statusCode())
                .isEqualTo(401);
        assertThat(SANDBOX.send("GET", "/api/me", null, "Bearer made.up.token").statusCode())
                .isEqualTo(401);
    }

    @Test
    void acceptsTokenWithoutScheme() {
        String bare = SANDBOX.bearer("apikey").substring("Bearer ".length());
        assertThat(bare).startsWith("qk_");
        assertThat(SANDBOX.send("POST", "/graphql", "{\"query\":\"{me{name}}\"}", bare)
                        .body())
                .isEqualTo("{\"data\":{\"me\":{\"name\":\"writer\"}}}");
        assertThat(SANDBOX.bearer("writer").split("\\.")).hasSize(3);
    }

    @Test
    void returnsNullMeForRefusedToken() {
        SANDBOX.control("POST", "/settings", "{\"refusedAsNullMe\":true}");
        try {
            assertThat(SANDBOX.graphql("revoked", "{me{name} buckets{name} bucketConfigs{name}}")
                            .body())
                    .isEqualTo("{\"data\":{\"me\":null,\"buckets\":[],\"bucketConfigs\":[]}}");
        } finally {
            SANDBOX.control("POST", "/settings", "{\"refusedAsNullMe\":false}");
        }
    }

    @Test
    void refusesBodyWithoutQuery() {
        assertThat(SANDBOX.send("POST", "/graphql", "nonsense", SANDBOX.bearer("writer"))
                        .statusCode())
                .isEqualTo(400);
        assertThat(SANDBOX.send("GET", "/graphql", null, SANDBOX.bearer("writer"))
                        .statusCode())
                .isEqualTo(405);
    }
}
