package com.quiltdata.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.quiltdata.mcp.StoryPage.Expectation;
import com.quiltdata.mcp.StoryPage.Form;
import com.quiltdata.mcp.StoryPage.TokenChange;
import com.quiltdata.mcp.StoryPage.ToolCall;
import com.quiltdata.mcp.StoryPage.Upload;
import com.quiltdata.mcp.testing.BoundedHttp;
import com.quiltdata.mcp.testing.EraRequest;
import com.quiltdata.mcp.testing.SandboxProcess;
import com.quiltdata.mcp.tool.TokenCounter;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * Plays a story over HTTP as a model would: it calls listed tools only, and sends no name, key or hash that neither the
 * user nor an earlier result has given.
 */
final class StoryPlayer {
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{(\\w+)}");

    /** Arguments that a model words itself. */
    private static final Set<String> OWN_WORDS = Set.of(
            "message",
            "description",
            "content",
            "content_type",
            "text",
            "query",
            "metadata",
            "meta",
            "exclude_patterns",
            "package_pattern",
            "logical_key_pattern",
            "table_pattern",
            "sql");

    /** How requests are put. */
    enum Era {
        /** 2026-07-28, without a handshake. */
        CURRENT,
        /** 2025-11-25, after a handshake. */
        HANDSHAKE
    }

    /** What a story cost. */
    record Cost(int calls, int tokens, int errors) {}

    private final TestServer server;
    private final SandboxProcess sandbox;
    private final Era era;
    private final Map<String, JsonNode> kept = new LinkedHashMap<>();
    private final Map<String, String> bearers = new HashMap<>();
    private final StringBuilder known = new StringBuilder();
    private final StringBuilder transcript = new StringBuilder();
    private JsonNode last = JsonNodeFactory.instance.objectNode();
    private String token = "";
    private int tokens;
    private int errors;

    StoryPlayer(TestServer server, SandboxProcess sandbox, Era era) {
        this.server = server;
        this.sandbox = sandbox;
        this.era = era;
        kept.put("catalog", JsonNodeFactory.instance.textNode(sandbox.catalogUrl()));
    }

    Cost play(StoryPage page) {
        token = page.user();
        known.append(filled(page.request()));
        requireListed(page.tools());
        for (var step : page.steps()) {
            switch (step) {
                case ToolCall call -> play(call);
                case TokenChange(String next) when next != null -> token = next;
                case Upload(String content) -> upload(content);
                case TokenChange _ ->
                    sandbox.fault("{\"token\":\"%s\",\"status\":401,\"body\":\"{}\"}".formatted(token));
            }
        }
        return new Cost(page.calls().size(), tokens, errors);
    }

    /** Does what a program does with an upload link. */
    private void upload(String content) {
        var request = HttpRequest.newBuilder(URI.create(last.get("upload_url").asText()))
                .PUT(HttpRequest.BodyPublishers.ofString(content));
        last.get("headers")
                .properties()
                .forEach(it -> request.header(it.getKey(), it.getValue().asText()));
        assertThat(server.send(request).statusCode()).isEqualTo(200);
    }

    /** Returns the text with what earlier results have given in the place of placeholders. */
    String filled(String text) {
        return PLACEHOLDER.matcher(text).replaceAll(name -> {
            var value = Objects.requireNonNull(kept.get(name.group(1)), name.group());
            return Matcher.quoteReplacement(value.asText());
        });
    }

    /** Fails unless the default list has all of these tools. */
    private void requireListed(List<String> tools) {
        if (era == Era.HANDSHAKE) {
            var client =
                    "{\"protocolVersion\":\"2025-11-25\",\"capabilities\":{},\"clientInfo\":{\"name\":\"story\",\"version\":\"1\"}}";
            assertThat(result(send(new EraRequest("initialize", null, client))).has("capabilities"))
                    .isTrue();
        }
        var list = result(send(EraRequest.list("tools/list"))).get("tools");
        var listed = list.valueStream().map(tool -> tool.get("name").asText()).toList();
        assertThat(tools).as("tools of the default list").isSubsetOf(listed);
        known.append(list);
    }

    private void play(ToolCall call) {
        var arguments = filled(call.params().get("arguments"));
        requireKnown("", arguments);
        var ask = EraRequest.call(call.tool(), arguments.toString());
        tokens += TokenCounter.count(ask.params());
        transcript.append("\n> ").append(ask.params()).append('\n');
        var response = send(ask);
        if (response.statusCode() != 200) {
            refused(call, String.valueOf(response.statusCode()), response.body(), Form.HTTP);
            return;
        }
        var result = result(response);
        var text = text(result);
        tokens += TokenCounter.count(text);
        known.append('\n').append(text);
        transcript.append("< ").append(text).append('\n');
        if (result.path("isError").asBoolean()) {
            refused(call, "Refused", text, Form.REFUSED);
        } else {
            last = result.get("structuredContent");
            call.expectations().forEach(it -> check(last, it));
        }
    }

    private void refused(ToolCall call, String kind, String text, Form form) {
        errors++;
        transcript.append("< ").append(kind).append(' ').append(text).append('\n');
        assertThat(call.expectations()).as("%s", transcript).isNotEmpty().allSatisfy(it -> {
            assertThat(it.form()).isEqualTo(form);
            assertThat(it.place()).isEqualTo(kind);
            assertThat(text).contains(filled(it.value()));
        });
    }

    private void check(JsonNode result, Expectation expected) {
        var place = expected.place();
        assertThat(expected.form()).as("%s", transcript).isNotIn(Form.REFUSED, Form.HTTP);
        var actual = result.at(place);
        var value = expected.form() == Form.KEPT ? expected.value() : filled(expected.value());
        var text = actual.isValueNode() ? actual.asText() : actual.toString();
        switch (expected.form()) {
            case IS -> assertThat(text).as("%s%n%s", transcript, place).isEqualTo(value);
            case CONTAINS -> assertThat(text).as("%s%n%s", transcript, place).contains(value);
            case COUNT -> assertThat(actual).as("%s%n%s", transcript, place).hasSize(Integer.parseInt(value));
            case ABSENT ->
                assertThat(actual.isMissingNode())
                        .as("%s%n%s", transcript, place)
                        .isTrue();
            case KEPT -> {
                assertThat(actual.isMissingNode())
                        .as("%s%n%s", transcript, place)
                        .isFalse();
                kept.put(value, actual.isValueNode() ? actual : JsonNodeFactory.instance.textNode(actual.toString()));
            }
            case REFUSED, HTTP -> throw new AssertionError(expected);
        }
    }

    private JsonNode filled(JsonNode node) {
        if (node.isTextual()) {
            var whole = PLACEHOLDER.matcher(node.textValue());
            return whole.matches()
                    ? Objects.requireNonNull(kept.get(whole.group(1)), node.textValue())
                    : JsonNodeFactory.instance.textNode(filled(node.textValue()));
        }
        if (node.isArray()) {
            return JsonNodeFactory.instance
                    .arrayNode()
                    .addAll(node.valueStream().map(this::filled).toList());
        }
        if (node.isObject()) {
            var filled = JsonNodeFactory.instance.objectNode();
            node.properties().forEach(field -> filled.set(field.getKey(), filled(field.getValue())));
            return filled;
        }
        return node;
    }

    /** Fails for an identifier that neither the user, nor the list of tools, nor an earlier result has named. */
    private void requireKnown(String name, JsonNode value) {
        if (OWN_WORDS.contains(name)) {
            return;
        } else if (value.isTextual()) {
            assertThat(parts(value.textValue()))
                    .as("%s of%s", name, transcript)
                    .allSatisfy(part -> assertThat(known).contains(part.replaceAll("^/|/$", "")));
        }
        value.properties().forEach(field -> requireKnown(field.getKey(), field.getValue()));
        if (value.isArray()) {
            value.forEach(item -> requireKnown(name, item));
        }
    }

    /** Returns bucket, package, revision, path, key and version of a URI; another text whole. */
    private static Stream<String> parts(String text) {
        var parts = text.startsWith("quilt+s3://")
                ? text.substring("quilt+s3://".length()).split("#package=|@|&path=", -1)
                : text.startsWith("s3://")
                        ? text.substring("s3://".length()).split("(?<=^[^/]{0,63})/|\\?versionId=", -1)
                        : new String[] {text};
        return Stream.of(parts).filter(part -> !part.isEmpty());
    }

    /** Returns what a model reads: the text blocks, and links as JSON; of an image nothing, which clients show. */
    private static String text(JsonNode result) {
        return StreamSupport.stream(result.get("content").spliterator(), false)
                .filter(block -> !block.path("type").asText().equals("image"))
                .map(block -> block.has("text") ? block.get("text").asText() : block.toString())
                .collect(Collectors.joining("\n"));
    }

    /** Returns a seeded token, or a new one of a user whom the story has made. */
    private String bearer(String name) {
        return sandbox.ready().path("tokens").has(name) ? sandbox.token(name) : sandbox.tokenOf(name);
    }

    private HttpResponse<String> send(EraRequest ask) {
        var bearer = bearers.computeIfAbsent(token, this::bearer);
        var uri = server.uri("/mcp");
        try {
            return BoundedHttp.shared().send(era == Era.CURRENT ? ask.modern(uri, bearer) : ask.legacy(uri, bearer));
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    private static JsonNode result(HttpResponse<String> response) {
        var body = response.body()
                .lines()
                .filter(line -> line.startsWith("data: "))
                .reduce((_, last) -> last)
                .map(line -> line.substring("data: ".length()))
                .orElse(response.body());
        var result = TestServer.json(body).get("result");
        assertThat(result).as("%s", body).isNotNull();
        return result;
    }

    String transcript() {
        return transcript.toString();
    }
}
