package com.quiltdata.mcp.conformance;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.quiltdata.mcp.testing.ClientRequests;
import com.quiltdata.mcp.tool.Call;
import com.quiltdata.mcp.tool.CallToolResult;
import com.quiltdata.mcp.tool.InputRequest;
import com.quiltdata.mcp.tool.RawTools;
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
                        asking("list_roots", "client_roots", ClientRequests.listRoots()),
                        asking("tampered_state", "confirm", CONSENT),
                        fixture("request_state", AskingTools::withNote),
                        fixture("multiple_inputs", AskingTools::threeAtOnce),
                        fixture("multi_round", AskingTools::twice),
                        fixture("capabilities", AskingTools::whatTheClientCan),
                        Fixture.of(
                                "test_missing_capability",
                                "Needs a model.",
                                (_, call) -> text(call.inputs().ask("model", sample("Say something."))))));
    }

    private static Fixture fixture(String name, Function<Call, CallToolResult> body) {
        return Fixture.of(PREFIX + name, "Asks the client before it answers.", (_, call) -> body.apply(call));
    }

    private static Fixture asking(String name, String key, InputRequest ask) {
        return fixture(name, call -> text(call.inputs().ask(key, ask)));
    }

    private static CallToolResult withNote(Call call) {
        call.inputs().ask(Map.of("confirm", CONSENT), TextNode.valueOf("noted"));
        var note = call.inputs().note().map(found -> found.asText()).orElse("");
        return RawTools.text(note.equals("noted") ? "state-ok" : "the state is lost");
    }

    private static CallToolResult threeAtOnce(Call call) {
        var asks = new LinkedHashMap<String, InputRequest>();
        asks.put("user_name", NAME);
        asks.put("greeting", sample("Greet somebody."));
        asks.put("client_roots", ClientRequests.listRoots());
        return RawTools.text("Answers: " + call.inputs().ask(asks, null));
    }

    private static CallToolResult twice(Call call) {
        var name = call.inputs().ask("step1", NAME);
        var colour =
                call.inputs().ask("step2", new InputRequest.ElicitRequest("Which colour?", form("color", "string")));
        return RawTools.text("Answers: " + name + ", " + colour);
    }

    private static CallToolResult whatTheClientCan(Call call) {
        var asks = new LinkedHashMap<String, InputRequest>();
        asks.put("user_name", NAME);
        asks.put("greeting", sample("Greet somebody."));
        asks.values().removeIf(ask -> !call.inputs().supports(ask));
        return RawTools.text("Answers: " + call.inputs().ask(asks, null));
    }

    private static CallToolResult text(ObjectNode answer) {
        return RawTools.text("The client answered: " + answer);
    }

    static InputRequest sample(String prompt) {
        var params = JsonNodeFactory.instance.objectNode().put("maxTokens", 100);
        params.putArray("messages")
                .addObject()
                .put("role", "user")
                .putObject("content")
                .put("type", "text")
                .put("text", prompt);
        return ClientRequests.createMessage(params);
    }

    /** A form with one field that must be filled in. */
    static ObjectNode form(String field, String type) {
        var schema = JsonNodeFactory.instance.objectNode().put("type", "object");
        schema.putObject("properties").putObject(field).put("type", type);
        schema.putArray("required").add(field);
        return schema;
    }
}
