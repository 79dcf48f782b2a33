package com.quiltdata.mcp.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.quiltdata.mcp.auth.Caller;
import com.quiltdata.mcp.testing.Protocols;
import com.quiltdata.mcp.tool.Ask;
import com.quiltdata.mcp.tool.Call;
import com.quiltdata.mcp.tool.Doc;
import com.quiltdata.mcp.tool.Effect;
import com.quiltdata.mcp.tool.Elicited;
import com.quiltdata.mcp.tool.Inventory;
import com.quiltdata.mcp.tool.RawResult;
import com.quiltdata.mcp.tool.RawTool;
import com.quiltdata.mcp.tool.RawTools;
import com.quiltdata.mcp.tool.SampleTools;
import com.quiltdata.mcp.tool.Tool;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Calls of several rounds, request by request. */
final class RoundsTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String KEY = "a key that two servers share, quite long";
    private static final String ALL = "{\"elicitation\":{},\"sampling\":{},\"roots\":{}}";
    private static final String NONE = "";

    /** What the user is asked. */
    record Form(@Doc("who it is") String name) {}

    private final List<String> done = new ArrayList<>();
    private final McpServer server = server();
    private final McpServer other = server();

    private McpServer server() {
        return Protocols.of(
                RequestState.of(KEY, InstantSource.system()),
                asking("greet", RoundsTest::greet),
                asking("two_steps", RoundsTest::twoSteps),
                asking("three_at_once", RoundsTest::threeAtOnce),
                SampleTools.greeting("drop", Effect.DESTROY, (in, _) -> {
                    done.add(in.who());
                    return new SampleTools.Output("gone", null, null);
                }));
    }

    private static RawTool<RawTool.Arguments> asking(
            String name, java.util.function.Function<Call, RawResult> behaviour) {
        return RawTools.of(name, Effect.READ, (_, call) -> behaviour.apply(call));
    }

    private static RawResult greet(Call call) {
        return RawResult.empty()
                .text(
                        switch (call.answers().elicit("who", "Who are you?", Form.class)) {
                            case Elicited.Accepted<Form>(var form) -> "hello " + form.name();
                            case Elicited.Declined<Form> _ -> "declined";
                            case Elicited.Cancelled<Form> _ -> "cancelled";
                        });
    }

    private static RawResult twoSteps(Call call) {
        var first = call.answers().elicit("step1", "Name?", Form.class);
        var second = call.answers().elicit("step2", "Colour?", Form.class);
        return RawResult.empty().text(first + " " + second);
    }

    private static RawResult threeAtOnce(Call call) {
        var asks = new TreeMap<String, Ask>();
        asks.put("name", new Ask.Elicit("Name?", object()));
        asks.put("model", new Ask.Sample(object().put("maxTokens", 10)));
        asks.put("roots", new Ask.Roots());
        var answers = call.answers().ask(asks, TextNode.valueOf("noted"));
        return RawResult.empty()
                .text(answers.keySet() + " "
                        + call.answers().note().orElseThrow().asText());
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    private record Seen(Reply.Status status, JsonNode body) {
        JsonNode result() {
            return body.path("result");
        }

        String state() {
            return result().path("requestState").asText();
        }

        int code() {
            return body.at("/error/code").asInt();
        }

        String text() {
            return body.at("/result/content/0/text").asText();
        }

        Seen asks() {
            assertThat(result().path("resultType").asText()).as(body.toString()).isEqualTo("input_required");
            return this;
        }
    }

    private static Seen send(McpServer server, Headers headers, String name, String params) {
        var body = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":\"%s\"%s}}"
                .formatted(name, params);
        var reply = server.handle(new Inbound(Caller.of("t"), "r", headers, body.getBytes(StandardCharsets.UTF_8)));
        var json = (Reply.Body) reply;
        try {
            return new Seen(json.status(), JSON.readTree(json.json()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Seen call(McpServer server, String name, String capabilities, String params) {
        var meta =
                ",\"_meta\":{\"io.modelcontextprotocol/protocolVersion\":\"2026-07-28\",\"io.modelcontextprotocol/clientCapabilities\":%s}"
                        .formatted(capabilities);
        return send(server, new Headers("2026-07-28", "tools/call", name), name, meta + params);
    }

    private Seen call(String name, String params) {
        return call(server, name, ALL, params);
    }

    private Seen legacy(String name, String params) {
        return send(server, new Headers("2025-11-25", null, null), name, params);
    }

    private static String next(Seen seen, String responses) {
        return ",\"inputResponses\":%s,\"requestState\":\"%s\"".formatted(responses, seen.state());
    }

    private static String accept(String key, String content) {
        return "{\"%s\":{\"action\":\"accept\",\"content\":%s}}".formatted(key, content);
    }

    @Test
    void whatIsAskedIsARequestUnderAKeyWithAState() {
        var result = call("greet", NONE).asks().result();
        assertThat(result.at("/inputRequests/who/method").asText()).isEqualTo("elicitation/create");
        assertThat(result.at("/inputRequests/who/params/message").asText()).isEqualTo("Who are you?");
        assertThat(result.at("/inputRequests/who/params/requestedSchema").toString())
                .isEqualTo(
                        "{\"type\":\"object\",\"properties\":{\"name\":{\"type\":\"string\",\"description\":\"who it is\"}},\"required\":[\"name\"]}");
        assertThat(result.get("requestState").asText()).isNotBlank();
        assertThat(result.has("content")).isFalse();
    }

    @Test
    void anotherServerWithTheSameKeyGoesOn() {
        var first = call("greet", NONE).asks();
        var second = call(other, "greet", ALL, next(first, accept("who", "{\"name\":\"Ada\"}")));
        assertThat(second.text()).isEqualTo("hello Ada");
        assertThat(second.result().get("resultType").asText()).isEqualTo("complete");
    }

    @ParameterizedTest
    @ValueSource(strings = {"decline", "cancel"})
    void theUserMayNotWantTo(String action) {
        var first = call("greet", NONE).asks();
        assertThat(call("greet", next(first, "{\"who\":{\"action\":\"%s\"}}".formatted(action)))
                        .text())
                .startsWith(action);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"wrong\":{\"action\":\"accept\",\"content\":{\"name\":\"x\"}}}",
                "{\"who\":12345}",
                "{\"who\":{\"action\":\"perhaps\"}}",
                "{\"who\":{\"action\":\"accept\"}}",
                "{\"who\":{\"action\":\"accept\",\"content\":{\"name\":7}}}",
                "{\"who\":{\"action\":\"accept\",\"content\":{}}}",
            })
    void anAnswerThatIsMissingOrWrongIsAskedForAgain(String responses) {
        var first = call("greet", NONE).asks();
        call("greet", next(first, responses)).asks();
    }

    @Test
    void responsesThatAreNoObjectAreInvalidParams() {
        assertThat(call("greet", ",\"inputResponses\":null").code()).isEqualTo(-32602);
        assertThat(call("greet", ",\"requestState\":7").code()).isEqualTo(-32602);
    }

    @Test
    void aChangedStateIsInvalidParams() {
        var first = call("greet", NONE).asks();
        var changed =
                call("greet", ",\"requestState\":\"%s\"".formatted(first.state().replaceFirst("...$", "AAA")));
        assertThat(changed.code()).isEqualTo(-32602);
        assertThat(changed.status()).isEqualTo(Reply.Status.OK);
    }

    @Test
    void answersOfEarlierRoundsTravelInTheState() {
        var first = call("two_steps", NONE).asks();
        var second = call("two_steps", next(first, accept("step1", "{\"name\":\"Ada\"}")))
                .asks();
        assertThat(second.result().get("inputRequests").fieldNames())
                .toIterable()
                .containsExactly("step2");
        assertThat(second.state()).isNotEqualTo(first.state());
        var third = call(other, "two_steps", ALL, next(second, accept("step2", "{\"name\":\"blue\"}")));
        assertThat(third.text()).contains("Ada").contains("blue");
    }

    @Test
    void requestsOfAllKindsAreAskedAtOnceAndTheNoteComesBack() {
        var first = call("three_at_once", NONE).asks();
        assertThat(first.result().get("inputRequests").toString())
                .contains("\"model\":{\"method\":\"sampling/createMessage\",\"params\":{\"maxTokens\":10}}")
                .contains("\"roots\":{\"method\":\"roots/list\"}")
                .contains("elicitation/create");
        var answers = "{\"name\":{\"action\":\"accept\",\"content\":{}},\"roots\":{\"roots\":[]},"
                + "\"model\":{\"role\":\"assistant\",\"model\":\"m\",\"content\":{\"type\":\"text\",\"text\":\"x\"}}}";
        assertThat(call("three_at_once", next(first, answers)).text()).isEqualTo("[model, name, roots] noted");
    }

    @Test
    void whatTheClientDidNotDeclareIsNotAskedOfIt() {
        var seen = call(server, "three_at_once", "{\"sampling\":{}}", NONE);
        assertThat(seen.status()).isEqualTo(Reply.Status.BAD_REQUEST);
        assertThat(seen.code()).isEqualTo(-32021);
        assertThat(seen.body().at("/error/data/requiredCapabilities").toString())
                .isEqualTo("{\"elicitation\":{},\"roots\":{}}");
    }

    @Test
    void aClientThatDeclaresAddressesAloneIsNotShownForms() {
        assertThat(call(server, "greet", "{\"elicitation\":{\"url\":{}}}", NONE).code())
                .isEqualTo(-32021);
    }

    @Test
    void anEraThatCannotAskSaysSo() {
        var seen = legacy("greet", NONE);
        assertThat(seen.result().get("isError").asBoolean()).isTrue();
        assertThat(seen.text()).contains("2026-07-28");
    }

    // --- consent to what cannot be undone ---

    private static String who(String more) {
        return ",\"arguments\":{\"who\":\"Ada\"%s}".formatted(more);
    }

    @Test
    void theUserIsAskedBeforeAnythingIsDestroyedAndItIsDoneOnce() {
        var first = call("drop", who("")).asks();
        assertThat(first.result().at("/inputRequests/confirm/params/message").asText())
                .contains("Greeting")
                .contains("Ada");
        assertThat(done).isEmpty();
        var second = call(other, "drop", ALL, who("") + next(first, accept("confirm", "{\"confirm\":true}")));
        assertThat(second.result().at("/structuredContent/greeting").asText()).isEqualTo("gone");
        assertThat(done).containsExactly("Ada");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"confirm\":{\"action\":\"decline\"}}",
                "{\"confirm\":{\"action\":\"cancel\"}}",
                "{\"confirm\":{\"action\":\"accept\",\"content\":{\"confirm\":false}}}",
                "{\"confirm\":{\"action\":\"accept\",\"content\":{}}}",
            })
    void nothingIsDestroyedWithoutTheUsersYes(String responses) {
        var first = call("drop", who("")).asks();
        var second = call("drop", who("") + next(first, responses));
        assertThat(second.result().get("isError").asBoolean()).isTrue();
        assertThat(second.text()).isEqualTo("Nothing was done: the user did not confirm it.");
        assertThat(done).isEmpty();
    }

    @Test
    void theModelsWordIsNotTheUsersWhereTheUserCanBeAsked() {
        call("drop", who(",\"confirm\":true")).asks();
        assertThat(done).isEmpty();
    }

    @Test
    void consentToAnotherCallIsNone() {
        var first = call("drop", who("")).asks();
        var second =
                call("drop", ",\"arguments\":{\"who\":\"Bob\"}" + next(first, accept("confirm", "{\"confirm\":true}")));
        assertThat(second.code()).isEqualTo(-32602);
        assertThat(done).isEmpty();
    }

    @Test
    void consentToAQuestionThatWasNotAskedIsNone() {
        call("drop", who("") + ",\"inputResponses\":" + accept("confirm", "{\"confirm\":true}"))
                .asks();
        assertThat(done).isEmpty();
    }

    @Test
    void whereTheUserCannotBeAskedTheArgumentSpeaks() {
        var unsaid = call(server, "drop", "{}", who(""));
        assertThat(unsaid.text()).contains("confirm=true");
        assertThat(legacy("drop", who(",\"confirm\":false")).text()).contains("confirm=true");
        assertThat(done).isEmpty();
        assertThat(legacy("drop", who(",\"confirm\":\"true\"")).text()).contains("gone");
        assertThat(call(server, "drop", "{}", who(",\"confirm\":true")).text()).contains("gone");
    }

    @Test
    void badArgumentsAreToldBeforeAnybodyIsAsked() {
        var seen = call("drop", ",\"arguments\":{}");
        assertThat(seen.text()).contains("`who` is required");
        assertThat(call("drop", who(",\"confirm\":\"maybe\"")).text()).contains("`confirm` must be true or false");
    }

    @Test
    void theArgumentIsInTheSchemaOfWhatDestroysAlone() {
        var descriptors = Inventory.descriptors(List.of(SampleTools.greeting(), dropping()));
        assertThat(descriptors.at("/0/inputSchema/properties").has("confirm")).isFalse();
        assertThat(descriptors.at("/1/inputSchema/properties/confirm/type").asText())
                .isEqualTo("boolean");
        assertThat(descriptors.at("/1/inputSchema/required").toString()).doesNotContain("confirm");
    }

    private static Tool<?, ?> dropping() {
        return RawTools.of("drop", Effect.DESTROY, (_, _) -> RawResult.empty());
    }
}
