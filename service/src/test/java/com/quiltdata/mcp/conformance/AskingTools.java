package com.quiltdata.mcp.conformance;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.quiltdata.mcp.tool.Call;
import com.quiltdata.mcp.tool.CallToolResult;
import com.quiltdata.mcp.tool.InputRequest;
import com.quiltdata.mcp.tool.Toolset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Tools that ask the client for something before they answer (2026-07-28, multi round-trip requests). */
final class AskingTools {
    private static final String PREFIX = "test_input_required_result_";
    private static final InputRequest NAME =
            new InputRequest.ElicitRequest("What is your name?", form("name", "string"));
    private static final InputRequest CONSENT = new InputRequest.ElicitRequest("Do you agree?", form("ok", "boolean"));

    private AskingTools() {}

    static Toolset toolset() {
        return new Toolset(
                "asking",
                List.of(
                        asking("elicitation", "user_name", NAME),
                        asking("sampling", "capital_question", sample("What is the capital of France?")),
                        asking("list_roots", "client_roots", new InputRequest.ListRootsRequest()),
                        asking("tampered_state", "confirm", CONSENT),
                        fixture("request_state", AskingTools::withNote),
                        fixture("multiple_inputs", AskingTools::threeAtOnce),
                        fixture("multi_round", AskingTools::twice),
                        fixture("capabilities", AskingTools::whatTheClientCan),
                        Fixture.of(
                                "test_missing_capability",
                                "Needs a model.",
                                (_, call) -> text(call.answers().ask("model", sample("Say something."))))));
    }

    private static Fixture fixture(String name, Function<Call, CallToolResult> body) {
        return Fixture.of(PREFIX + name, "Asks the client before it answers.", (_, call) -> body.apply(call));
    }

    private static Fixture asking(String name, String key, InputRequest ask) {
        return fixture(name, call -> text(call.answers().ask(key, ask)));
    }

    private static CallToolResult withNote(Call call) {
        call.answers().ask(Map.of("confirm", CONSENT), TextNode.valueOf("noted"));
        var note = call.answers().note().map(found -> found.asText()).orElse("");
        return CallToolResult.empty().text(note.equals("noted") ? "state-ok" : "the state is lost");
    }

    private static CallToolResult threeAtOnce(Call call) {
        var asks = new LinkedHashMap<String, InputRequest>();
        asks.put("user_name", NAME);
        asks.put("greeting", sample("Greet somebody."));
        asks.put("client_roots", new InputRequest.ListRootsRequest());
        return CallToolResult.empty().text("Answers: " + call.answers().ask(asks, null));
    }

    private static CallToolResult twice(Call call) {
        var name = call.answers().ask("step1", NAME);
        var colour =
                call.answers().ask("step2", new InputRequest.ElicitRequest("Which colour?", form("color", "string")));
        return CallToolResult.empty().text("Answers: " + name + ", " + colour);
    }

    private static CallToolResult whatTheClientCan(Call call) {
        var asks = new LinkedHashMap<String, InputRequest>();
        asks.put("user_name", NAME);
        asks.put("greeting", sample("Greet somebody."));
        asks.values().removeIf(ask -> !call.answers().can(ask));
        return CallToolResult.empty().text("Answers: " + call.answers().ask(asks, null));
    }

    private static CallToolResult text(ObjectNode answer) {
        return CallToolResult.empty().text("The client answered: " + answer);
    }

    static InputRequest sample(String prompt) {
        var params = JsonNodeFactory.instance.objectNode().put("maxTokens", 100);
        params.putArray("messages")
                .addObject()
                .put("role", "user")
                .putObject("content")
                .put("type", "text")
                .put("text", prompt);
        return new InputRequest.CreateMessageRequest(params);
    }

    /** A form with one field that must be filled in. */
    static ObjectNode form(String field, String type) {
        var schema = JsonNodeFactory.instance.objectNode().put("type", "object");
        schema.putObject("properties").putObject(field).put("type", type);
        schema.putArray("required").add(field);
        return schema;
    }
}
