package com.quiltdata.mcp.http;

import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** A Jetty request with its response and completion callback. */
record HttpExchange(Request request, Response response, Callback callback) {
    /** Serves an exchange on a thread that may block. */
    interface ExchangeHandler {
        void serve(HttpExchange exchange);
    }

    HttpExchange with(Request view) {
        return new HttpExchange(view, response, callback);
    }

    /** Returns whether the server that received the request is stopping. */
    static boolean stopping(Request request) {
        return request.getConnectionMetaData().getConnector().getServer().isStopping();
    }

    /** Responds with an error, then discards a limited part of the remaining body. */
    void refuse(int status, String sentence) {
        ErrorPages.write(request, response, BodyDiscarder.before(request, callback), status, sentence);
    }

    /** Responds with an error and closes the connection. */
    void abort(int status, String sentence) {
        response.getHeaders().put("Connection", "close");
        ErrorPages.write(request, response, callback, status, sentence);
    }
}
