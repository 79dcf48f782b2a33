package com.quiltdata.mcp.mcp;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.quiltdata.mcp.rpc.ErrorCode;
import com.quiltdata.mcp.rpc.Message;
import com.quiltdata.mcp.rpc.RpcException;
import com.quiltdata.mcp.tool.ClientInputs;
import com.quiltdata.mcp.tool.InputRequiredException;
import com.quiltdata.mcp.tool.Progress;
import com.quiltdata.mcp.tool.Selection;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** Revision 2026-07-28: each request is self-contained in {@code params._meta}; headers repeat its key fields. */
public final class CurrentEra implements ProtocolEra {
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
    private final Map<String, Methods.Implementation> resultMeta;
    private final MultiRoundTrip rounds;
    private final Map<String, BiFunction<Message.Request, Selection, MethodResult>> methods =
            Map.of("server/discover", (_, selection) -> discover(selection));

    /** Creates the era; servers that share the signing key of request states can continue each other's calls. */
    public CurrentEra(Methods.ServerDescription about, RequestStateSigner states) {
        this.about = about;
        this.resultMeta = Map.of(META + "serverInfo", about.serverInfo().withoutIcons());
        this.rounds = new MultiRoundTrip(states);
    }

    private record DiscoverResult(List<String> supportedVersions, ObjectNode capabilities, String instructions) {}

    /** A result with the fields that this era adds. */
    private record Result(
            String resultType,
            @JsonUnwrapped Object body,
            @JsonUnwrapped @Nullable CachePolicy caching,
            @JsonProperty("_meta") Map<String, Methods.Implementation> meta) {}

    @Override
    public boolean claims(Message.Request request, McpHeaders headers) {
        return VERSION.equals(headers.protocolVersion()) || meta(request).has(PROTOCOL_VERSION);
    }

    @Override
    public Map<String, BiFunction<Message.Request, Selection, MethodResult>> methods() {
        return methods;
    }

    private MethodResult discover(Selection selection) {
        var instructions = about.instructions().apply(selection);
        var result = new DiscoverResult(List.of(VERSION), about.capabilities(), instructions);
        return new MethodResult(result, CachePolicy.of(selection));
    }

    @Override
    public void check(Message.Request request, McpHeaders headers) {
        checkMeta(request, headers);
        if (!request.method().equals(headers.method())) {
            throw mismatch("Mcp-Method", "\"method\"");
        }
        checkName(request, headers);
    }

    @Override
    public Object frame(MethodResult result) {
        return result("complete", result);
    }

    @Override
    public Object inputRequired(InputRequiredException.Input input, Message.Request request, McpRequest context) {
        return result("input_required", new MethodResult(rounds.inputRequired(input, request, context)));
    }

    /** Frames a result. Only that of {@code server/discover} has the server's icons: others would repeat them. */
    private Result result(String type, MethodResult result) {
        var meta =
                result.body() instanceof DiscoverResult ? Map.of(META + "serverInfo", about.serverInfo()) : resultMeta;
        return new Result(type, result.body(), result.caching(), meta);
    }

    @Override
    public ClientInputs inputs(Message.Request request, McpRequest context) {
        return rounds.inputs(request, context, (ObjectNode) meta(request).path(CAPABILITIES));
    }

    @Override
    public boolean hasResourceLinks(McpHeaders headers) {
        return true;
    }

    @Override
    public boolean hasIcons(McpHeaders headers) {
        return true;
    }

    @Override
    public Progress.@Nullable Level logLevel(JsonNode meta) {
        return Progress.Level.of(
                meta.path(NotificationSink.NotificationOptions.LOG_LEVEL).textValue());
    }

    @Override
    public @Nullable String version(Message.Request request, McpHeaders headers) {
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

    private static void checkName(Message.Request request, McpHeaders headers) {
        var param = NAMED.get(request.method());
        if (param == null) {
            return;
        }
        var name = ParamsReader.text(request.param(param), param);
        if (!name.equals(decoded(headers.name()))) {
            throw mismatch("Mcp-Name", "\"params." + param + "\"");
        }
    }

    private static RpcException mismatch(String header, String source) {
        return new RpcException(
                ErrorCode.HEADER_MISMATCH, "The header %s must be present and equal to %s.".formatted(header, source));
    }

    /**
     * Returns the error for an unsupported version, with the supported versions and the requested one.
     *
     * @param handshakes the handshake versions to offer to a client of such a version; empty for other clients, which
     *     would use one of them for the next request without a handshake
     */
    public static RpcException unsupported(String requested, List<String> handshakes) {
        var data = JsonNodeFactory.instance.objectNode();
        handshakes.forEach(data.putArray("supported").add(VERSION)::add);
        data.put("requested", requested);
        return new RpcException(ErrorCode.UNSUPPORTED_VERSION, "Unsupported protocol version.", data);
    }

    /** Decodes a header value from its Base64 sentinel, if present (2026-07-28, streamable HTTP); null if malformed. */
    private static @Nullable String decoded(@Nullable String value) {
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

    private static JsonNode meta(Message.Request request) {
        return request.param("_meta");
    }
}
