package com.quiltdata.mcp.http;

import java.nio.ByteBuffer;
import java.util.Set;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.MimeTypes;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;

/** Handler that writes Jetty's own errors, such as a bad request line, in the same form as all other errors. */
public final class ErrorPages extends ErrorHandler {
    /** Paths that Jetty assigns to requests it could not parse. */
    private static final Set<String> UNREADABLE = Set.of("/badMessage", "/badRequest");

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        var status = request.getAttribute(ERROR_EXCEPTION) instanceof HttpException known
                ? known.getCode()
                : response.getStatus();
        write(request, response, callback, status, ErrorResponses.sentence(status));
        return true;
    }

    /** Writes an error response, keeping the headers already set. */
    static void write(Request request, Response response, Callback callback, int status, String sentence) {
        var path = request.getHttpURI().getPath();
        // A request that Jetty could not parse is treated as one to the MCP endpoint.
        var endpoint = path == null || UNREADABLE.contains(path) || Routes.endpoint(path);
        var body = new ErrorBody(sentence).encode(endpoint, status, request::getAttribute);
        response.setStatus(status);
        var headers = response.getHeaders();
        headers.put(HttpHeader.CONTENT_TYPE, MimeTypes.Type.APPLICATION_JSON.asString());
        headers.put(HttpHeader.CACHE_CONTROL, "no-store");
        headers.put(new HttpField(HttpHeader.CONTENT_LENGTH, Integer.toString(body.length)));
        response.write(true, ByteBuffer.wrap(body), callback);
    }
}
