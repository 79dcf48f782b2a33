package com.quiltdata.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.quiltdata.sandbox.json.Json;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.AlgorithmParameters;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Connect's tokens: how they are issued, renewed and revoked, and what the registry makes of them. */
final class ConnectTokenTest {
    private static final TestSandbox SANDBOX = new TestSandbox();
    private static final ConnectClient CLIENT = ConnectClient.register(SANDBOX);

    @AfterEach
    void reset() {
        SANDBOX.control("DELETE", "/faults", "");
        SANDBOX.control("POST", "/settings", """
                {"connect":{"rotateRefreshTokens":true,"returnExpiresIn":true,
                            "codeSeconds":60,"accessTokenSeconds":3600,"refreshTokenSeconds":3600}}""");
    }

    @AfterAll
    static void close() {
        SANDBOX.close();
    }

    @Test
    void issuesTokenThatTheRegistryAccepts() {
        var response = CLIENT.redeem(CLIENT.code("reader"));
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("cache-control")).hasValue("no-store");
        assertThat(Json.object(response.body()))
                .containsOnlyKeys("access_token", "token_type", "expires_in", "refresh_token", "scope")
                .containsEntry("token_type", "Bearer")
                .containsEntry("expires_in", 3600)
                .containsEntry("scope", "platform");
        String token = ConnectClient.text(response, "access_token");
        assertThat(me(token).body()).isEqualTo("{\"data\":{\"me\":{\"name\":\"reader\"}}}");
        assertThat(credentials(token).statusCode()).isEqualTo(200);
    }

    @Test
    void signsTokenForPlatformWithPublishedKey() throws Exception {
        String token = ConnectClient.text(CLIENT.redeem(CLIENT.code("writer")), "access_token");
        String[] parts = token.split("\\.", 3);
        var claims = Json.object(new String(decoded(parts[1]), StandardCharsets.UTF_8));
        assertThat(claims)
                .containsEntry("iss", SANDBOX.sandbox().connectUrl())
                .containsEntry("aud", SANDBOX.sandbox().connectUrl() + "/mcp/platform")
                .containsEntry("client_id", CLIENT.id());
        var key = Json.tree(Json.any(ConnectClient.get(SANDBOX, "/auth/.well-known/jwks.json")
                        .body()))
                .at("/keys/0");
        var curve = AlgorithmParameters.getInstance("EC");
        curve.init(new ECGenParameterSpec("secp256r1"));
        var point = new ECPoint(
                coordinate(key.path("x").asString()), coordinate(key.path("y").asString()));
        var verifier = Signature.getInstance("SHA256withECDSAinP1363Format");
        verifier.initVerify(KeyFactory.getInstance("EC")
                .generatePublic(new ECPublicKeySpec(point, curve.getParameterSpec(ECParameterSpec.class))));
        verifier.update((parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII));
        assertThat(verifier.verify(decoded(parts[2]))).isTrue();
    }

    @Test
    void issuesTokenWithTheActiveRole() {
        SANDBOX.control("POST", "/roles", "{\"user\":\"switcher\",\"role\":\"ReadWriteQuiltBucket\"}");
        String token = ConnectClient.text(CLIENT.redeem(CLIENT.code("switcher")), "access_token");
        assertThat(graphql(token, "{buckets{name}}").body()).contains("quilt-lab");
        SANDBOX.control("POST", "/roles", "{\"user\":\"switcher\",\"role\":\"ReadQuiltBucket\"}");
        assertThat(graphql(token, "{buckets{name}}").body()).doesNotContain("quilt-lab");
    }

    @Test
    void refusesReplayedCodeAndEndsItsTokens() {
        String code = CLIENT.code("writer");
        var first = CLIENT.redeem(code);
        refused(CLIENT.redeem(code), 400, "invalid_grant");
        assertThat(me(ConnectClient.text(first, "access_token")).statusCode()).isEqualTo(401);
        refused(CLIENT.refresh(ConnectClient.text(first, "refresh_token")), 400, "invalid_grant");
    }

    @Test
    void refusesWrongVerifierAndBurnsTheCode() {
        String code = CLIENT.code("writer");
        refused(CLIENT.redeem(code, "x".repeat(43)), 400, "invalid_grant");
        refused(CLIENT.redeem(code), 400, "invalid_grant");
    }

    @Test
    void refusesCodeOfAnotherClientRedirectOrTime() {
        refused(ConnectClient.register(SANDBOX).redeem(CLIENT.code("writer")), 400, "invalid_grant");
        refused(redeem("redirect_uri", "http://127.0.0.1:4711/other"), 400, "invalid_grant");
        SANDBOX.control("POST", "/settings", "{\"connect\":{\"codeSeconds\":0}}");
        refused(CLIENT.redeem(CLIENT.code("writer")), 400, "invalid_grant");
    }

    @Test
    void refusesMalformedTokenRequest() {
        refused(redeem("client_id", "unknown"), 401, "invalid_client");
        refused(redeem("grant_type", "password"), 400, "unsupported_grant_type");
        refused(redeem("code_verifier", ""), 400, "invalid_request");
        refused(redeem("resource", "https://mcp.example.com/mcp"), 400, "invalid_resource");
        assertThat(redeem("resource", SANDBOX.sandbox().connectUrl() + "/mcp/platform/mcp")
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void rotatesRefreshToken() {
        String old = ConnectClient.text(CLIENT.redeem(CLIENT.code("reader")), "refresh_token");
        var response = CLIENT.refresh(old);
        assertThat(me(ConnectClient.text(response, "access_token")).body()).contains("reader");
        refused(CLIENT.refresh(old), 400, "invalid_grant");
        assertThat(CLIENT.refresh(ConnectClient.text(response, "refresh_token")).statusCode())
                .isEqualTo(200);
    }

    @Test
    void keepsRefreshTokenIfRotationIsOff() {
        SANDBOX.control("POST", "/settings", "{\"connect\":{\"rotateRefreshTokens\":false}}");
        String token = ConnectClient.text(CLIENT.redeem(CLIENT.code("reader")), "refresh_token");
        for (int i = 0; i < 2; i++) {
            var response = CLIENT.refresh(token);
            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(Json.object(response.body())).containsKey("access_token").doesNotContainKey("refresh_token");
        }
    }

    @Test
    void omitsExpiresIn() {
        SANDBOX.control("POST", "/settings", "{\"connect\":{\"returnExpiresIn\":false}}");
        assertThat(Json.object(CLIENT.redeem(CLIENT.code("reader")).body()))
                .containsKey("access_token")
                .doesNotContainKey("expires_in");
    }

    @Test
    void endsExpiredTokens() {
        SANDBOX.control("POST", "/settings", "{\"connect\":{\"accessTokenSeconds\":0,\"refreshTokenSeconds\":0}}");
        var response = CLIENT.redeem(CLIENT.code("reader"));
        String token = ConnectClient.text(response, "access_token");
        assertThat(me(token).statusCode()).isEqualTo(401);
        assertThat(credentials(token).statusCode()).isEqualTo(401);
        refused(CLIENT.refresh(ConnectClient.text(response, "refresh_token")), 400, "invalid_grant");
    }

    @Test
    void revokesAccessTokenAlone() {
        var response = CLIENT.redeem(CLIENT.code("reader"));
        String token = ConnectClient.text(response, "access_token");
        refused(ConnectClient.register(SANDBOX).revoke(token), 400, "invalid_grant");
        assertThat(CLIENT.revoke(token).statusCode()).isEqualTo(200);
        assertThat(me(token).statusCode()).isEqualTo(401);
        assertThat(CLIENT.refresh(ConnectClient.text(response, "refresh_token")).statusCode())
                .isEqualTo(200);
        assertThat(CLIENT.revoke("unknown").body()).isEmpty();
    }

    @Test
    void revokesGrantWithItsRefreshToken() {
        var response = CLIENT.redeem(CLIENT.code("reader"));
        String refreshToken = ConnectClient.text(response, "refresh_token");
        assertThat(CLIENT.revoke(refreshToken).statusCode()).isEqualTo(200);
        assertThat(me(ConnectClient.text(response, "access_token")).statusCode())
                .isEqualTo(401);
        refused(CLIENT.refresh(refreshToken), 400, "invalid_grant");
    }

    @Test
    void appliesFaultsToConnectAlone() {
        SANDBOX.control("POST", "/faults", "{\"path\":\"connect\",\"kind\":\"web_page\",\"times\":1}");
        assertThat(SANDBOX.send("GET", "/config.json", null, null).body()).contains("registryUrl");
        assertThat(CLIENT.refresh("x").body()).startsWith("<!doctype html>");
        SANDBOX.control("POST", "/faults", "{\"path\":\"/auth/token\",\"kind\":\"drop\",\"times\":1}");
        assertThatThrownBy(() -> CLIENT.refresh("x")).isInstanceOf(UncheckedIOException.class);
        SANDBOX.control("POST", "/faults", "{\"path\":\"connect\",\"status\":503,\"delayMs\":20,\"times\":1}");
        assertThat(CLIENT.refresh("x").statusCode()).isEqualTo(503);
    }

    @Test
    void recordsRequestsWithoutSecrets() {
        SANDBOX.control("DELETE", "/requests", "");
        String code = CLIENT.code("reader");
        var response = CLIENT.redeem(code);
        String token = ConnectClient.text(response, "access_token");
        assertThat(me(token).statusCode()).isEqualTo(200);
        assertThat(SANDBOX.send("GET", "/sandbox/requests", null, null).body())
                .contains("\"plane\":\"connect\"", "\"path\":\"/auth/token\"", "\"token\":\"connect:reader\"")
                .doesNotContain(code, token, ConnectClient.VERIFIER, ConnectClient.text(response, "refresh_token"));
    }

    /** Redeems a new code with one parameter replaced. */
    private static HttpResponse<String> redeem(String parameter, String value) {
        var parameters = new HashMap<>(Map.of(
                "grant_type",
                "authorization_code",
                "client_id",
                CLIENT.id(),
                "code",
                CLIENT.code("writer"),
                "redirect_uri",
                ConnectClient.REDIRECT,
                "code_verifier",
                ConnectClient.VERIFIER));
        parameters.put(parameter, value);
        return CLIENT.token(parameters);
    }

    private static void refused(HttpResponse<String> response, int status, String error) {
        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(ConnectClient.text(response, "error")).isEqualTo(error);
    }

    private static HttpResponse<String> me(String token) {
        return graphql(token, "{me{name}}");
    }

    private static HttpResponse<String> graphql(String token, String query) {
        return SANDBOX.send("POST", "/graphql", Json.text(Map.of("query", query)), "Bearer " + token);
    }

    private static HttpResponse<String> credentials(String token) {
        return SANDBOX.send("GET", "/api/auth/get_credentials", null, "Bearer " + token);
    }

    private static byte[] decoded(String text) {
        return Base64.getUrlDecoder().decode(text);
    }

    private static BigInteger coordinate(String text) {
        return new BigInteger(1, decoded(text));
    }
}
