package com.quiltdata.mcp.mcp;

import static com.quiltdata.mcp.mcp.MultiRoundTripClient.ALL;
import static com.quiltdata.mcp.mcp.MultiRoundTripClient.NOTHING;
import static com.quiltdata.mcp.mcp.MultiRoundTripClient.accept;
import static com.quiltdata.mcp.mcp.MultiRoundTripClient.legacy;
import static com.quiltdata.mcp.mcp.MultiRoundTripClient.next;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.quiltdata.mcp.mcp.MultiRoundTripClient.Reply;
import com.quiltdata.mcp.testing.ClientRequests;
import com.quiltdata.mcp.testing.Protocols;
import com.quiltdata.mcp.tool.Call;
import com.quiltdata.mcp.tool.CallToolResult;
import com.quiltdata.mcp.tool.Effect;
import com.quiltdata.mcp.tool.InputRequest;
import com.quiltdata.mcp.tool.RawTool;
import com.quiltdata.mcp.tool.RawTools;
import java.time.InstantSource;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Calls of several rounds, request by request. */
final class MultiRoundTripTest {
    private static final String KEY = "a key that two servers share, quite long";

    private final McpServer server = server();
    private final McpServer other = server();

    private McpServer server() {
        return Protocols.of(
                RequestStateSigner.of(KEY, null, InstantSource.system()),
                asking("greet", MultiRoundTripTest::greet),
                asking("two_steps", MultiRoundTripTest::twoSteps),
                asking("three_at_once", MultiRoundTripTest::threeAtOnce));
    }

    private static RawTool asking(String name, java.util.function.Function<Call, CallToolResult> behaviour) {
        return RawTools.of(name, Effect.READ, (_, call) -> behaviour.apply(call));
    }

    private static CallToolResult greet(Call call) {
        var response = call.inputs().ask("who", form("Who are you?"));
        var name = response.path("content").path("name").asText();
        return RawTools.text(name.isEmpty() ? response.path("action").asText() : "hello " + name);
    }

    private static CallToolResult twoSteps(Call call) {
        var first = call.inputs().ask("step1", form("Name?"));
        var second = call.inputs().ask("step2", form("Colour?"));
        return RawTools.text(first + " " + second);
    }

    private static InputRequest form(String question) {
        var schema = object().put("type", "object");
        schema.putObject("properties").putObject("name").put("type", "string");
        return new InputRequest.ElicitRequest(question, schema);
    }

    private static CallToolResult threeAtOnce(Call call) {
        var requests = new TreeMap<String, InputRequest>();
        requests.put("name", new InputRequest.ElicitRequest("Name?", object()));
        requests.put("model", ClientRequests.createMessage(object().put("maxTokens", 10)));
        requests.put("roots", ClientRequests.listRoots());
        var responses = call.inputs().ask(requests, TextNode.valueOf("noted"));
        return RawTools.text(
                responses.keySet() + " " + call.inputs().note().orElseThrow().asText());
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    private Reply call(String name, String params) {
        return MultiRoundTripClient.call(server, name, ALL, params);
    }

    @Test
    void returnsInputRequestByKeyWithState() {
        var result = call("greet", NOTHING).asks().result();
        assertThat(result.at("/inputRequests/who/method").asText()).isEqualTo("elicitation/create");
        assertThat(result.at("/inputRequests/who/params/message").asText()).isEqualTo("Who are you?");
        assertThat(result.at("/inputRequests/who/params/requestedSchema").toString())
                .isEqualTo("{\"type\":\"object\",\"properties\":{\"name\":{\"type\":\"string\"}}}");
        assertThat(result.get("requestState").asText()).isNotBlank();
        assertThat(result.has("content")).isFalse();
    }

    @Test
    void anotherServerWithTheKeyContinuesTheCall() {
        var first = call("greet", NOTHING).asks();
        var second = MultiRoundTripClient.call(other, "greet", ALL, next(first, accept("who", "{\"name\":\"Ada\"}")));
        assertThat(second.text()).isEqualTo("hello Ada");
        assertThat(second.result().get("resultType").asText()).isEqualTo("complete");
    }

    @ParameterizedTest
    @ValueSource(strings = {"decline", "cancel"})
    void returnsDeclineAndCancelToTheTool(String action) {
        var first = call("greet", NOTHING).asks();
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
            })
    void asksAgainForMissingOrInvalidResponses(String responses) {
        var first = call("greet", NOTHING).asks();
        call("greet", next(first, responses)).asks();
    }

    @Test
    void refusesResponsesAndStateOfAnotherType() {
        assertThat(call("greet", ",\"inputResponses\":null").code()).isEqualTo(-32602);
        assertThat(call("greet", ",\"requestState\":7").code()).isEqualTo(-32602);
    }

    @Test
    void refusesAlteredState() {
        var first = call("greet", NOTHING).asks();
        var changed =
                call("greet", ",\"requestState\":\"%s\"".formatted(first.state().replaceFirst("...$", "AAA")));
        assertThat(changed.code()).isEqualTo(-32602);
        assertThat(changed.status()).isEqualTo(McpResponse.Status.OK);
    }

    @Test
    void carriesEarlierResponsesInTheState() {
        var first = call("two_steps", NOTHING).asks();
        var second = call("two_steps", next(first, accept("step1", "{\"name\":\"Ada\"}")))
                .asks();
        assertThat(second.result().get("inputRequests").fieldNames())
                .toIterable()
                .containsExactly("step2");
        assertThat(second.state()).isNotEqualTo(first.state());
        var third = MultiRoundTripClient.call(
                other, "two_steps", ALL, next(second, accept("step2", "{\"name\":\"blue\"}")));
        assertThat(third.text()).contains("Ada").contains("blue");
    }

    @Test
    void sendsSeveralRequestsAtOnceAndReturnsTheNote() {
        var first = call("three_at_once", NOTHING).asks();
        assertThat(first.result().get("inputRequests").toString())
                .contains("\"model\":{\"method\":\"sampling/createMessage\",\"params\":{\"maxTokens\":10}}")
                .contains("\"roots\":{\"method\":\"roots/list\"}")
                .contains("elicitation/create");
        var answers = "{\"name\":{\"action\":\"accept\",\"content\":{}},\"roots\":{\"roots\":[]},"
                + "\"model\":{\"role\":\"assistant\",\"model\":\"m\",\"content\":{\"type\":\"text\",\"text\":\"x\"}}}";
        assertThat(call("three_at_once", next(first, answers)).text()).isEqualTo("[model, name, roots] noted");
    }

    @Test
    void refusesRequestsForUndeclaredCapabilities() {
        var seen = MultiRoundTripClient.call(server, "three_at_once", "{\"sampling\":{}}", NOTHING);
        assertThat(seen.status()).isEqualTo(McpResponse.Status.BAD_REQUEST);
        assertThat(seen.code()).isEqualTo(-32021);
        assertThat(seen.body().at("/error/data/requiredCapabilities").toString())
                .isEqualTo("{\"elicitation\":{},\"roots\":{}}");
    }

    @Test
    void refusesFormsForClientsThatDeclareOnlyUrlMode() {
        assertThat(MultiRoundTripClient.call(server, "greet", "{\"elicitation\":{\"url\":{}}}", NOTHING)
                        .code())
                .isEqualTo(-32021);
    }

    @Test
    void handshakeErasFailWithTheRequiredRevision() {
        var seen = legacy(server, "greet", NOTHING);
        assertThat(seen.result().get("isError").asBoolean()).isTrue();
        assertThat(seen.text()).contains("2026-07-28");
    }
}
