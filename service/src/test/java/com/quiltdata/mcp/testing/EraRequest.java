package com.quiltdata.mcp.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpRequest;
import org.jspecify.annotations.Nullable;

/**
 * A JSON-RPC request and how it is put in either era.
 *
 * @param method the JSON-RPC method
 * @param name what the header Mcp-Name repeats, if the method wants it
 * @param params the parameters, as JSON
 */
public record EraRequest(String method, @Nullable String name, String params) {
    /** The revision without handshake. */
    public static final String MODERN = "2026-07-28";

    private static final ObjectMapper JSON = new ObjectMapper();

    public static EraRequest list(String method) {
        return new EraRequest(method, null, "{}");
    }

    public static EraRequest call(String tool, String arguments) {
        return new EraRequest("tools/call", tool, "{\"name\":\"%s\",\"arguments\":%s}".formatted(tool, arguments));
    }

    public static EraRequest read(String uri) {
        return new EraRequest("resources/read", uri, "{\"uri\":\"%s\"}".formatted(uri));
    }

    /** The request with more parameters. */
    public EraRequest with(ObjectNode more) {
        return new EraRequest(method, name, decoded().<ObjectNode>setAll(more).toString());
    }

    /** The parameters with which a user's answer to the question of a result is sent. */
    public static ObjectNode confirmation(JsonNode asked, boolean yes) {
        var more = JSON.createObjectNode();
        more.set("requestState", asked.get("requestState"));
        more.withObject("/inputResponses/confirm")
                .put("action", "accept")
                .putObject("content")
                .put("confirm", yes);
        return more;
    }

    /** The request of a client that can ask its user. */
    public EraRequest eliciting() {
        var more = JSON.createObjectNode();
        more.withObject("/_meta/io.modelcontextprotocol~1clientCapabilities/elicitation");
        return with(more);
    }

    /** The request as 2026-07-28 puts it: all that the server must know is in it. */
    public HttpRequest modern(URI endpoint, String token) {
        var params = decoded();
        var meta = params.withObject("/_meta");
        meta.put("io.modelcontextprotocol/protocolVersion", MODERN);
        meta.withObject("/io.modelcontextprotocol~1clientCapabilities");
        var request = request(endpoint, token, params)
                .header("MCP-Protocol-Version", MODERN)
                .header("Mcp-Method", method);
        return (name == null ? request : request.header("Mcp-Name", name)).build();
    }

    /** The request as 2025-11-25 puts it after a handshake, which a stateless server does not miss. */
    public HttpRequest legacy(URI endpoint, String token) {
        return request(endpoint, token, decoded())
                .header("MCP-Protocol-Version", "2025-11-25")
                .build();
    }

    /** Returns a request whose answer is JSON, never a stream of events. */
    public static HttpRequest.Builder answeredInJson(HttpRequest request) {
        return HttpRequest.newBuilder(request, (name, _) -> !name.equalsIgnoreCase("Accept"))
                .header("Accept", "application/json");
    }

    private HttpRequest.Builder request(URI endpoint, String token, JsonNode params) {
        var body = JSON.createObjectNode().put("jsonrpc", "2.0").put("id", 1).put("method", method);
        body.set("params", params);
        return HttpRequest.newBuilder(endpoint)
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .header("Accept", "application/json, text/event-stream")
                .POST(HttpRequest.BodyPublishers.ofString(body.toString()));
    }

    private ObjectNode decoded() {
        try {
            return (ObjectNode) JSON.readTree(params);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
