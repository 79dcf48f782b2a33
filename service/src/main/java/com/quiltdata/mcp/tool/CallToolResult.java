package com.quiltdata.mcp.tool;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * A tool result as MCP defines it ({@code CallToolResult}).
 *
 * @param content text, image, audio, embedded resource and resource link blocks
 * @param structured structured content that conforms to the output schema, if there is one
 * @param isError whether the call failed with an error that the model can act on
 */
public record CallToolResult(ArrayNode content, @Nullable ObjectNode structured, boolean isError) {
    /** Returns a successful result without content. */
    public static CallToolResult empty() {
        return new CallToolResult(JsonNodeFactory.instance.arrayNode(), null, false);
    }

    /** Returns a copy with this structured content. */
    public CallToolResult structured(ObjectNode structured) {
        return new CallToolResult(content, structured, isError);
    }

    /** Returns a copy that is an error. */
    public CallToolResult failed() {
        return new CallToolResult(content, structured, true);
    }

    /** Returns a copy with a text block appended. */
    public CallToolResult text(String text) {
        return with(block("text").put("text", text));
    }

    /** Returns a copy with an image block appended. */
    public CallToolResult image(String mimeType, byte[] data) {
        return with(block("image").put("data", base64(data)).put("mimeType", mimeType));
    }

    /** Returns a copy with an audio block appended. */
    public CallToolResult audio(String mimeType, byte[] data) {
        return with(block("audio").put("data", base64(data)).put("mimeType", mimeType));
    }

    /** Returns a copy with a link to a resource of unknown size appended. */
    public CallToolResult link(String uri, String name, @Nullable String mimeType) {
        return link(new ContentBlock.ResourceLink(uri, name, mimeType, null));
    }

    /** Returns a copy with a resource link appended; unknown properties are left out. */
    public CallToolResult link(ContentBlock.ResourceLink link) {
        var block = block("resource_link").put("uri", link.uri()).put("name", link.name());
        if (link.mimeType() != null) {
            block.put("mimeType", link.mimeType());
        }
        return with(link.size() == null ? block : block.put("size", link.size()));
    }

    /** Returns a copy with this block appended unchanged. */
    public CallToolResult with(ObjectNode block) {
        return new CallToolResult(content.deepCopy().add(block), structured, isError);
    }

    private static ObjectNode block(String type) {
        return JsonNodeFactory.instance.objectNode().put("type", type);
    }

    private static String base64(byte[] data) {
        return Base64.getEncoder().encodeToString(data);
    }
}
