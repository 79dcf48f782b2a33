package com.quiltdata.mcp.conformance;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.annotation.JsonTypeName;
import com.quiltdata.mcp.catalog.Failure;
import com.quiltdata.mcp.tool.CallToolResult;
import com.quiltdata.mcp.tool.ContentBlock;
import com.quiltdata.mcp.tool.Toolset;
import java.util.List;

/** Tools that answer with every kind of content there is. */
final class ContentTools {
    private ContentTools() {}

    @JsonTypeName("audio")
    @JsonPropertyOrder({"data", "mimeType"})
    @SuppressWarnings("ArrayRecordComponent") // only encoded, never compared
    private record AudioContent(String mimeType, byte[] data) implements ContentBlock {}

    /** A block with a whole resource in it. */
    @JsonTypeName("resource")
    record EmbeddedResource(TextResourceContents resource) implements ContentBlock {
        EmbeddedResource(String uri, String mimeType, String text) {
            this(new TextResourceContents(uri, mimeType, text));
        }
    }

    record TextResourceContents(String uri, String mimeType, String text) {}

    static Toolset toolset() {
        return new Toolset(
                "content",
                List.of(
                        content("test_simple_text", new ContentBlock.TextContent("One simple text.")),
                        content("test_image_content", new ContentBlock.ImageContent(Samples.PNG, Samples.png())),
                        content("test_audio_content", new AudioContent(Samples.WAV, Samples.wav())),
                        content(
                                "test_embedded_resource",
                                new EmbeddedResource(
                                        "test://embedded-resource", "text/plain", "What an embedded resource holds.")),
                        content(
                                "test_multiple_content_types",
                                new ContentBlock.TextContent("Several kinds of content."),
                                new ContentBlock.ImageContent(Samples.PNG, Samples.png()),
                                new EmbeddedResource(
                                        "test://mixed-content-resource", "application/json", "{\"whole\":false}")),
                        Fixture.of("test_error_handling", "Fails always.", (_, _) -> {
                            throw new Failure.Conflict("This tool fails, whatever it is asked.");
                        })));
    }

    private static Fixture content(String name, ContentBlock... content) {
        return Fixture.of(name, "Returns content.", (_, _) -> CallToolResult.of(content));
    }
}
