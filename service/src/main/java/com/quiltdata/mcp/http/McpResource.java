package com.quiltdata.mcp.http;

import com.quiltdata.mcp.admission.Admission;
import com.quiltdata.mcp.admission.ClientAddress;
import com.quiltdata.mcp.auth.Caller;
import com.quiltdata.mcp.mcp.Headers;
import com.quiltdata.mcp.mcp.Inbound;
import com.quiltdata.mcp.mcp.McpServer;
import com.quiltdata.mcp.mcp.Reply;
import com.quiltdata.mcp.traces.Handed;
import io.dropwizard.auth.Auth;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The MCP endpoint. Any {@code Accept} is taken; the answer is one JSON object, or a stream where that is called for. */
@Path(Routes.MCP)
public final class McpResource {
    private final PostAdmission postAdmission;
    private final BodyReader bodies;
    private final Duration heartbeat;

    /**
     * The endpoint of this server, which lets in whom the admission lets in.
     *
     * @param heartbeat how long a stream stays silent
     */
    public McpResource(McpServer server, Admission admission, BodyReader bodies, Duration heartbeat) {
        this.postAdmission = new PostAdmission(admission, server);
        this.bodies = bodies;
        this.heartbeat = heartbeat;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    public Response post(@Auth Caller caller, @Context ContainerRequestContext request, InputStream entity) {
        var headers = new Headers(
                header(request, "MCP-Protocol-Version"),
                header(request, "Mcp-Method"),
                header(request, "Mcp-Name"),
                new Handed(request.getHeaderString("traceparent"), request.getHeaderString("tracestate")));
        var streams = Accepts.streams(request.getHeaderString(HttpHeaders.ACCEPT));
        var narrowing = narrowing(request);
        var arriving = request.getProperty(ArrivingRequest.ATTRIBUTE);
        var reply = postAdmission.answer(
                caller,
                client(request),
                arriving instanceof ArrivingRequest known
                        ? new PostAdmission.Holding(known.share(), known::judged)
                        : new PostAdmission.Holding(null, () -> {}),
                visit -> bodies.read(arriving, entity, visit),
                judged -> new Inbound(judged, RequestIds.current(), headers, streams, narrowing));
        return switch (reply) {
            case Reply.Accepted _ -> Response.accepted().build();
            case Reply.Body json -> json(json);
            case Reply.Stream stream -> EventStream.of(stream, heartbeat).begin(STREAMED);
        };
    }

    private static final EventStream.Outcome<Response> STREAMED = new EventStream.Outcome<>() {
        @Override
        public Response plain(Reply.Body body) {
            return json(body);
        }

        @Override
        public Response stream(EventStream.Writer writer) {
            return Response.ok((StreamingOutput) writer::writeTo)
                    .type(MediaType.SERVER_SENT_EVENTS_TYPE)
                    .header(HttpHeaders.CACHE_CONTROL, "no-store")
                    .header("X-Accel-Buffering", "no")
                    .build();
        }
    };

    private static Response json(Reply.Body body) {
        var response = Response.status(body.status().number())
                .type(MediaType.APPLICATION_JSON_TYPE)
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .entity(body.json());
        if (body.retryAfter() != null) {
            response.header(
                    HttpHeaders.RETRY_AFTER, Math.max(1, body.retryAfter().toSeconds()));
        }
        return response.build();
    }

    /** There is no stream to open: the server sends nothing on its own (2025-11-25 and before allow 405). */
    @GET
    public Response get() {
        return notAllowed();
    }

    /** There is no session to end. */
    @DELETE
    public Response delete() {
        return notAllowed();
    }

    /** Each of the two narrows what the other leaves; several headers are one list (RFC 9110 §5.3), and so are several parameters. */
    private static List<String> narrowing(ContainerRequestContext request) {
        var header = request.getHeaders().getOrDefault("X-MCP-Toolsets", List.of());
        var query = request.getUriInfo().getQueryParameters().getOrDefault("toolsets", List.of());
        return Stream.of(header, query)
                .filter(lines -> !lines.isEmpty())
                .map(lines -> String.join(",", lines))
                .toList();
    }

    /** A header's one value; several values are one list, which no value that is expected equals. */
    private static @Nullable String header(ContainerRequestContext request, String name) {
        var values = request.getHeaders().getOrDefault(name, List.of()).stream()
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
        return Errors.of(405, "This endpoint takes POST only.")
                .header(HttpHeaders.ALLOW, "POST")
                .build();
    }
}
