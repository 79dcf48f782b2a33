package com.quiltdata.mcp.http;

import com.quiltdata.mcp.catalog.BucketLimit;
import com.quiltdata.mcp.context.AllowedBuckets;
import jakarta.ws.rs.container.ContainerRequestContext;
import java.util.List;
import java.util.stream.Stream;

/** The switch by which a connection limits itself to buckets: a header and a query parameter, which both apply. */
final class BucketSwitch {
    static final String HEADER = "X-MCP-Buckets";
    static final String PARAMETER = "buckets";

    private BucketSwitch() {}

    /**
     * Returns the buckets that a request is limited to. Repeated headers form one list (RFC 9110 §5.3). Throws the
     * HTTP 400 response to an invalid list.
     */
    static AllowedBuckets parse(ContainerRequestContext request) {
        var header = request.getHeaders().getOrDefault(HEADER, List.of());
        var query = ConnectionSwitches.query(request).getOrDefault(PARAMETER, List.of());
        if (header.isEmpty() && query.isEmpty()) {
            return AllowedBuckets.ALL;
        }
        try {
            return BucketLimit.parse(Stream.of(header, query)
                    .filter(lines -> !lines.isEmpty())
                    .map(lines -> String.join(",", lines))
                    .toList());
        } catch (IllegalArgumentException e) {
            throw ErrorResponses.exception(400, String.valueOf(e.getMessage()));
        }
    }
}
