package com.quiltdata.mcp.http;

import com.quiltdata.mcp.catalog.CatalogException;
import com.quiltdata.mcp.metrics.CountedLine;
import com.quiltdata.mcp.metrics.Meters;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import java.util.Objects;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one mapper: whatever leaves a resource or filter becomes a sentence, and nothing of its inside gets out. */
final class Faults implements ExceptionMapper<Throwable> {
    private static final Logger LOG = LoggerFactory.getLogger(Faults.class);

    private final Challenges challenges;
    private final Meters meters;

    Faults(Challenges challenges, Meters meters) {
        this.challenges = challenges;
        this.meters = meters;
    }

    @Override
    public Response toResponse(Throwable thrown) {
        return switch (thrown) {
            case CatalogException.Unauthenticated e -> {
                var sentence = Objects.requireNonNullElse(e.getMessage(), Errors.REFUSED);
                LOG.info(CountedLine.MARKER, sentence);
                yield challenges.refused(sentence);
            }
            case WebApplicationException e -> transport(e);
            case Throwable e
            when Departures.caused(e) -> {
                LOG.info("the client left before it was answered");
                yield Errors.of(400, BodyIntake.BROKEN).build();
            }
            default -> {
                var error = UUID.randomUUID();
                meters.unforeseen();
                LOG.error(CountedLine.MARKER, "error={}", error, thrown);
                yield Errors.of(500, "Internal error " + error + "; give this id to the operators of the server.")
                        .build();
            }
        };
    }

    /** Ours come with a sentence; Jersey's own (404, 405, 415) get one here. */
    private Response transport(WebApplicationException e) {
        var response = e.getResponse();
        var status = response.getStatus();
        if (!response.hasEntity()) {
            var built = Errors.of(status, Errors.sentence(status));
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
