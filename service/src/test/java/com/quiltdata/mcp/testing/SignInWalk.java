package com.quiltdata.mcp.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.common.hash.Hashing;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A client and its user's browser that walk through the sign-in step by step, each step at a server of the test's
 * choice. Every secret of the walk is random.
 */
public final class SignInWalk {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String REDIRECT = "http://127.0.0.1:33418/callback";
    private static final Pattern CONSENT = Pattern.compile("name=\"consent\" value=\"([^\"]*)\"");
    private static final Pattern ONWARD = Pattern.compile("content=\"0; url=([^\"]*)\"");

    private final String origin;
    private final Function<HttpRequest, HttpResponse<String>> sender;
    private final Map<String, String> secrets = new LinkedHashMap<>();
    private URI at;

    /** A walk that begins at the server of this origin; {@code sender} sends each request to a server. */
    public SignInWalk(URI origin, Function<HttpRequest, HttpResponse<String>> sender) {
        this.origin = origin.toString();
        this.at = origin;
        this.sender = sender;
        var random = new byte[32];
        new SecureRandom().nextBytes(random);
        secrets.put("code_verifier", HexFormat.of().formatHex(random));
    }

    /** The following steps go to the server at this address. */
    public SignInWalk at(URI server) {
        at = server;
        return this;
    }

    /** What was secret in the steps so far, by name; a test may change it before the next step. */
    public Map<String, String> secrets() {
        return secrets;
    }

    public String secret(String name) {
        var secret = secrets.get(name);
        if (secret == null) {
            throw new IllegalStateException("no step has brought " + name);
        }
        return secret;
    }

    public HttpResponse<String> register() {
        var body = JSON.createObjectNode().put("client_name", "A walker");
        body.putArray("redirect_uris").add(REDIRECT);
        var answer = send(HttpRequest.newBuilder(at.resolve("/register"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body.toString())));
        keep("client_id", answer);
        return answer;
    }

    public HttpResponse<String> authorize() {
        var challenge = Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(Hashing.sha256()
                        .hashString(secret("code_verifier"), StandardCharsets.UTF_8)
                        .asBytes());
        var query = form(Map.of(
                "client_id",
                secret("client_id"),
                "redirect_uri",
                REDIRECT,
                "response_type",
                "code",
                "state",
                "state",
                "code_challenge",
                challenge,
                "code_challenge_method",
                "S256",
                "resource",
                origin + "/mcp"));
        var page = send(HttpRequest.newBuilder(at.resolve("/authorize?" + query)));
        page.headers()
                .firstValue("Set-Cookie")
                .ifPresent(
                        cookie -> secrets.put("cookie", cookie.split(";", 2)[0].split("=", 2)[1]));
        page.headers()
                .firstValue("Set-Cookie")
                .ifPresent(cookie -> secrets.put("cookie_name", cookie.split("=", 2)[0]));
        find("consent", CONSENT, page.body());
        return page;
    }

    public HttpResponse<String> consent(String decision) {
        var page = form("/signin/consent", Map.of("decision", decision, "consent", secret("consent")));
        find("onward", ONWARD, page.body());
        if (secrets.containsKey("onward")) {
            secrets.put("connect_state", OAuthClient.query(secret("onward")).get("state"));
        }
        return page;
    }

    /** The user's decision at Quilt Connect, which sends the browser back with a code. */
    public void decideAtConnect(String user) {
        var answer = ServerProcess.send(HttpRequest.newBuilder(URI.create(secret("onward")))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString("decision=allow&user=" + user))
                .build());
        secrets.put("back", answer.headers().firstValue("Location").orElseThrow());
        secrets.put("connect_code", OAuthClient.query(secret("back")).get("code"));
    }

    public HttpResponse<String> callback() {
        var back = URI.create(secret("back"));
        var answer = send(HttpRequest.newBuilder(at.resolve(back.getRawPath() + "?" + back.getRawQuery()))
                .header("Cookie", secret("cookie_name") + "=" + secret("cookie")));
        answer.headers()
                .firstValue("Location")
                .map(OAuthClient::query)
                .filter(query -> query.containsKey("code"))
                .ifPresent(query -> secrets.put("code", query.get("code")));
        return answer;
    }

    public HttpResponse<String> redeem() {
        return tokens(Map.of(
                "grant_type",
                "authorization_code",
                "client_id",
                secret("client_id"),
                "code",
                secret("code"),
                "redirect_uri",
                REDIRECT,
                "code_verifier",
                secret("code_verifier")));
    }

    public HttpResponse<String> refresh() {
        return tokens(Map.of(
                "grant_type",
                "refresh_token",
                "client_id",
                secret("client_id"),
                "refresh_token",
                secret("refresh_token")));
    }

    public HttpResponse<String> revoke(String kind) {
        return form("/revoke", Map.of("client_id", secret("client_id"), "token", secret(kind)));
    }

    private HttpResponse<String> tokens(Map<String, String> fields) {
        var answer = form("/token", fields);
        keep("access_token", answer);
        keep("refresh_token", answer);
        return answer;
    }

    private HttpResponse<String> form(String path, Map<String, String> fields) {
        var request = HttpRequest.newBuilder(at.resolve(path))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("Origin", origin)
                .POST(HttpRequest.BodyPublishers.ofString(form(fields)));
        if (path.startsWith("/signin")) {
            request.header("Cookie", secret("cookie_name") + "=" + secret("cookie"));
        }
        return send(request);
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        return sender.apply(request.build());
    }

    private void keep(String field, HttpResponse<String> answer) {
        if (answer.statusCode() / 100 == 2) {
            secrets.put(field, json(answer.body()).path(field).asText());
        }
    }

    private void find(String name, Pattern pattern, String page) {
        var matcher = pattern.matcher(page);
        if (matcher.find()) {
            secrets.put(name, matcher.group(1).replace("&amp;", "&"));
        }
    }

    private static String form(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(it -> it.getKey() + "=" + URLEncoder.encode(it.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
