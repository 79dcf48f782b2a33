package com.quiltdata.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.quiltdata.mcp.testing.BoundedHttp;
import com.quiltdata.mcp.testing.Canaries;
import com.quiltdata.mcp.testing.ChildProcess;
import com.quiltdata.mcp.testing.EraRequest;
import com.quiltdata.mcp.testing.FakeUpstream;
import com.quiltdata.mcp.testing.HeapDump;
import com.quiltdata.mcp.testing.HeapDump.Holding;
import com.quiltdata.mcp.testing.Polling;
import com.quiltdata.mcp.testing.RawHttp;
import com.quiltdata.mcp.testing.SandboxProcess;
import com.quiltdata.mcp.testing.ServerProcess;
import com.quiltdata.mcp.testing.SignInWalk;
import com.quiltdata.mcp.testing.TraceCollector;
import com.quiltdata.mcp.testing.WireTap;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Secrets and contents of several callers, planted as canaries, are in no output of the real jar that is not theirs:
 * logs of both formats at the level that writes most, traces, admin pages, thread dumps, and answers. In the heap they
 * are, once requests have ended, only where {@code runbook/security.md} says.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CanaryIT {
    private static final HexFormat HEX = HexFormat.of();

    /** A link that is signed for who gets it, with the session token and the key id. */
    private static final String LINK = "https?://[^\"\\s\\\\]*X-Amz-[^\"\\s\\\\]*";

    /** What several callers may read, which is out of place only where no content belongs. */
    private static final String SHARED = "shared";

    /** Connections of the health check of the catalog, which never become idle. */
    private static final int HEALTH_CHECKS = 1;

    private static final Pattern CONNECTIONS =
            Pattern.compile(" (\\d+) +\\d+ +\\S*\\.DefaultManagedHttpClientConnection\\b");

    /**
     * Where secrets may be in the heap: the key of a signature in the SDK's cache of the last 300, without the session
     * token that it is useless without; the buffers of a connection that is still open; and, of a token that a client sent
     * as a path or as an Accept header, the framework's caches of those.
     */
    private static final List<String> HOLDERS = List.of(
            "static SignerUtils.SIGNER_CACHE",
            "PoolEntry.connRef",
            "ServletHandler._chainCache",
            "HttpHeaderReader$AcceptableMediaTypeListReader.LIST_CACHE");

    private static final List<String> ADMIN_PAGES =
            List.of("/", "/metrics", "/threads", "/healthcheck", "/ping", "/pprof", "/cpu-profile", "/tasks/gc");

    /** Headers in which a client may send its token by mistake, besides Authorization. */
    private static final List<String> MISUSED_HEADERS = List.of(
            "X-Api-Key",
            "X-MCP-Token",
            "X-MCP-Toolsets",
            "Cookie",
            "Mcp-Session-Id",
            "X-Request-Id",
            "User-Agent",
            "X-Amzn-Trace-Id",
            "traceparent",
            "tracestate",
            "X-Forwarded-For",
            "Origin",
            "Referer",
            "Accept",
            "MCP-Protocol-Version",
            "Mcp-Method",
            "Mcp-Name",
            "Content-Encoding");

    /** Messages with the token, %s, in the place of something else. */
    private static final List<String> MISUSED_MESSAGES = List.of(
            "{broken %s",
            "\"%s\"",
            "{\"jsonrpc\":\"2.0\",\"id\":\"%s\",\"method\":\"tools/list\"}",
            "{\"jsonrpc\":\"%s\",\"id\":1,\"method\":\"tools/list\"}",
            "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"%s\"}",
            "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/list\",\"params\":{\"cursor\":\"%s\"}}",
            "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"resources/read\",\"params\":{\"uri\":\"%s\"}}",
            "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"prompts/get\",\"params\":{\"name\":\"%s\"}}",
            "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"initialize\",\"params\":{\"protocolVersion\":\"2025-11-25\","
                    + "\"capabilities\":{},\"clientInfo\":{\"name\":\"%s\",\"version\":\"%s\"}}}",
            "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":\"%s\",\"arguments\":{}}}",
            "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":\"bucket_list\","
                    + "\"arguments\":{},\"_meta\":{\"progressToken\":\"%s\"},\"requestState\":\"1.2.%s.4\"}}");

    /** Tools and arguments with the token, %s, in the place of something else. */
    private static final List<String> MISUSED_ARGUMENTS = List.of(
            "bucket_list {'%s': 1}",
            "bucket_objects_list {'bucket': '%s'}",
            "bucket_object_text {'s3_uri': 's3://quilt-example/%s'}",
            "bucket_objects_put {'bucket': '%s', 'items': [{'key': '%s', 'text': 'x'}]}",
            "bucket_objects_put {'bucket': 'quilt-archive', 'items': [{'key': 'canary/%s', 'text': 'x'}]}",
            "package_create {'registry': 'quilt-example', 'package_name': '%s', 's3_uris': ['s3://x/%s']}",
            "package_delete {'registry': 'quilt-example', 'package_name': 'canary/%s', 'confirm': true}",
            "package_browse {'registry': 'quilt-example', 'package_name': 'canary/%s'}",
            "search_objects {'query': '%s'}",
            "athena_query_execute {'query': 'SELECT %s'}",
            "athena_statement_execute {'statement': 'DROP TABLE %s', 'confirm': true}",
            "api_key_revoke {'secret': '%s'}",
            "catalog_uri {'registry': 'quilt-example', 'package_name': '%s'}",
            "admin_user_get {'name': '%s'}");

    /** A caller: the name that the sandbox gives the token, and the token. */
    private record Person(String name, String token) {}

    /** An answer, who got it, and whether the request had the caller's token in other places than the right one. */
    private record Received(String by, String text, boolean misused) {}

    private final SandboxProcess sandbox = SandboxProcess.written();
    private final Canaries canaries = new Canaries();
    private final WireTap registry = new WireTap(URI.create(sandbox.registryUrl()));
    private final TraceCollector collector = new TraceCollector();
    private final FakeUpstream elsewhere = new FakeUpstream();
    private final List<Received> received = new CopyOnWriteArrayList<>();
    private final Map<String, ServerProcess> servers = new HashMap<>();
    private final Map<String, String> dumps = new HashMap<>();
    private final List<Holding> heap = new ArrayList<>();
    private final BoundedHttp http = new BoundedHttp();
    private ServerProcess server;
    private boolean misusing;
    private int calls;

    @BeforeAll
    void tour() throws Exception {
        server = start("json");
        use("json");
        server = start("text");
        use("text");
        sandbox.settings("{\"credentialsSeconds\": 3600}");
        http.close();
        heap.addAll(heap());
        System.out.printf(
                "%d canaries, %d calls, %d arrays of the heap with a canary or its hash%n",
                canaries.count(), calls, heap.size());
    }

    /** Lets callers of the server succeed, misuse their tokens and fail, and takes what it then shows. */
    private void use(String format) throws Exception {
        servers.put(format, server);
        sandbox.settings("{\"credentialsSeconds\": 20}");
        var people = new ArrayList<>(List.of(
                new Person("writer", sandbox.tokenOf("writer")), new Person("apikey", sandbox.token("apikey"))));
        sandbox.people(1).forEach(it -> people.add(new Person(it.name(), it.token())));
        for (var person : people) {
            plant(person.name() + ": bearer", person.token());
        }
        for (var person : people) {
            succeed(person);
        }
        misusing = true;
        misuse(people.getFirst());
        misusing = false;
        fail(people.getFirst());
        signIn();
        noteCredentials();
        dump(format, people.getLast());
    }

    private ServerProcess start(String format) {
        var port = ServerProcess.freePort();
        var environment = ServerProcess.signIn(sandbox, port);
        environment.putAll(Map.of(
                ServerProcess.PORT,
                Integer.toString(port),
                "QUILT_REGISTRY_URL",
                registry.uri("").toString(),
                // The SDK caches URIs whose host has the digits of 127.0.0.1, which are as those of an account.
                "AWS_ENDPOINT_URL_S3",
                sandbox.s3Endpoint().replace("127.0.0.1", "localhost"),
                "QUILT_MCP_LOG_FORMAT",
                format,
                "QUILT_MCP_LOG_LEVEL",
                "TRACE",
                "QUILT_MCP_TOOLSETS",
                "full,admin",
                "QUILT_MCP_SQL_WRITES",
                "true",
                "QUILT_MCP_UPSTREAM_BYTES",
                "200000",
                "QUILT_SERVICE_TIMEOUT",
                "8"));
        environment.putAll(Map.of(
                "OTEL_EXPORTER_OTLP_ENDPOINT",
                collector.url(),
                "QUILT_MCP_BREAKER",
                "false",
                "QUILT_MCP_ADMIN_TASKS",
                "true"));
        return ServerProcess.start(environment);
    }

    @AfterAll
    void stop() {
        servers.values().forEach(ServerProcess::close);
        registry.close();
        collector.close();
        elsewhere.close();
    }

    // What is planted.

    private String plant(String name, String text) {
        if (text.split("\\.", -1).length == 3) {
            canaries.add(name + "'s signature", text.substring(text.lastIndexOf('.') + 1));
        }
        return canaries.add(name, text);
    }

    /** A word of 24 random characters. */
    private String word(String name) {
        var bytes = new byte[12];
        ThreadLocalRandom.current().nextBytes(bytes);
        return plant(name, "cn" + HEX.formatHex(bytes));
    }

    /** The AWS credentials that the registry has issued to callers. */
    private void noteCredentials() {
        for (var answer : registry.answers()) {
            if (answer.startsWith("{\"AccessKeyId\"")) {
                var json = TestServer.json(answer);
                plant("aws: secret key", json.path("SecretAccessKey").asText());
                plant("aws: session token", json.path("SessionToken").asText());
                plant("aws: key id", json.path("AccessKeyId").asText());
            }
        }
    }

    private JsonNode lastCredentials() {
        return registry.answers().stream()
                .filter(it -> it.startsWith("{\"AccessKeyId\""))
                .map(TestServer::json)
                .reduce((_, last) -> last)
                .orElseThrow();
    }

    // What is sent.

    private HttpResponse<String> send(String by, HttpRequest request) {
        calls++;
        try {
            var answer = http.send(request);
            var text = answer.statusCode() + " " + answer.headers().map() + "\n" + answer.body();
            received.add(new Received(by, text, misusing));
            return answer;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private String call(Person by, String tool, String arguments) {
        var ask = EraRequest.call(tool, arguments.replace('\'', '"'));
        var endpoint = server.uri("/mcp");
        var request = calls % 2 == 0 ? ask.modern(endpoint, by.token()) : ask.legacy(endpoint, by.token());
        return send(by.name(), request).body();
    }

    private void post(String by, String path, String body, String... headers) {
        var request = HttpRequest.newBuilder(server.uri(path))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body));
        send(by, (headers.length == 0 ? request : request.headers(headers)).build());
    }

    /** Each family, with content of the caller's. */
    private void succeed(Person by) {
        var writes = List.of("writer", "apikey").contains(by.name());
        var mine = word(by.name() + ": key");
        var text = word(SHARED + ": object");
        var put = call(by, "bucket_objects_put", """
                {'bucket': 'quilt-lab', 'items': [{'key': 'canary/%s.txt', 'text': '%s', 'metadata': {'m': '%s'}}], \
                'overwrite': true}""".formatted(mine, text, word(SHARED + ": object metadata")));
        assertThat(put.contains("\"isError\":false")).as(put).isEqualTo(writes);
        call(by, "bucket_object_text", "{'s3_uri': 's3://quilt-lab/canary/" + mine + ".txt'}");
        call(by, "bucket_object_link", "{'s3_uri': 's3://quilt-example/README.md'}");
        call(by, "bucket_object_upload_link", "{'bucket': 'quilt-lab', 'key': 'canary/%s'}".formatted(mine));
        call(by, "bucket_objects_list", "{'bucket': 'quilt-example', 'max_keys': 5, 'include_signed_urls': true}");
        call(by, "package_create", """
                {'registry': 'quilt-lab', 'package_name': 'canary/%s', 'message': '%s', 'metadata': {'m': '%s'},
                'entries': {'a.txt': {'type': 'inline', 'content': '%s'}}, 'overwrite': true}""".formatted(
                        mine, word(SHARED + ": message"), word(SHARED + ": package metadata"), word(SHARED + ": entry"))
                .replace('\n', ' '));
        call(by, "package_browse", "{'package_name': 'canary/%s', 'registry': 'quilt-lab'}".formatted(mine));
        call(by, "search_objects", "{'query': '" + word(by.name() + ": search term") + "'}");
        call(by, "search_catalog", "{'query': '" + word(by.name() + ": search term") + "'}");
        call(
                by,
                "athena_query_execute",
                "{'query': 'SELECT 1 AS one'}"
                        .replace("SELECT 1", "SELECT " + "\\u0027" + word(by.name() + ": SQL literal") + "\\u0027"));
        call(
                by,
                "athena_statement_execute",
                "{'statement': 'DROP TABLE IF EXISTS lab.x -- %s', 'confirm': true}"
                        .formatted(word(by.name() + ": SQL comment")));
        call(
                by,
                "athena_query_export",
                "{'query': 'SELECT \\u0027%s\\u0027'}".formatted(word(by.name() + ": SQL literal")));
        call(by, "api_keys_list", "{}");
        call(by, "discover_permissions", "{}");
        call(by, "admin_users_list", "{}");
        call(by, "package_browse_session", "{'registry': 'quilt-example', 'package_name': 'examples/hurdat'}");
        for (var uri : List.of("auth://status", "s3://quilt-example/README.md")) {
            send(by.name(), EraRequest.read(uri).modern(server.uri("/mcp"), by.token()));
        }
    }

    /** The token where it does not belong. */
    private void misuse(Person by) {
        var token = by.token();
        var bearer = "Bearer " + token;
        var list = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/list\"}";
        for (var path : List.of(
                "/mcp?access_token=" + token,
                "/mcp?token=" + token,
                "/mcp/x/" + token,
                "/" + token,
                "/mcp;t=" + token)) {
            post("stranger", path, list);
            post(by.name(), path, list, "Authorization", bearer);
        }
        var basic = Base64.getEncoder().encodeToString(("user:" + token).getBytes(StandardCharsets.UTF_8));
        for (var header : List.of(token, "Basic " + basic, "Token " + token, "Bearer x " + token)) {
            post("stranger", "/mcp", list, "Authorization", header);
        }
        for (var name : MISUSED_HEADERS) {
            post("stranger", "/mcp", list, name, token);
            post(by.name(), "/mcp", list, "Authorization", bearer, name, token);
        }
        for (var message : MISUSED_MESSAGES) {
            post(by.name(), "/mcp", message.replace("%s", token), "Authorization", bearer);
        }
        for (var arguments : MISUSED_ARGUMENTS) {
            var parts = arguments.replace("%s", token).split(" ", 2);
            call(by, parts[0], parts[1]);
        }
    }

    /** Upstreams that send back what they got, and each other way to fail. */
    private void fail(Person by) {
        var token = by.token();
        var aim = "{\"token\":\"" + by.name() + "\",\"path\":\"";
        var listing = "{'bucket': 'quilt-example'}";
        for (var path : List.of("/graphql", "/api/auth/get_credentials")) {
            for (var reply : List.of(
                    "\"status\":500,\"contentType\":\"text/plain\",\"body\":\"$t\",\"headers\":{\"X-Echo\":\"$t\"}",
                    "\"status\":401,\"body\":\"{\\\"message\\\":\\\"$t\\\"}\"",
                    "\"status\":403,\"body\":\"{\\\"message\\\":\\\"$t\\\"}\"",
                    "\"status\":400,\"body\":\"{\\\"message\\\":\\\"bad token $t\\\"}\"",
                    "\"status\":200,\"contentType\":\"application/json\",\"body\":\"{\\\"$t\\\": tru\"",
                    "\"status\":200,\"contentType\":\"application/json\","
                            + "\"body\":\"{\\\"errors\\\":[{\\\"message\\\":\\\"$t\\\"}],\\\"data\\\":null}\"",
                    "\"status\":302,\"headers\":{\"Location\":\"" + elsewhere.url() + "/?t=$t\"}",
                    "\"status\":307,\"headers\":{\"Location\":\"" + elsewhere.url() + "/$t\"}",
                    "\"status\":200,\"contentType\":\"text/html\",\"body\":\"<html>$t</html>\"",
                    "\"status\":429,\"headers\":{\"Retry-After\":\"$t\"},\"body\":\"$t\"",
                    "\"kind\":\"drop\"",
                    "\"kind\":\"reset\"",
                    "\"kind\":\"huge\",\"bytes\":400000")) {
                sandbox.fault(aim + path + "\"," + reply.replace("$t", token) + "}");
                send(by.name(), EraRequest.call("bucket_list", "{}").legacy(server.uri("/mcp"), token));
                send(
                        by.name(),
                        EraRequest.call("bucket_objects_list", listing.replace('\'', '"'))
                                .modern(server.uri("/mcp"), token));
                sandbox.clearFaults();
                awaitAccepted(by);
            }
        }
        sandbox.fault(aim + "/graphql\",\"delayMs\":9000}");
        send(by.name(), EraRequest.call("bucket_list", "{}").modern(server.uri("/mcp"), token));
        sandbox.clearFaults();
        failAtAws(by, aim);
        hangUp(by);
    }

    private void failAtAws(Person by, String aim) {
        call(by, "bucket_object_text", "{'s3_uri': 's3://quilt-example/README.md'}");
        var keys = lastCredentials();
        var echo = keys.path("AccessKeyId").asText() + " "
                + keys.path("SessionToken").asText();
        for (var code : List.of("InvalidToken", "SignatureDoesNotMatch", "InternalError", "AccessDenied", "Odd")) {
            sandbox.fault((aim + "s3\",\"status\":%d,\"contentType\":\"application/xml\",\"body\":\"%s\"}")
                    .formatted(
                            code.equals("InternalError") ? 500 : 403,
                            "<Error><Code>%s</Code><Message>$e</Message><Token-0>$e</Token-0></Error>".formatted(code))
                    .replace("$e", echo));
            call(by, "bucket_object_text", "{'s3_uri': 's3://quilt-example/README.md'}");
            call(by, "bucket_objects_put", "{'bucket': 'quilt-lab', 'items': [{'key': 'canary/x', 'text': 'x'}]}");
            sandbox.clearFaults();
        }
        for (var path : List.of("athena", "glue", "sts")) {
            for (var name :
                    List.of("UnrecognizedClientException", "InvalidSignatureException", "InternalServerException")) {
                sandbox.fault((aim + path + "\",\"status\":%d,\"contentType\":\"application/x-amz-json-1.1\","
                                + "\"body\":\"{\\\"__type\\\":\\\"%s\\\",\\\"message\\\":\\\"$e\\\"}\"}")
                        .formatted(name.startsWith("Internal") ? 500 : 400, name)
                        .replace("$e", echo));
                call(by, "athena_query_execute", "{'query': 'SELECT 1'}");
                call(by, "athena_tables_list", "{}");
                call(by, "discover_permissions", "{}");
                sandbox.clearFaults();
            }
        }
    }

    /** A client that vanishes while its call is under way, and one that vanishes in the middle of its body. */
    private void hangUp(Person by) {
        sandbox.fault("{\"token\":\"" + by.name() + "\",\"path\":\"/graphql\",\"delayMs\":500}");
        for (var part : List.of(1.0, 0.5)) {
            var request = RawHttp.request(by.token(), "", RawHttp.call("bucket_list", "{}"));
            var connection = new RawHttp(server.uri("/").getPort());
            connection.send(Arrays.copyOf(request, (int) (request.length * part)));
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
            connection.vanish();
        }
        sandbox.clearFaults();
    }

    private void awaitAccepted(Person by) {
        Polling.await(
                () -> send(by.name(), EraRequest.call("bucket_list", "{}").modern(server.uri("/mcp"), by.token()))
                        .statusCode(),
                status -> status != 401);
    }

    /** A whole sign-in, and one that fails at each step. */
    private void signIn() {
        var walk = decided();
        walk.callback();
        walk.redeem();
        plant(walk);
        var signedIn = new Person("walker", walk.secret("access_token"));
        call(signedIn, "bucket_list", "{}");
        walk.refresh();
        plant(walk);
        walk.revoke("access_token");
        walk.revoke("refresh_token");
        failSignIn();
    }

    private SignInWalk walk() {
        return new SignInWalk(server.uri(""), request -> send("walker", request));
    }

    /** A sign-in whose user has consented here and at Connect. */
    private SignInWalk decided() {
        var walk = walk();
        walk.register();
        walk.authorize();
        walk.consent("continue");
        walk.decideAtConnect("writer");
        return walk;
    }

    private void plant(SignInWalk walk) {
        for (var name : List.of(
                "code_verifier",
                "consent",
                "cookie",
                "connect_state",
                "connect_code",
                "code",
                "access_token",
                "refresh_token")) {
            if (walk.secrets().containsKey(name)) {
                plant("walker: " + name, walk.secret(name));
            }
        }
    }

    private void failSignIn() {
        var denied = walk();
        denied.register();
        denied.authorize();
        plant(denied);
        denied.consent("deny");
        var walk = decided();
        plant(walk);
        walk.secrets().put("cookie", word("walker: cookie"));
        walk.callback();
        walk.secrets().put("code", word("walker: code"));
        walk.redeem();
        walk.secrets().put("refresh_token", word("walker: refresh_token"));
        walk.refresh();
        walk.revoke("refresh_token");
        failAtConnect();
    }

    private void failAtConnect() {
        for (var reply : List.of(
                "\"status\":500,\"body\":\"$e\"",
                "\"status\":400,\"contentType\":\"application/json\","
                        + "\"body\":\"{\\\"error\\\":\\\"invalid_grant\\\",\\\"error_description\\\":\\\"$e\\\"}\"",
                "\"status\":200,\"contentType\":\"application/json\",\"body\":\"{\\\"$e\\\": tru\"",
                "\"status\":302,\"headers\":{\"Location\":\"" + elsewhere.url() + "/?$e\"}",
                "\"kind\":\"drop\"")) {
            var walk = decided();
            walk.callback();
            plant(walk);
            var echo = walk.secret("code_verifier") + " " + walk.secret("connect_code") + " " + walk.secret("code");
            sandbox.fault("{\"path\":\"connect\"," + reply.replace("$e", echo) + "}");
            walk.redeem();
            walk.secrets().put("refresh_token", word("walker: refresh_token"));
            walk.refresh();
            sandbox.clearFaults();
        }
    }

    // What is taken.

    /** Admin pages and thread dumps, with a call under way. */
    private void dump(String format, Person by) {
        sandbox.fault("{\"token\":\"" + by.name() + "\",\"path\":\"/graphql\",\"delayMs\":5000}");
        var before = registry.texts().size();
        var underWay = Thread.ofVirtual()
                .start(() ->
                        send(by.name(), EraRequest.call("bucket_list", "{}").modern(server.uri("/mcp"), by.token())));
        var all = new StringBuilder();
        while (registry.texts().size() == before) {
            Thread.onSpinWait();
        }
        assertThat(connections()).as("a call is under way").isPositive();
        for (var page : ADMIN_PAGES) {
            all.append(send(
                            "operator",
                            HttpRequest.newBuilder(server.adminUri(page)).build())
                    .body());
        }
        all.append(jcmd("Thread.print", "-l"));
        var file = target("threads-" + format + ".json");
        jcmd("Thread.dump_to_file", "-overwrite", "-format=json", file.toString());
        try {
            all.append(Files.readString(file));
            underWay.join();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        sandbox.clearFaults();
        dumps.put(format, all.toString());
    }

    private String jcmd(String... command) {
        var jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        var all = Stream.concat(Stream.of(jcmd, Long.toString(server.child().pid())), Stream.of(command))
                .toList();
        try (var child = ChildProcess.start(Path.of("."), Map.of(), all)) {
            assertThat(child.exit()).as("%s", child.lines()).isZero();
            return String.join("\n", child.lines());
        }
    }

    private static Path target(String name) {
        return Path.of("target", name).toAbsolutePath();
    }

    /** What the heap holds when requests have ended, idle connections are closed, and keys have expired. */
    private List<Holding> heap() {
        var deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(5);
        while (connections() > HEALTH_CHECKS) {
            assertThat(System.nanoTime()).as("connections stay open").isLessThan(deadline);
            LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(3));
        }
        var quiet = sandbox.people(1).getFirst();
        for (var ask : List.of(
                EraRequest.call("bucket_list", "{}"),
                EraRequest.call("bucket_object_text", "{\"s3_uri\":\"s3://quilt-example/README.md\"}"),
                EraRequest.read("auth://status"))) {
            ServerProcess.send(ask.modern(server.uri("/mcp"), quiet.token()));
        }
        var file = target("canary.hprof");
        try {
            Files.deleteIfExists(file);
            jcmd("GC.heap_dump", file.toString());
            return new HeapDump(file).holdings(canaries);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            var _ = file.toFile().delete();
        }
    }

    /** The connections to upstreams that the server keeps. */
    private int connections() {
        var counted = CONNECTIONS.matcher(jcmd("GC.class_histogram"));
        return counted.find() ? Integer.parseInt(counted.group(1)) : 0;
    }

    // What holds.

    private static Stream<String> formats() {
        return Stream.of("text", "json");
    }

    private static Set<String> without(Set<String> found, Predicate<String> allowed) {
        var left = new TreeSet<>(found);
        left.removeIf(allowed);
        return left;
    }

    /** S3 keys, names of packages and literal names are what audit lines are for. */
    private static boolean isNamed(String form) {
        return form.contains(": key (");
    }

    @ParameterizedTest
    @MethodSource("formats")
    void logsHoldNoSecretAndNoContent(String format) {
        var lines = Objects.requireNonNull(servers.get(format)).child().lines();
        assertThat(lines).hasSizeGreaterThan(300);
        var wrong = new ArrayList<String>();
        for (var line : lines) {
            without(canaries.in(line), CanaryIT::isNamed).forEach(it -> wrong.add(it + ": " + line));
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void tracesHoldNoSecretAndNoContent() {
        assertThat(collector.spans()).hasSizeGreaterThan(300);
        assertThat(canaries.in(collector.text())).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("formats")
    void adminPagesAndThreadDumpsHoldNoSecretAndNoContent(String format) {
        var dump = Objects.requireNonNull(dumps.get(format));
        assertThat(dump).contains("quilt_mcp_", "\"threads\"", "virtual");
        assertThat(canaries.in(dump)).isEmpty();
    }

    @Test
    void answersHoldNoSecretOfOthersAndNoOwnKeys() {
        var wrong = new ArrayList<String>();
        for (var answer : received) {
            for (var form : canaries.in(answer.text().replaceAll(LINK, "link"))) {
                var foreign = !form.startsWith(answer.by() + ": ") && !form.startsWith(SHARED);
                if ((foreign && !isNamed(form)) || (form.contains(": bearer") && !answer.misused())) {
                    wrong.add(form + " to " + answer.by() + ": " + answer.text());
                }
            }
            if (canaries.in(answer.text()).toString().contains("secret key")) {
                wrong.add("secret key: " + answer.text());
            }
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void redirectsAreNotFollowed() {
        assertThat(elsewhere.seen()).isEmpty();
    }

    @Test
    void heapHoldsSecretsOnlyWhereThePageSays() {
        var wrong = heap.stream()
                .filter(it -> it.forms().stream().anyMatch(form -> !form.contains("(SHA-256")))
                .filter(it -> HOLDERS.stream().noneMatch(it::through))
                .toList();
        assertThat(wrong).isEmpty();
        assertThat(heap)
                .as("digests, the keys of caches")
                .anyMatch(it -> it.toString().contains("bearer (SHA-256)"));
        assertThat(heap)
                .filteredOn(it -> it.through(HOLDERS.getFirst()))
                .allSatisfy(it -> assertThat(it.forms()).containsExactly("aws: secret key (plain)"));
    }
}
