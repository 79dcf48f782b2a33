package com.quiltdata.mcp.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.quiltdata.mcp.metrics.Meters;
import com.quiltdata.mcp.rpc.Codec;
import com.quiltdata.mcp.rpc.ErrorCode;
import com.quiltdata.mcp.rpc.Message;
import com.quiltdata.mcp.rpc.RpcException;
import com.quiltdata.mcp.tool.ClientInputs;
import com.quiltdata.mcp.tool.InputRequiredException;
import com.quiltdata.mcp.tool.Progress;
import com.quiltdata.mcp.tool.Runner;
import com.quiltdata.mcp.tool.Selection;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Revision 2026-07-28: each request is self-contained in {@code params._meta}; headers repeat its key fields. */
public final class CurrentEra implements ProtocolEra, EraRules {
    private static final String VERSION = "2026-07-28";
    private static final String META = "io.modelcontextprotocol/";
    private static final String PROTOCOL_VERSION = META + "protocolVersion";
    private static final String CAPABILITIES = META + "clientCapabilities";
    private static final String BASE64_HEAD = "=?base64?";
    private static final String BASE64_TAIL = "?=";

    /** The parameter that the {@code Mcp-Name} header repeats, by method. */
    private static final Map<String, String> NAMED =
            Map.of("tools/call", "name", "prompts/get", "name", "resources/read", "uri");

    private final Methods.ServerDescription about;
    private final MultiRoundTrip rounds;
    private final MethodDispatcher dispatch;

    /** Creates the era for a single server; every round of a call must reach this process. */
    public CurrentEra(Codec codec, Methods methods, Runner runner, Meters meters) {
        this(codec, methods, runner, meters, RequestStateSigner.random());
    }

    /** Creates the era for one of several servers that share the signing key of request states. */
    public CurrentEra(Codec codec, Methods methods, Runner runner, Meters meters, RequestStateSigner states) {
        this.about = methods.about();
        this.rounds = new MultiRoundTrip(states);
        this.dispatch = new MethodDispatcher(codec, withDiscover(methods), runner, meters, this);
    }

    private static Methods withDiscover(Methods methods) {
        var prepared = new HashMap<>(methods.prepared());
        prepared.put("server/discover", selection -> discover(methods.about(), selection));
        return new Methods(methods.configured(), prepared, methods.live(), methods.about());
    }

    private static MethodResult discover(Methods.ServerDescription about, Selection selection) {
        var body = JsonNodeFactory.instance.objectNode();
        body.putArray("supportedVersions").add(VERSION);
        body.set("capabilities", about.capabilities());
        body.put("instructions", about.instructions().apply(selection));
        return new MethodResult(body, CachePolicy.of(selection));
    }

    @Override
    public boolean claims(Message.Request request, McpHeaders headers) {
        return VERSION.equals(headers.protocolVersion()) || meta(request).has(PROTOCOL_VERSION);
    }

    @Override
    public McpResponse answer(Message.Request request, McpRequest inbound) {
        return dispatch.attempt(request, inbound, () -> {
            checkMeta(request, inbound.headers());
            checkMethod(request, inbound.headers());
            checkName(request, inbound.headers());
            return dispatch.reply(request, inbound);
        });
    }

    @Override
    public RuntimeException refuse(Message.Request request, McpRequest inbound) {
        return dispatch.refuse(request, inbound);
    }

    @Override
    public ObjectNode frame(MethodResult answer) {
        var result = JsonNodeFactory.instance.objectNode().put("resultType", "complete");
        result.setAll(answer.body());
        if (answer.caching() != null) {
            answer.caching().writeTo(result);
        }
        return signed(result);
    }

    @Override
    public ObjectNode asking(InputRequiredException.Input needed, Message.Request request, McpRequest inbound) {
        var result = JsonNodeFactory.instance.objectNode().put("resultType", "input_required");
        result.setAll(rounds.asking(needed, request, inbound));
        return signed(result);
    }

    private ObjectNode signed(ObjectNode result) {
        result.putObject("_meta").set(META + "serverInfo", about.serverInfo());
        return result;
    }

    @Override
    public ClientInputs answers(Message.Request request, McpRequest inbound) {
        return rounds.answers(request, inbound, meta(request).withObject("/" + CAPABILITIES.replace("/", "~1")));
    }

    @Override
    public boolean linked(McpRequest inbound) {
        return true;
    }

    @Override
    public Progress.@Nullable Level logging(JsonNode meta) {
        return Progress.Level.of(
                meta.path(NotificationSink.NotificationOptions.LOG_LEVEL).textValue());
    }

    @Override
    public @Nullable String version(Message.Request request, McpRequest inbound) {
        return VERSION.equals(meta(request).path(PROTOCOL_VERSION).textValue()) ? VERSION : null;
    }

    @Override
    public int number(ErrorCode code) {
        return code == ErrorCode.RESOURCE_NOT_FOUND ? ErrorCode.INVALID_PARAMS.number() : code.number();
    }

    @Override
    public McpResponse.Status status(ErrorCode code) {
        return switch (code) {
            case PARSE_ERROR,
                    INVALID_REQUEST,
                    NOT_DESCRIBED,
                    HEADER_MISMATCH,
                    UNKNOWN_TOOLSET,
                    MISSING_CAPABILITY,
                    UNSUPPORTED_VERSION -> McpResponse.Status.BAD_REQUEST;
            case METHOD_NOT_FOUND -> McpResponse.Status.NOT_FOUND;
            case INVALID_PARAMS, RESOURCE_NOT_FOUND, INTERNAL_ERROR -> McpResponse.Status.OK;
        };
    }

    private static void checkMeta(Message.Request request, McpHeaders headers) {
        var meta = meta(request);
        var version = meta.path(PROTOCOL_VERSION).textValue();
        if (version == null || !meta.path(CAPABILITIES).isObject()) {
            throw new RpcException(
                    ErrorCode.NOT_DESCRIBED,
                    "\"params._meta\" must hold the string \"%s\" and the object \"%s\"."
                            .formatted(PROTOCOL_VERSION, CAPABILITIES));
        }
        if (!version.equals(headers.protocolVersion())) {
            throw mismatch("MCP-Protocol-Version", "params._meta[\"" + PROTOCOL_VERSION + "\"]");
        }
        if (!version.equals(VERSION)) {
            throw unsupported(version, List.of());
        }
    }

    private static void checkMethod(Message.Request request, McpHeaders headers) {
        if (!request.method().equals(headers.method())) {
            throw mismatch("Mcp-Method", "\"method\"");
        }
    }

    private static void checkName(Message.Request request, McpHeaders headers) {
        var param = NAMED.get(request.method());
        if (param == null) {
            return;
        }
        var named = params(request).path(param);
        if (!named.isTextual()) {
            throw new RpcException(ErrorCode.INVALID_PARAMS, "\"params.%s\" must be a string.".formatted(param));
        }
        if (!named.textValue().equals(plain(headers.name()))) {
            throw mismatch("Mcp-Name", "\"params." + param + "\"");
        }
    }

    private static RpcException mismatch(String header, String source) {
        return new RpcException(
                ErrorCode.HEADER_MISMATCH, "The header %s must be present and equal to %s.".formatted(header, source));
    }

    /**
     * Returns the error for an unsupported protocol version, with the supported versions and the requested one.
     *
     * @param handshakes the handshake versions to offer to a client of such a version; empty for other clients, which
     *     would use one of them for the next request without a handshake
     */
    public static RpcException unsupported(String requested, List<String> handshakes) {
        var data = JsonNodeFactory.instance.objectNode();
        var supported = data.putArray("supported").add(VERSION);
        handshakes.forEach(supported::add);
        data.put("requested", requested);
        return new RpcException(ErrorCode.UNSUPPORTED_VERSION, "Unsupported protocol version.", data);
    }

    /** Decodes a header value from its Base64 sentinel, if present (2026-07-28, streamable HTTP); null if malformed. */
    private static @Nullable String plain(@Nullable String value) {
        if (value == null || !value.startsWith(BASE64_HEAD) || !value.endsWith(BASE64_TAIL)) {
            return value;
        }
        var encoded = value.substring(
                BASE64_HEAD.length(), Math.max(BASE64_HEAD.length(), value.length() - BASE64_TAIL.length()));
        if (encoded.length() % 4 != 0) {
            return null;
        }
        try {
            return new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private static JsonNode params(Message.Request request) {
        var params = request.params().object();
        return params == null ? MissingNode.getInstance() : params;
    }

    private static JsonNode meta(Message.Request request) {
        return params(request).path("_meta");
    }
}
