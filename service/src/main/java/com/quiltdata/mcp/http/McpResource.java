package com.quiltdata.mcp.http;

import com.quiltdata.mcp.admission.Admission;
import com.quiltdata.mcp.admission.ClientAddress;
import com.quiltdata.mcp.auth.Caller;
import com.quiltdata.mcp.mcp.McpHeaders;
import com.quiltdata.mcp.mcp.McpRequest;
import com.quiltdata.mcp.mcp.McpResponse;
import com.quiltdata.mcp.mcp.McpServer;
import com.quiltdata.mcp.tool.Selection;
import com.quiltdata.mcp.tool.SelectionRequest;
import com.quiltdata.mcp.tool.UnknownNameException;
import com.quiltdata.mcp.traces.RemoteTraceContext;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The MCP endpoint. For any {@code Accept} it returns one JSON object, or an event stream if the call needs one. */
@Path(EndpointPath.TEMPLATE)
public final class McpResource {
    private final McpServer server;
    private final PostAdmission postAdmission;
    private final BodyReader bodies;
    private final Duration heartbeat;
    private final long compressedSize;

    /**
     * Creates the endpoint.
     *
     * @param heartbeat maximum time without output on a stream
     * @param compressedSize minimum size in bytes of responses that are compressed
     */
    public McpResource(
            McpServer server, Admission admission, BodyReader bodies, Duration heartbeat, long compressedSize) {
        this.server = server;
        this.postAdmission = new PostAdmission(admission, server);
        this.bodies = bodies;
        this.heartbeat = heartbeat;
        this.compressedSize = compressedSize;
    }

    /**
     * Handles a POST. The parameter has no annotation, so that Jersey passes the request instead of looking up injected
     * values, a fiftieth of a call's processor time.
     */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    public Response post(ContainerRequestContext request) {
        var caller = (Caller) request.getSecurityContext().getUserPrincipal();
        var buckets = BucketSwitch.parse(request);
        var selection = select(ConnectionSwitches.parse(request));
        var headers = new McpHeaders(
                header(request, "MCP-Protocol-Version"),
                header(request, "Mcp-Method"),
                header(request, "Mcp-Name"),
                new RemoteTraceContext(request.getHeaderString("traceparent"), request.getHeaderString("tracestate")));
        var streams = AcceptHeader.streams(request.getHeaderString(HttpHeaders.ACCEPT));
        var arriving = request.getProperty(ArrivingRequest.ATTRIBUTE);
        var reply = postAdmission.answer(
                caller,
                client(request),
                arriving instanceof ArrivingRequest known
                        ? new PostAdmission.RequestResources(known.share(), known::judged)
                        : new PostAdmission.RequestResources(null, () -> {}),
                visit -> bodies.read(arriving, request.getEntityStream(), visit),
                judged -> new McpRequest(judged, RequestIdFilter.current(), headers, streams, selection, buckets));
        return switch (reply) {
            case McpResponse.AcceptedResponse _ -> Response.accepted().build();
            case McpResponse.Body json -> json(json, request);
            case McpResponse.Stream stream -> new EventStream(stream, heartbeat).begin();
        };
    }

    /** Returns the response, compressed if its result was compressed beforehand; Jetty compresses the others. */
    private Response json(McpResponse.Body body, ContainerRequestContext request) {
        var result = body.result();
        return result != null
                        && body.json().length >= compressedSize
                        && AcceptHeader.gzip(request.getHeaderString(HttpHeaders.ACCEPT_ENCODING))
                ? builder(body, result.gzip(body.json()))
                        .encoding("gzip")
                        .header(HttpHeaders.VARY, HttpHeaders.ACCEPT_ENCODING)
                        .build()
                : json(body);
    }

    static Response json(McpResponse.Body body) {
        return builder(body, body.json()).build();
    }

    private static Response.ResponseBuilder builder(McpResponse.Body body, byte[] entity) {
        var response = Response.status(body.status().number())
                .type(MediaType.APPLICATION_JSON_TYPE)
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .entity(entity);
        if (body.retryAfter() != null) {
            response.header(
                    HttpHeaders.RETRY_AFTER, Math.max(1, body.retryAfter().toSeconds()));
        }
        return response;
    }

    /** Responds 405: the server opens no stream of its own (allowed by 2025-11-25 and earlier). */
    @GET
    public Response get() {
        return notAllowed();
    }

    /** Responds 405: there are no sessions to end. */
    @DELETE
    public Response delete() {
        return notAllowed();
    }

    private Selection select(SelectionRequest request) {
        try {
            return server.select(request);
        } catch (UnknownNameException e) {
            throw ErrorResponses.exception(400, e.sentence());
        }
    }

    /** Returns the header's value. Several distinct values are joined into a list, which matches no expected value. */
    private static @Nullable String header(ContainerRequestContext request, String name) {
        var lines = request.getHeaders().getOrDefault(name, List.of());
        if (lines.isEmpty()) {
            return null;
        }
        var values = lines.stream()
                .map(String::strip)
                .filter(value -> !value.isEmpty())
                .distinct()
                .toList();
        return values.isEmpty() ? null : String.join(",", values);
    }

    private static ClientAddress client(ContainerRequestContext request) {
        return request.getProperty(ClientAddress.ATTRIBUTE) instanceof ClientAddress from
                ? from
                : new ClientAddress("-", "-", false);
    }

    private static Response notAllowed() {
        return ErrorResponses.of(405, "The MCP endpoint supports POST only. " + ErrorResponses.BROWSER)
                .header(HttpHeaders.ALLOW, "POST")
                .build();
    }
}
