package com.quiltdata.mcp.http;

import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** A request below servlets, its response, and what ends it. */
record HttpExchange(Request request, Response response, Callback callback) {
    /** Serves an exchange where waiting is allowed. */
    interface Next {
        void serve(HttpExchange exchange);
    }

    /** This exchange with another view of its request. */
    HttpExchange with(Request view) {
        return new HttpExchange(view, response, callback);
    }

    /** Whether the server is being stopped. */
    boolean stopping() {
        return stopping(request);
    }

    /** Whether the server that received a request is being stopped. */
    static boolean stopping(Request request) {
        return request.getConnectionMetaData().getConnector().getServer().isStopping();
    }

    /** Ends it with an error, and reads a little of the body that is still coming. */
    void refuse(int status, String sentence) {
        ErrorPages.write(request, response, BodyDiscarder.before(request, callback), status, sentence);
    }

    /** Ends it with an error, and the connection with it. */
    void abort(int status, String sentence) {
        response.getHeaders().put("Connection", "close");
        ErrorPages.write(request, response, callback, status, sentence);
    }
}
