package com.quiltdata.mcp.mcp.legacy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.quiltdata.mcp.mcp.Answer;
import com.quiltdata.mcp.mcp.CurrentEra;
import com.quiltdata.mcp.mcp.Dispatch;
import com.quiltdata.mcp.mcp.Era;
import com.quiltdata.mcp.mcp.Framing;
import com.quiltdata.mcp.mcp.Headers;
import com.quiltdata.mcp.mcp.Inbound;
import com.quiltdata.mcp.mcp.Methods;
import com.quiltdata.mcp.mcp.Reply;
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
 * The revisions that begin with {@code initialize}. Nothing is kept from it: no session id is issued, and no request
 * needs it to have happened.
 */
public final class HandshakeEra implements Era, Framing {
    private static final String LATEST = "2025-11-25";
    private static final String LINKED_FROM = "2025-06-18";
    private static final String INITIALIZE = "initialize";
    private static final String PING = "ping";
    private static final List<String> VERSIONS = List.of(LATEST, LINKED_FROM, "2025-03-26", "2024-11-05");

    private final Methods.About about;
    private final Dispatch dispatch;

    public HandshakeEra(Codec codec, Methods methods, Runner runner, Meters meters) {
        this.about = methods.about();
        this.dispatch = new Dispatch(codec, methods, runner, meters, this);
    }

    /** Whatever does not describe itself. */
    @Override
    public boolean claims(Message.Request request, Headers headers) {
        return true;
    }

    @Override
    public Reply answer(Message.Request request, Inbound inbound) {
        return dispatch.attempt(request, inbound, () -> switch (request.method()) {
            case INITIALIZE -> dispatch.ok(request, dispatch.encode(initialize(request)));
            default -> {
                checkVersion(inbound.headers());
                yield request.method().equals(PING)
                        ? dispatch.ok(request, dispatch.encode(new Answer(JsonNodeFactory.instance.objectNode(), null)))
                        : dispatch.reply(request, inbound);
            }
        });
    }

    private Answer initialize(Message.Request request) {
        var body = JsonNodeFactory.instance.objectNode();
        body.put("protocolVersion", negotiated(request));
        body.set("capabilities", about.capabilities());
        body.set("serverInfo", about.serverInfo());
        body.put("instructions", about.instructions());
        return new Answer(body, null);
    }

    /** The version that was asked for when it is one of ours, or else the latest of them (2025-11-25, lifecycle). */
    private static String negotiated(Message.Request request) {
        var params = request.params().object();
        var asked = params == null ? "" : params.path("protocolVersion").asText();
        return VERSIONS.contains(asked) ? asked : LATEST;
    }

    /** An absent header means 2025-03-26, which had none. */
    private static void checkVersion(Headers headers) {
        var version = headers.protocolVersion();
        if (version != null && !VERSIONS.contains(version)) {
            throw CurrentEra.unsupported(version, VERSIONS);
        }
    }

    /** By the dates, which is what the names of revisions are. */
    @Override
    public boolean linked(Inbound inbound) {
        var version = inbound.headers().protocolVersion();
        return version != null && version.compareTo(LINKED_FROM) >= 0;
    }

    @Override
    public RuntimeException refuse(Message.Request request, Inbound inbound) {
        return dispatch.refuse(request, inbound);
    }

    @Override
    public ObjectNode frame(Answer answer) {
        return answer.body();
    }

    @Override
    public @Nullable String version(Message.Request request, Inbound inbound) {
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
    public Reply.Status status(ErrorCode code) {
        return code == ErrorCode.UNSUPPORTED_VERSION || code == ErrorCode.UNKNOWN_TOOLSET
                ? Reply.Status.BAD_REQUEST
                : Reply.Status.OK;
    }

    /** All: the level is what {@code logging/setLevel} would set, and nothing is kept here (2025-11-25, logging). */
    @Override
    public Progress.Level logging(JsonNode meta) {
        return Progress.Level.DEBUG;
    }
}
