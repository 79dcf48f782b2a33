package com.quiltdata.mcp.conformance;

import com.quiltdata.mcp.tool.Call;
import com.quiltdata.mcp.tool.CallToolResult;
import com.quiltdata.mcp.tool.InputRequest;
import com.quiltdata.mcp.tool.RawTools;
import com.quiltdata.mcp.tool.Toolset;
import java.util.List;

/** Tools that ask the client while they run, which in the handshake eras takes a session: there they fail, and say so. */
final class SessionTools {
    private SessionTools() {}

    static Toolset toolset() {
        return new Toolset(
                "session",
                List.of(
                        Fixture.of(
                                "test_sampling",
                                "Asks the client's model.",
                                "prompt",
                                (arguments, call) -> asked(
                                        call,
                                        AskingTools.sample(
                                                arguments.path("prompt").asText()))),
                        Fixture.of(
                                "test_elicitation",
                                "Asks the user.",
                                "message",
                                (arguments, call) -> asked(
                                        call, elicit(arguments.path("message").asText(), "username"))),
                        Fixture.of(
                                "test_elicitation_sep1034_defaults",
                                "Asks with defaults.",
                                (_, call) -> asked(call, elicit("Who are you?", "name"))),
                        Fixture.of(
                                "test_elicitation_sep1330_enums",
                                "Asks to choose.",
                                (_, call) -> asked(call, elicit("Which one?", "untitledSingle")))));
    }

    private static CallToolResult asked(Call call, InputRequest ask) {
        return RawTools.text("The client answered: " + call.inputs().ask("asked", ask));
    }

    private static InputRequest elicit(String message, String field) {
        return new InputRequest.ElicitRequest(message, AskingTools.form(field, "string"));
    }
}
