package com.quiltdata.mcp.logs;

import com.fasterxml.jackson.annotation.JsonTypeName;
import io.dropwizard.request.logging.RequestLogFactory;
import java.util.Set;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.RequestLog;
import org.eclipse.jetty.server.Response;

/**
 * {@code requestLog: type: lines} of config.yml: one line for each answered request, save those that come by the clock:
 * health checks that find the server well, and what is asked on the admin port and answered.
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
                stdout.access(Fields.of(request, response));
            }
        };
    }

    private static boolean noise(Request request, Response response) {
        return response.getStatus() < FAILED && (Fields.id(response) == null || HEALTH.contains(Fields.path(request)));
    }
}
