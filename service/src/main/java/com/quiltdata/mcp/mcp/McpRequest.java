package com.quiltdata.mcp.mcp;

import com.quiltdata.mcp.auth.Caller;
import com.quiltdata.mcp.context.AllowedBuckets;
import com.quiltdata.mcp.tool.Selection;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The context of one POST to the MCP endpoint: everything except the body.
 *
 * @param streams whether the response may be an event stream
 * @param selection the tools that the connection chose; null for the operator's selection
 * @param buckets the buckets that the connection may use
 */
public record McpRequest(
        Caller caller,
        String requestId,
        McpHeaders headers,
        StreamPreference streams,
        @Nullable Selection selection,
        AllowedBuckets buckets) {
    /** Support for event streams according to the {@code Accept} header. */
    public enum StreamPreference {
        /** The client accepts no event streams. */
        NONE,
        /** The header does not say; a stream is sent if the client requested progress notifications. */
        IF_ASKED_FOR,
        /** The client accepts event streams. */
        ANY
    }

    /** Returns the connection's tools, by default the operator's, of which a limit to buckets hides some. */
    Selection selectionOr(Selection configured) {
        var chosen = Objects.requireNonNullElse(selection, configured);
        return buckets.isLimited() ? chosen.limitedToBuckets() : chosen;
    }
}
