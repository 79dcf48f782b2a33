package com.quiltdata.mcp.http;

import com.quiltdata.mcp.catalog.UnauthenticatedException;
import com.quiltdata.mcp.metrics.AlarmMarker;
import com.quiltdata.mcp.metrics.Meters;
import com.quiltdata.mcp.metrics.Metric;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import java.util.Objects;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Maps all exceptions of resources and filters to one sentence without internal details. */
public record ErrorMapper(Meters meters) implements ExceptionMapper<Throwable> {
    private static final Logger LOG = LoggerFactory.getLogger(ErrorMapper.class);

    @Override
    public Response toResponse(Throwable thrown) {
        return switch (thrown) {
            case UnauthenticatedException e -> {
                var sentence = Objects.requireNonNullElse(e.getMessage(), ErrorResponses.REFUSED);
                LOG.info(AlarmMarker.MARKER, sentence);
                yield Challenges.refused(sentence);
            }
            case WebApplicationException e -> transport(e);
            case Throwable e
            when DisconnectFilter.caused(e) -> {
                LOG.info("the client disconnected before the response was complete");
                yield ErrorResponses.of(400, BodyIntake.BROKEN).build();
            }
            default -> {
                var error = UUID.randomUUID();
                meters.count(Metric.INTERNAL_ERRORS);
                LOG.error(AlarmMarker.MARKER, "error={}", error, thrown);
                yield ErrorResponses.of(
                                500, "Internal error " + error + ". Report this id to the operators of the server.")
                        .build();
            }
        };
    }

    /** Returns the response, with a default sentence for Jersey's own errors (404, 405, 415), which have none. */
    private Response transport(WebApplicationException e) {
        var response = e.getResponse();
        var status = response.getStatus();
        if (!response.hasEntity()) {
            var built = ErrorResponses.of(status, ErrorResponses.sentence(status));
            var allow = response.getHeaderString(HttpHeaders.ALLOW);
            response = (allow == null ? built : built.header(HttpHeaders.ALLOW, allow)).build();
        }
        if (status != Response.Status.UNAUTHORIZED.getStatusCode()
                && status != Response.Status.FORBIDDEN.getStatusCode()) {
            LOG.info("refused status={}", status);
        }
        return response;
    }
}
