package com.quiltdata.mcp.conformance;

import com.fasterxml.jackson.databind.node.TextNode;
import com.quiltdata.mcp.tool.Call;
import com.quiltdata.mcp.tool.CallToolResult;
import com.quiltdata.mcp.tool.InputRequest;
import com.quiltdata.mcp.tool.Progress;
import com.quiltdata.mcp.tool.RawTools;
import com.quiltdata.mcp.tool.Toolset;
import java.util.List;

/** Tools that say something before they answer. */
final class StreamTools {
    private static final double WHOLE = 100;

    private StreamTools() {}

    static Toolset toolset() {
        return new Toolset(
                "stream",
                List.of(
                        Fixture.of("test_tool_with_progress", "Reports how far it is.", (_, call) -> reporting(call)),
                        Fixture.of("test_tool_with_logging", "Logs what it does.", (_, call) -> logging(call))
                                .slowly(),
                        Fixture.of("test_logging_tool", "Logs to whom it may.", (_, call) -> logging(call))
                                .slowly(),
                        Fixture.of(
                                        "test_streaming_elicitation",
                                        "Asks the user, on a stream.",
                                        (_, call) -> asking(call))
                                .slowly()));
    }

    private static CallToolResult reporting(Call call) {
        for (double done : new double[] {0, WHOLE / 2, WHOLE}) {
            call.progress().report(done, WHOLE, "So much is done.");
        }
        return RawTools.text("All of it is done.");
    }

    private static CallToolResult logging(Call call) {
        for (var line : List.of("It begins.", "It goes on.", "It ends.")) {
            call.progress().log(Progress.Level.INFO, TextNode.valueOf(line));
        }
        return RawTools.text("It is logged.");
    }

    private static CallToolResult asking(Call call) {
        call.progress().report(1, null, "The user is asked.");
        call.inputs().ask("sure", new InputRequest.ElicitRequest("Are you sure?", AskingTools.form("sure", "boolean")));
        return RawTools.text("The user answered.");
    }
}
