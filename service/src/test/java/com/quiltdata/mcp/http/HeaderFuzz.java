package com.quiltdata.mcp.http;

import static com.quiltdata.mcp.fuzz.FuzzTarget.require;

import com.fasterxml.jackson.databind.JsonNode;
import com.quiltdata.mcp.admission.ClientAddressResolver;
import com.quiltdata.mcp.catalog.BucketLimit;
import com.quiltdata.mcp.context.ClientInfo;
import com.quiltdata.mcp.fuzz.Sentences;
import com.quiltdata.mcp.mcp.McpRequest.StreamPreference;
import com.quiltdata.mcp.rpc.Codec;
import com.quiltdata.mcp.rpc.Message;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Values of headers, paths and queries, each read again by a simple reader that shares no code with the server's. */
public final class HeaderFuzz {
    private static final Pattern TOKEN = Pattern.compile("(?is)bearer (.+)");
    private static final Pattern LOOPBACK = Pattern.compile(
            "(?:[a-z][a-z0-9+.-]*:)?//(?:[^/?#@\\\\\\s]*@)?(?:localhost|127\\.0\\.0\\.1|\\[::1])(?::\\d*)?(?:[/?#].*)?");
    private static final Pattern PATH = Pattern.compile("/?mcp(?:/x/([^/;]+))?(/readonly)?/?");
    private static final Set<String> TOOLSETS = Set.of("packages", "search", "packages,search");
    private static final Codec CODEC = new Codec(100_000);

    private HeaderFuzz() {}

    /** Checks a value in the place of each header. */
    public static void headers(String value) {
        bearer(value);
        accept(value);
        buckets(value);
        addresses(value);
        client(value);
        origins(value);
        id(value);
    }

    private static void bearer(String value) {
        var simple = TOKEN.matcher(value.strip());
        var token = simple.matches() ? simple.group(1).strip() : "";
        var expected = token.isEmpty() || token.chars().anyMatch(c -> c <= ' ' || c >= 0x7f) ? null : token;
        switch (Bearer.of(value)) {
            case Bearer.BearerToken(var caller) -> {
                require(caller.bearer().equals(expected), "another token than %s", token);
                require(caller.claims().values().stream().allMatch(it -> it.matches("[\\w-]+")), "unsafe claims");
                var fault = caller.fault(Instant.EPOCH);
                if (fault != null) {
                    Sentences.check(fault, "");
                    require(caller.bearer().length() < 20 || !fault.contains(caller.bearer()), "a token in a sentence");
                }
            }
            case Bearer.MissingBearer(var sentence) -> {
                require(expected == null, "the token was not found");
                Sentences.check(sentence, "");
            }
        }
    }

    private static void accept(String value) {
        var lower = value.toLowerCase(Locale.ROOT);
        var streams = AcceptHeader.streams(value);
        require(
                value.isBlank()
                        || streams == StreamPreference.NONE
                        || lower.contains("text/event-stream")
                        || lower.contains("*"),
                "a stream without being asked for");
        require(streams != StreamPreference.ANY || lower.contains("text/event-stream"), "a stream");
    }

    private static void buckets(String value) {
        try {
            var names = BucketLimit.parse(List.of(value)).names();
            require(!names.isEmpty(), "no limit");
            for (var name : names) {
                require(name.matches("[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]"), "a bucket named %s", name);
                require(
                        Arrays.stream(value.split(",", -1)).anyMatch(it -> it.contains(name)),
                        "%s is not in the list",
                        name);
            }
        } catch (IllegalArgumentException e) {
            Sentences.check(String.valueOf(e.getMessage()), value);
        }
    }

    private static void addresses(String value) {
        for (var hops = ClientAddressResolver.AUTO; hops < 3; hops++) {
            var resolver = new ClientAddressResolver(hops, _ -> false);
            for (var peer : List.of("10.0.0.1", "203.0.113.7", value)) {
                var address = resolver.of(peer, List.of(value, "192.0.2.1, " + value));
                require(address.text().equals("-") || literal(address.text()), "%s is not an address", address.text());
                require(
                        address.network().matches("-|[0-9a-f.:]+(?:%[^\\s]*)?(?:/64)?"),
                        "network %s",
                        address.network());
            }
        }
    }

    private static boolean literal(String text) {
        try {
            return InetAddress.ofLiteral(text).getHostAddress().equals(text);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static void client(String value) {
        var client = ClientInfo.of("-", _ -> value);
        require(client.userAgent().matches("[ -<>-~]{1,208}"), "user agent %s", client.userAgent());
        require(
                client.traceId()
                        .map(it -> it.matches("[0-9a-f]{32}") && value.contains(it))
                        .orElse(true),
                "trace");
        var other = ClientInfo.of("-", name -> name.equals("Authorization") ? "Bearer qk_secret" : value);
        require(!other.userAgent().contains("qk_secret"), "a token in the user agent");
        require(ClientInfo.Program.of(value, value).name().matches("[ -<>-~]{1,208}"), "program");
    }

    private static void origins(String value) {
        var origins = Origins.of(Set.of(), Set.of("https://chat.example.com"), true);
        if (origins.host(value)) {
            var host = value.toLowerCase(Locale.ROOT);
            require(host.matches("(?s)(localhost|127\\.0\\.0\\.1|\\[::1])(:.*)?|\\[::1].*"), "host %s", value);
        }
        if (origins.origin(value)) {
            var origin = value.toLowerCase(Locale.ROOT);
            require(
                    origin.equals("https://chat.example.com")
                            || LOOPBACK.matcher(origin).matches(),
                    "origin %s",
                    value);
        }
    }

    /** Checks that the first bytes of a message show no other id than the whole. */
    private static void id(String value) {
        var body = value.getBytes(StandardCharsets.UTF_8);
        if (CODEC.read(body) instanceof Message.Request request) {
            for (int length = 0; length <= body.length; length += Math.max(1, body.length / 40)) {
                JsonNode found = JsonRpcIdParser.find(body, length);
                require(
                        found.isNull() || found.equals(request.id()) || sameNumber(found, request.id()),
                        "id %s",
                        found);
            }
            var whole = JsonRpcIdParser.find(body, body.length);
            require(whole.equals(request.id()) || sameNumber(whole, request.id()), "id %s", whole);
        } else {
            JsonRpcIdParser.find(body, body.length);
        }
    }

    private static boolean sameNumber(JsonNode one, JsonNode other) {
        return one.isNumber() && other.isNumber() && one.decimalValue().compareTo(other.decimalValue()) == 0;
    }

    /** Checks a raw path, or a raw query after a question mark. */
    public static void paths(String text) {
        var question = text.indexOf('?');
        var path = question < 0 ? text : text.substring(0, question);
        var parsed = EndpointPath.parse(path);
        var simple = PATH.matcher(path);
        if (parsed.isPresent()) {
            require(simple.matches(), "%s is an endpoint", path);
            require(parsed.get().readOnly() == (simple.group(2) != null), "read-only");
            var toolsets = simple.group(1) == null
                    ? ""
                    : simple.group(1).replace("%2C", ",").replace("%2c", ",");
            require(toolsets.equals(parsed.get().toolsets()), "toolsets %s", toolsets);
            require(Routes.endpoint(path.startsWith("/") ? path.substring(1) : path), "no endpoint");
        }
        require(!Routes.open("POST", path), "an open path");
        var endpoints = new EndpointPaths(TOOLSETS::contains);
        require(!endpoints.contains(path) || parsed.isPresent(), "an endpoint");
        var query = question < 0 ? "" : text.substring(question + 1);
        if (isQuery(query) && endpoints.accepts(query)) {
            for (var pair : query.split("&", -1)) {
                var name = pair.split("=", 2)[0];
                require(
                        name.isEmpty()
                                || name.contains("%")
                                || Set.of("toolsets", "readonly", "buckets", "codemode")
                                        .contains(name),
                        "a query with %s",
                        name);
            }
        }
    }

    /** Returns whether the text can be a URI's query, as Jetty and java.net.URI have it. */
    private static boolean isQuery(String query) {
        try {
            return query.equals(new URI("http://h/?" + query).getRawQuery());
        } catch (URISyntaxException e) {
            return false;
        }
    }
}
