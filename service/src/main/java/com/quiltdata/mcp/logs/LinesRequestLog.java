package com.quiltdata.mcp.logs;

import com.fasterxml.jackson.annotation.JsonTypeName;
import io.dropwizard.request.logging.RequestLogFactory;
import java.util.Set;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.RequestLog;
import org.eclipse.jetty.server.Response;

/**
 * Factory of {@code requestLog: type: lines} in config.yml: one line per request, except successful health checks and
 * successful requests to the admin port.
 */
@JsonTypeName("lines")
public final class LinesRequestLog implements RequestLogFactory<RequestLog> {
    private static final Set<String> HEALTH = Set.of("/", "/health", "/healthz");
    private static final int FAILED = 400;

    @Override
    public boolean isEnabled() {
        return true;
    }

    @Override
    public RequestLog build(String name) {
        var stdout = Stdout.shared();
        return (request, response) -> {
            if (!noise(request, response)) {
                stdout.access(LogFields.of(request, response));
            }
        };
    }

    private static boolean noise(Request request, Response response) {
        return response.getStatus() < FAILED
                && (LogFields.id(response) == null || HEALTH.contains(LogFields.path(request)));
    }
}
