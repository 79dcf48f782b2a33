package com.quiltdata.mcp.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.common.hash.Hashing;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A public OAuth client of a server's sign-in, registered there. */
public final class OAuthClient {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String VERIFIER = "verifier-verifier-verifier-verifier-verifier-0";
    private static final String STATE = "s&t=a te";

    private final ServerProcess server;
    private final String redirect;
    private final String id;

    private OAuthClient(ServerProcess server, String redirect, String id) {
        this.server = server;
        this.redirect = redirect;
        this.id = id;
    }

    /** Registers a client, which uses the first of its redirects. */
    public static OAuthClient register(ServerProcess server, String redirect, String... others) {
        var body = JSON.createObjectNode().put("client_name", "A test's client");
        var redirects = body.putArray("redirect_uris").add(redirect);
        List.of(others).forEach(redirects::add);
        var answer = post(server, "/register", "application/json", body.toString());
        return new OAuthClient(server, redirect, answer.path("client_id").asText());
    }

    public String redirect() {
        return redirect;
    }

    public String state() {
        return STATE;
    }

    /** The address that it opens in its user's browser. */
    public String authorizeUrl() {
        var challenge = Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(Hashing.sha256()
                        .hashString(VERIFIER, StandardCharsets.UTF_8)
                        .asBytes());
        return server.uri("/authorize") + "?"
                + form(Map.of(
                        "client_id",
                        id,
                        "redirect_uri",
                        redirect,
                        "response_type",
                        "code",
                        "state",
                        STATE,
                        "code_challenge",
                        challenge,
                        "code_challenge_method",
                        "S256",
                        "resource",
                        server.uri("/mcp").toString()));
    }

    /** Exchanges the code in the address that the browser was sent back to, if state and issuer are right. */
    public JsonNode tokens(String back) {
        var answer = query(back);
        if (!STATE.equals(answer.get("state"))
                || !server.uri("").toString().equals(answer.get("iss"))
                || !answer.containsKey("code")) {
            throw new IllegalStateException("sent back with " + answer.keySet());
        }
        return token(Map.of(
                "grant_type",
                "authorization_code",
                "client_id",
                id,
                "code",
                answer.get("code"),
                "redirect_uri",
                redirect,
                "code_verifier",
                VERIFIER));
    }

    public JsonNode refresh(JsonNode tokens) {
        return token(Map.of(
                "grant_type",
                "refresh_token",
                "client_id",
                id,
                "refresh_token",
                tokens.path("refresh_token").asText()));
    }

    private JsonNode token(Map<String, String> form) {
        return post(server, "/token", "application/x-www-form-urlencoded", form(form));
    }

    /** Revokes the refresh token, and with it what came of the same consent, and its access token. */
    public void revoke(JsonNode tokens) {
        for (var name : new String[] {"access_token", "refresh_token"}) {
            post(
                    server,
                    "/revoke",
                    "application/x-www-form-urlencoded",
                    form(Map.of("client_id", id, "token", tokens.path(name).asText())));
        }
    }

    /** Lists the tools with a bearer; the status. */
    public int list(String bearer) {
        return server.post(bearer, "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/list\"}")
                .statusCode();
    }

    /** Whether a tool answers as it should to who has these tokens. */
    public boolean callsTool(JsonNode tokens) {
        var answer = server.callTool(tokens.path("access_token").asText(), "bucket_list", "{}");
        return answer.statusCode() == 200 && answer.body().contains("quilt-example");
    }

    /** The parameters of an address. */
    public static Map<String, String> query(String address) {
        return Arrays.stream(URI.create(address).getRawQuery().split("&"))
                .map(pair -> pair.split("=", 2))
                .collect(Collectors.toMap(pair -> pair[0], pair -> URLDecoder.decode(pair[1], StandardCharsets.UTF_8)));
    }

    private static String form(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(it -> it.getKey() + "=" + URLEncoder.encode(it.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }

    private static JsonNode post(ServerProcess server, String path, String type, String body) {
        var answer = ServerProcess.send(HttpRequest.newBuilder(server.uri(path))
                .header("Content-Type", type)
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build());
        if (answer.statusCode() / 100 != 2) {
            throw new IllegalStateException(path + " answered " + answer.statusCode() + ": " + answer.body());
        }
        try {
            return JSON.readTree(answer.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
