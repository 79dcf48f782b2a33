package com.quiltdata.mcp.mcp.legacy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.quiltdata.mcp.mcp.CurrentEra;
import com.quiltdata.mcp.mcp.EraRules;
import com.quiltdata.mcp.mcp.McpHeaders;
import com.quiltdata.mcp.mcp.McpRequest;
import com.quiltdata.mcp.mcp.McpResponse;
import com.quiltdata.mcp.mcp.MethodDispatcher;
import com.quiltdata.mcp.mcp.MethodResult;
import com.quiltdata.mcp.mcp.Methods;
import com.quiltdata.mcp.mcp.ProtocolEra;
import com.quiltdata.mcp.metrics.Meters;
import com.quiltdata.mcp.rpc.Codec;
import com.quiltdata.mcp.rpc.ErrorCode;
import com.quiltdata.mcp.rpc.Message;
import com.quiltdata.mcp.tool.Progress;
import com.quiltdata.mcp.tool.Runner;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The protocol revisions that start with {@code initialize}. The server keeps no state from it: it issues no session
 * id, and serves requests without a preceding {@code initialize}.
 */
public final class HandshakeEra implements ProtocolEra, EraRules {
    private static final String LATEST = "2025-11-25";
    private static final String LINKED_FROM = "2025-06-18";
    private static final String INITIALIZE = "initialize";
    private static final String PING = "ping";
    private static final List<String> VERSIONS = List.of(LATEST, LINKED_FROM, "2025-03-26", "2024-11-05");

    private final Methods methods;
    private final MethodDispatcher dispatch;

    public HandshakeEra(Codec codec, Methods methods, Runner runner, Meters meters) {
        this.methods = methods;
        this.dispatch = new MethodDispatcher(codec, methods, runner, meters, this);
    }

    /** Returns true: the era takes every request that the current era does not claim. */
    @Override
    public boolean claims(Message.Request request, McpHeaders headers) {
        return true;
    }

    @Override
    public McpResponse answer(Message.Request request, McpRequest inbound) {
        return dispatch.attempt(request, inbound, () -> switch (request.method()) {
            case INITIALIZE -> dispatch.ok(request, dispatch.encode(initialize(request, inbound)));
            default -> {
                checkVersion(inbound.headers());
                yield request.method().equals(PING)
                        ? dispatch.ok(
                                request, dispatch.encode(new MethodResult(JsonNodeFactory.instance.objectNode(), null)))
                        : dispatch.reply(request, inbound);
            }
        });
    }

    private MethodResult initialize(Message.Request request, McpRequest inbound) {
        var about = methods.about();
        var body = JsonNodeFactory.instance.objectNode();
        body.put("protocolVersion", negotiated(request));
        body.set("capabilities", about.capabilities());
        body.set("serverInfo", about.serverInfo());
        body.put("instructions", about.instructions().apply(methods.selection(inbound.toolsets())));
        return new MethodResult(body, null);
    }

    /** Returns the requested version if it is supported, else the latest (2025-11-25, lifecycle). */
    private static String negotiated(Message.Request request) {
        var params = request.params().object();
        var asked = params == null ? "" : params.path("protocolVersion").asText();
        return VERSIONS.contains(asked) ? asked : LATEST;
    }

    /** Refuses an unknown version in the header; no header means 2025-03-26, which had none. */
    private static void checkVersion(McpHeaders headers) {
        var version = headers.protocolVersion();
        if (version != null && !VERSIONS.contains(version)) {
            throw CurrentEra.unsupported(version, VERSIONS);
        }
    }

    /** Compares revisions by name, which is a date. */
    @Override
    public boolean linked(McpRequest inbound) {
        var version = inbound.headers().protocolVersion();
        return version != null && version.compareTo(LINKED_FROM) >= 0;
    }

    @Override
    public RuntimeException refuse(Message.Request request, McpRequest inbound) {
        return dispatch.refuse(request, inbound);
    }

    @Override
    public ObjectNode frame(MethodResult answer) {
        return answer.body();
    }

    @Override
    public @Nullable String version(Message.Request request, McpRequest inbound) {
        if (request.method().equals(INITIALIZE)) {
            return negotiated(request);
        }
        var version = inbound.headers().protocolVersion();
        return version == null || VERSIONS.contains(version) ? version : null;
    }

    @Override
    public Set<String> own() {
        return Set.of(INITIALIZE, PING);
    }

    @Override
    public int number(ErrorCode code) {
        return code.number();
    }

    @Override
    public McpResponse.Status status(ErrorCode code) {
        return code == ErrorCode.UNSUPPORTED_VERSION || code == ErrorCode.UNKNOWN_TOOLSET
                ? McpResponse.Status.BAD_REQUEST
                : McpResponse.Status.OK;
    }

    /** Returns the lowest level: {@code logging/setLevel} would need state, which the server does not keep. */
    @Override
    public Progress.Level logging(JsonNode meta) {
        return Progress.Level.DEBUG;
    }
}
