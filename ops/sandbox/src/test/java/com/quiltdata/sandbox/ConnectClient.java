package com.quiltdata.sandbox;

import com.quiltdata.sandbox.json.Json;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** An OAuth client of the sandbox's Connect, and the browser of its user. */
final class ConnectClient {
    static final String REDIRECT = "http://127.0.0.1:4711/callback";
    static final String VERIFIER = "0123456789-0123456789-0123456789-0123456789";

    private final TestSandbox sandbox;
    private final String id;

    private ConnectClient(TestSandbox sandbox, String id) {
        this.sandbox = sandbox;
        this.id = id;
    }

    static ConnectClient register(TestSandbox sandbox) {
        var response = register(sandbox, Json.of("client_name", "Test <client>", "redirect_uris", List.of(REDIRECT)));
        return new ConnectClient(sandbox, text(response, "client_id"));
    }

    static HttpResponse<String> register(TestSandbox sandbox, Map<String, @Nullable Object> metadata) {
        return sandbox.send(request(sandbox, "/auth/register")
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(Json.text(metadata)))
                .build());
    }

    static HttpResponse<String> get(TestSandbox sandbox, String path) {
        return sandbox.send(request(sandbox, path).build());
    }

    static String text(HttpResponse<String> response, String field) {
        return String.valueOf(
                Objects.requireNonNull(Json.object(response.body()).get(field), response.body()));
    }

    String id() {
        return id;
    }

    /** Returns the parameters of a valid authorization request, which a test may change. */
    Map<String, String> authorization() {
        return new LinkedHashMap<>(Map.of(
                "response_type",
                "code",
                "client_id",
                id,
                "redirect_uri",
                REDIRECT,
                "scope",
                "platform",
                "state",
                "a state/+",
                "resource",
                sandbox.sandbox().connectUrl() + "/mcp/platform",
                "code_challenge",
                challenge(),
                "code_challenge_method",
                "S256"));
    }

    /** Opens the consent page. */
    HttpResponse<String> open(Map<String, String> parameters, String... headers) {
        var request = request(sandbox, "/connect/authorize?" + form(parameters));
        return sandbox.send((headers.length == 0 ? request : request.headers(headers)).build());
    }

    /** Submits the consent page. */
    HttpResponse<String> decide(String user, String decision) {
        return post("/connect/authorize?" + form(authorization()), form(Map.of("user", user, "decision", decision)));
    }

    String code(String user) {
        return Objects.requireNonNull(redirected(decide(user, "allow")).get("code"));
    }

    HttpResponse<String> redeem(String code) {
        return redeem(code, VERIFIER);
    }

    HttpResponse<String> redeem(String code, String verifier) {
        return token(Map.of(
                "grant_type", "authorization_code",
                "client_id", id,
                "code", code,
                "redirect_uri", REDIRECT,
                "code_verifier", verifier));
    }

    HttpResponse<String> refresh(String refreshToken) {
        return token(Map.of("grant_type", "refresh_token", "client_id", id, "refresh_token", refreshToken));
    }

    HttpResponse<String> token(Map<String, String> parameters) {
        return post("/auth/token", form(parameters));
    }

    HttpResponse<String> revoke(String token) {
        return post("/auth/revoke", form(Map.of("client_id", id, "token", token)));
    }

    /** Returns the parameters of the redirect to the client. */
    static Map<String, String> redirected(HttpResponse<String> response) {
        String location =
                response.headers().firstValue("location").orElseThrow(() -> new AssertionError(response.body()));
        if (!location.startsWith(REDIRECT + "?")) {
            throw new AssertionError(location);
        }
        return Arrays.stream(URI.create(location).getRawQuery().split("&"))
                .map(parameter -> parameter.split("=", 2))
                .collect(Collectors.toMap(pair -> pair[0], pair -> URLDecoder.decode(pair[1], StandardCharsets.UTF_8)));
    }

    private HttpResponse<String> post(String path, String form) {
        return sandbox.send(request(sandbox, path)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form))
                .build());
    }

    private static HttpRequest.Builder request(TestSandbox sandbox, String path) {
        return HttpRequest.newBuilder(URI.create(sandbox.sandbox().connectUrl() + path));
    }

    private static String form(Map<String, String> parameters) {
        return parameters.entrySet().stream()
                .map(one -> one.getKey() + "=" + URLEncoder.encode(one.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }

    private static String challenge() {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(VERIFIER.getBytes(StandardCharsets.US_ASCII));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
