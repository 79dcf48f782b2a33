package com.quiltdata.mcp.conformance;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.quiltdata.mcp.catalog.Failure;
import com.quiltdata.mcp.tool.CallToolResult;
import com.quiltdata.mcp.tool.Toolset;
import java.util.List;

/** Tools that answer with every kind of content there is. */
final class ContentTools {
    private static final CallToolResult NOTHING = CallToolResult.empty();

    private ContentTools() {}

    static Toolset toolset() {
        return new Toolset(
                "content",
                List.of(
                        Fixture.of("test_simple_text", "Answers one text.", (_, _) -> NOTHING.text("One simple text.")),
                        Fixture.of(
                                "test_image_content",
                                "Answers one image.",
                                (_, _) -> NOTHING.image(Samples.PNG, Samples.png())),
                        Fixture.of(
                                "test_audio_content",
                                "Answers one sound.",
                                (_, _) -> NOTHING.audio(Samples.WAV, Samples.wav())),
                        Fixture.of(
                                "test_embedded_resource",
                                "Answers one resource.",
                                (_, _) -> NOTHING.with(embedded(
                                        "test://embedded-resource", "text/plain", "What an embedded resource holds."))),
                        Fixture.of(
                                "test_multiple_content_types",
                                "Answers three kinds at once.",
                                (_, _) -> NOTHING.text("Several kinds of content.")
                                        .image(Samples.PNG, Samples.png())
                                        .with(embedded(
                                                "test://mixed-content-resource",
                                                "application/json",
                                                "{\"whole\":false}"))),
                        Fixture.of("test_error_handling", "Fails always.", (_, _) -> {
                            throw new Failure.Conflict("This tool fails, whatever it is asked.");
                        })));
    }

    /** A block with a whole resource in it. */
    static ObjectNode embedded(String uri, String mimeType, String text) {
        var block = JsonNodeFactory.instance.objectNode().put("type", "resource");
        block.putObject("resource").put("uri", uri).put("mimeType", mimeType).put("text", text);
        return block;
    }
}
