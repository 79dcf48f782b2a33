package com.quiltdata.mcp.catalog.http;

import com.quiltdata.mcp.auth.Caller;
import com.quiltdata.mcp.context.RequestId;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.jspecify.annotations.Nullable;

/** Sets the headers of every request to the catalog and the registry. */
final class RequestHeaders {
    private RequestHeaders() {}

    /** Sets the headers, including the caller's bearer when there is a caller. */
    static HttpUriRequestBase set(HttpUriRequestBase request, @Nullable Caller caller) {
        request.setHeader("Accept", "application/json");
        if (caller != null) {
            request.setHeader("Authorization", "Bearer " + caller.bearer());
        }
        if (RequestId.CURRENT.isBound()) {
            request.setHeader("X-Request-Id", RequestId.CURRENT.get());
        }
        return request;
    }
}
