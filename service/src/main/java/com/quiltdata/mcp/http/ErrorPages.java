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

/** Writes the errors that Jetty itself finds, such as a bad request line, in the form of all others. */
public final class ErrorPages extends ErrorHandler {
    /** The paths that Jetty gives to requests that it could not read. */
    private static final Set<String> UNREADABLE = Set.of("/badMessage", "/badRequest");

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        var status = request.getAttribute(ERROR_EXCEPTION) instanceof HttpException known
                ? known.getCode()
                : response.getStatus();
        write(request, response, callback, status, Errors.sentence(status));
        return true;
    }

    /** Writes an error with the headers that the response has already. */
    static void write(Request request, Response response, Callback callback, int status, String sentence) {
        var body = bytes(request, status, sentence);
        response.setStatus(status);
        var headers = response.getHeaders();
        headers.put(HttpHeader.CONTENT_TYPE, MimeTypes.Type.APPLICATION_JSON.asString());
        headers.put(HttpHeader.CACHE_CONTROL, "no-store");
        headers.put(new HttpField(HttpHeader.CONTENT_LENGTH, Integer.toString(body.length)));
        response.write(true, ByteBuffer.wrap(body), callback);
    }

    /** A request that Jetty could not read counts as one to the endpoint. */
    private static byte[] bytes(Request request, int status, String sentence) {
        var path = request.getHttpURI().getPath();
        var error = new ErrorBody(sentence);
        return path == null || UNREADABLE.contains(path) || Routes.endpoint(path)
                ? error.jsonRpc(status, ArrivingRequest.id(request.getAttribute(ArrivingRequest.ATTRIBUTE)))
                : error.plain();
    }
}
