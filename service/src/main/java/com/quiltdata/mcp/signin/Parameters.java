package com.quiltdata.mcp.signin;

import java.io.IOException;
import java.io.InputStream;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The parameters of an OAuth request, from a query or a form. One without a value counts as absent (RFC 6749 §3.1). */
record Parameters(Map<String, String> values) {
    /** Names that a refusal may repeat, because they are not the sender's own words. */
    private static final Set<String> KNOWN = Set.of(
            "client_id",
            "client_secret",
            "code",
            "code_challenge",
            "code_challenge_method",
            "code_verifier",
            "error",
            "grant_type",
            "iss",
            "redirect_uri",
            "refresh_token",
            "resource",
            "response_type",
            "scope",
            "state",
            "token",
            "token_type_hint");

    /** Thrown for parameters that cannot be read. The message is one sentence without anything of the request. */
    static final class InvalidParametersException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        InvalidParametersException(String sentence) {
            super(sentence);
        }
    }

    /** Reads and parses a form, whose size is limited where it arrives. */
    static Parameters read(InputStream body) {
        try {
            return parse(new String(body.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new InvalidParametersException("The request body is incomplete.");
        }
    }

    /** Parses {@code application/x-www-form-urlencoded} text; refuses a name that is sent twice (RFC 6749 §3.1). */
    static Parameters parse(@Nullable String encoded) {
        var values = new HashMap<String, String>();
        for (var pair : encoded == null || encoded.isEmpty() ? new String[0] : encoded.split("&")) {
            var equals = pair.indexOf('=');
            var name = decode(equals < 0 ? pair : pair.substring(0, equals));
            if (values.put(name, equals < 0 ? "" : decode(pair.substring(equals + 1))) != null) {
                throw new InvalidParametersException(
                        (KNOWN.contains(name) ? name : "A parameter") + " was sent more than once; send it once.");
            }
        }
        return new Parameters(values);
    }

    private static String decode(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new InvalidParametersException(
                    "The parameters are not form-encoded: a % has no two digits after it.");
        }
    }

    /** Returns the parameters as a query or a form; null ones are left out. */
    static String encode(Map<String, ? extends @Nullable String> parameters) {
        return parameters.entrySet().stream()
                .flatMap(it -> Stream.ofNullable(it.getValue()).map(value -> encode(it.getKey()) + "=" + encode(value)))
                .collect(Collectors.joining("&"));
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    @Nullable
    String get(String name) {
        var value = values.get(name);
        return value == null || value.isEmpty() ? null : value;
    }

    String required(String name) {
        var value = get(name);
        if (value == null || value.isBlank()) {
            throw new InvalidParametersException(
                    name + " is missing; send it as a field of an application/x-www-form-urlencoded body.");
        }
        return value;
    }

    @Override
    public String toString() {
        return "Parameters" + values.keySet(); // the values may have codes and tokens
    }
}
