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
    private static final World WORLD = new World();

    @AfterAll
    static void close() {
        WORLD.close();
    }

    @Test
    void theCatalogTellsItsRegistry() {
        var config = Json.object(WORLD.send("GET", "/config.json", null, null).body());
        assertThat(config)
                .containsEntry("registryUrl", WORLD.sandbox().catalogUrl())
                .containsEntry("mode", "PRODUCT")
                .containsEntry("region", "us-east-1");
    }

    @Test
    void anUnknownPathIsAPageAndAnUnknownApiIsNot() {
        var page = WORLD.send("GET", "/b/quilt-example/packages/", null, null);
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.headers().firstValue("content-type")).hasValue("text/html; charset=utf-8");
        var api = WORLD.send("GET", "/api/roles/switch", null, WORLD.bearer("writer"));
        assertThat(api.statusCode()).isEqualTo(404);
        assertThat(Json.object(api.body())).containsKey("message");
    }

    @Test
    void credentialsAreNewAtEveryExchange() {
        var first = Json.object(WORLD.send("GET", "/api/auth/get_credentials", null, WORLD.bearer("nobody"))
                .body());
        var second = Json.object(WORLD.send("GET", "/api/auth/get_credentials", null, WORLD.bearer("nobody"))
                .body());
        assertThat(first.get("AccessKeyId")).isNotEqualTo(second.get("AccessKeyId"));
        String expiration = String.valueOf(first.get("Expiration"));
        assertThat(expiration).endsWith("+00:00");
        assertThat(OffsetDateTime.parse(expiration).toInstant())
                .isBetween(Instant.now().plusSeconds(3540), Instant.now().plusSeconds(3660));
    }

    @ParameterizedTest
    @ValueSource(strings = {"expired", "revoked"})
    void aRefusedTokenIsUnauthorizedEverywhere(String token) {
        assertThat(WORLD.graphql(token, "{me{name}}").statusCode()).isEqualTo(401);
        assertThat(WORLD.send("GET", "/api/auth/get_credentials", null, WORLD.bearer(token))
                        .statusCode())
                .isEqualTo(401);
        assertThat(WORLD.send("GET", "/api/me", null, "Bearer made.up.token").statusCode())
                .isEqualTo(401);
    }

    @Test
    void aBareTokenIsTakenToo() {
        String bare = WORLD.bearer("apikey").substring("Bearer ".length());
        assertThat(bare).startsWith("qk_");
        assertThat(WORLD.send("POST", "/graphql", "{\"query\":\"{me{name}}\"}", bare)
                        .body())
                .isEqualTo("{\"data\":{\"me\":{\"name\":\"writer\"}}}");
        assertThat(WORLD.bearer("writer").split("\\.")).hasSize(3);
    }

    @Test
    void aRefusedTokenMayLookLikeNobody() {
        WORLD.control("POST", "/settings", "{\"refusedAsNullMe\":true}");
        try {
            assertThat(WORLD.graphql("revoked", "{me{name} buckets{name} bucketConfigs{name}}")
                            .body())
                    .isEqualTo("{\"data\":{\"me\":null,\"buckets\":[],\"bucketConfigs\":[]}}");
        } finally {
            WORLD.control("POST", "/settings", "{\"refusedAsNullMe\":false}");
        }
    }

    @Test
    void aBodyThatIsNoQueryIsABadRequest() {
        assertThat(WORLD.send("POST", "/graphql", "nonsense", WORLD.bearer("writer"))
                        .statusCode())
                .isEqualTo(400);
        assertThat(WORLD.send("GET", "/graphql", null, WORLD.bearer("writer")).statusCode())
                .isEqualTo(405);
    }
}
