package com.quiltdata.mcp.http;

import java.nio.ByteBuffer;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/**
 * Response that is written with the idle timeout of the connector, also while the server stops. Then Jetty lets all
 * connections be idle for one second only, to close those without a request; it would also fail the write that ends a
 * call of several seconds if the second ended during the write.
 */
final class DrainingResponse extends Response.Wrapper {
    private final EndPoint endPoint;
    private final long idleMillis;

    DrainingResponse(Request request, Response response) {
        super(request, response);
        var metadata = request.getConnectionMetaData();
        this.endPoint = metadata.getConnection().getEndPoint();
        this.idleMillis = metadata.getConnector().getIdleTimeout();
    }

    @Override
    public void write(boolean last, @Nullable ByteBuffer content, Callback callback) {
        var shortened = endPoint.getIdleTimeout();
        if (shortened <= 0 || shortened >= idleMillis) {
            super.write(last, content, callback);
            return;
        }
        endPoint.setIdleTimeout(idleMillis);
        super.write(last, content, Callback.from(callback, () -> endPoint.setIdleTimeout(shortened)));
    }
}
