package com.quiltdata.mcp.tool;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * A tool's result in the protocol's own terms.
 *
 * @param content blocks of text, image, audio, embedded resource or resource link
 * @param structured conforms to the output schema, if there is one
 * @param isError whether the call failed in a way that the model can act on
 */
public record RawResult(ArrayNode content, @Nullable ObjectNode structured, boolean isError) {
    /** A success without structured content and, so far, without a block. */
    public static RawResult empty() {
        return new RawResult(JsonNodeFactory.instance.arrayNode(), null, false);
    }

    /** The same with structured content. */
    public RawResult structured(ObjectNode structured) {
        return new RawResult(content, structured, isError);
    }

    /** The same as a failure. */
    public RawResult failed() {
        return new RawResult(content, structured, true);
    }

    /** The same with one more block of text. */
    public RawResult text(String text) {
        return with(block("text").put("text", text));
    }

    /** The same with one more image. */
    public RawResult image(String mimeType, byte[] data) {
        return with(block("image").put("data", base64(data)).put("mimeType", mimeType));
    }

    /** The same with one more sound. */
    public RawResult audio(String mimeType, byte[] data) {
        return with(block("audio").put("data", base64(data)).put("mimeType", mimeType));
    }

    /** The same with a resource that the client may read on its own. */
    public RawResult link(String uri, String name, @Nullable String mimeType) {
        return link(new Block.Link(uri, name, mimeType, null));
    }

    /** The same with a resource that the client may read on its own, as far as it is described. */
    public RawResult link(Block.Link link) {
        var block = block("resource_link").put("uri", link.uri()).put("name", link.name());
        if (link.mimeType() != null) {
            block.put("mimeType", link.mimeType());
        }
        return with(link.size() == null ? block : block.put("size", link.size()));
    }

    /** The same with one more block, as it is. */
    public RawResult with(ObjectNode block) {
        return new RawResult(content.deepCopy().add(block), structured, isError);
    }

    private static ObjectNode block(String type) {
        return JsonNodeFactory.instance.objectNode().put("type", type);
    }

    private static String base64(byte[] data) {
        return Base64.getEncoder().encodeToString(data);
    }
}
