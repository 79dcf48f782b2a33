package com.quiltdata.mcp.mcp.legacy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.quiltdata.mcp.mcp.CurrentEra;
import com.quiltdata.mcp.mcp.McpHeaders;
import com.quiltdata.mcp.mcp.McpResponse;
import com.quiltdata.mcp.mcp.MethodResult;
import com.quiltdata.mcp.mcp.Methods;
import com.quiltdata.mcp.mcp.ProtocolEra;
import com.quiltdata.mcp.rpc.ErrorCode;
import com.quiltdata.mcp.rpc.Message;
import com.quiltdata.mcp.tool.Progress;
import com.quiltdata.mcp.tool.Selection;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * The protocol revisions that start with {@code initialize}. The server keeps no state from it: it issues no session
 * id, and serves requests without a preceding {@code initialize}.
 */
public final class HandshakeEra implements ProtocolEra {
    private static final String LATEST = "2025-11-25";
    private static final String ICONS_SINCE = LATEST;
    private static final String RESOURCE_LINKS_SINCE = "2025-06-18";
    private static final String INITIALIZE = "initialize";
    private static final List<String> VERSIONS = List.of(LATEST, RESOURCE_LINKS_SINCE, "2025-03-26", "2024-11-05");

    private final Methods.ServerDescription about;
    private final Map<String, BiFunction<Message.Request, Selection, MethodResult>> methods =
            Map.of(INITIALIZE, this::initialize, "ping", (_, _) -> new MethodResult(Map.of()));

    public HandshakeEra(Methods.ServerDescription about) {
        this.about = about;
    }

    private record InitializeResult(
            String protocolVersion, ObjectNode capabilities, Methods.Implementation serverInfo, String instructions) {}

    /** Returns true: the era takes every request that the current era does not claim. */
    @Override
    public boolean claims(Message.Request request, McpHeaders headers) {
        return true;
    }

    /** Refuses an unknown version in the header; no header means 2025-03-26, which had none. */
    @Override
    public void check(Message.Request request, McpHeaders headers) {
        var version = headers.protocolVersion();
        if (version != null && !VERSIONS.contains(version) && !request.method().equals(INITIALIZE)) {
            throw CurrentEra.unsupported(version, VERSIONS);
        }
    }

    @Override
    public Map<String, BiFunction<Message.Request, Selection, MethodResult>> methods() {
        return methods;
    }

    private MethodResult initialize(Message.Request request, Selection selection) {
        var instructions = about.instructions().apply(selection);
        var version = negotiated(request);
        var info = isSince(version, ICONS_SINCE)
                ? about.serverInfo()
                : about.serverInfo().withoutIcons();
        return new MethodResult(new InitializeResult(version, about.capabilities(), info, instructions));
    }

    /** Returns the requested version if it is supported, else the latest (2025-11-25, lifecycle). */
    private static String negotiated(Message.Request request) {
        var version = request.param("protocolVersion").asText();
        return VERSIONS.contains(version) ? version : LATEST;
    }

    @Override
    public @Nullable String version(Message.Request request, McpHeaders headers) {
        if (request.method().equals(INITIALIZE)) {
            return negotiated(request);
        }
        var version = headers.protocolVersion();
        return version == null || VERSIONS.contains(version) ? version : null;
    }

    @Override
    public boolean hasResourceLinks(McpHeaders headers) {
        return isSince(headers.protocolVersion(), RESOURCE_LINKS_SINCE);
    }

    @Override
    public boolean hasIcons(McpHeaders headers) {
        return isSince(headers.protocolVersion(), ICONS_SINCE);
    }

    /** Compares revisions by name, which is a date. */
    private static boolean isSince(@Nullable String version, String first) {
        return version != null && version.compareTo(first) >= 0;
    }

    @Override
    public Object frame(MethodResult result) {
        return result.body();
    }

    @Override
    public McpResponse.Status status(ErrorCode code) {
        return code == ErrorCode.UNSUPPORTED_VERSION ? McpResponse.Status.BAD_REQUEST : McpResponse.Status.OK;
    }

    /** Returns the lowest level: {@code logging/setLevel} would need state, which the server does not keep. */
    @Override
    public Progress.Level logLevel(JsonNode meta) {
        return Progress.Level.DEBUG;
    }
}
