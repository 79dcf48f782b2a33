package com.quiltdata.mcp.testing;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.net.http.WebSocket;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The HTTP client of tests: no exchange lasts for ever, its body included, so that a lost answer is a failure. */
public final class BoundedHttp implements AutoCloseable {
    private static final BoundedHttp SHARED = new BoundedHttp();

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    /** The one that nobody closes. */
    public static BoundedHttp shared() {
        return SHARED;
    }

    /** Sends a request and waits for what the handler makes of its answer. */
    public <T> HttpResponse<T> send(HttpRequest request, HttpResponse.BodyHandler<T> handler)
            throws IOException, InterruptedException {
        var answer = client.sendAsync(request, handler);
        try {
            return answer.get(ChildProcess.PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            answer.cancel(true);
            throw new HttpTimeoutException("no answer to " + request + " in time");
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException failure ? failure : new IOException(e.getCause());
        } catch (InterruptedException e) {
            answer.cancel(true);
            throw e;
        }
    }

    /** Sends a request and waits for its answer as text. */
    public HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
        return send(request, HttpResponse.BodyHandlers.ofString());
    }

    /** Opens a WebSocket. */
    CompletableFuture<WebSocket> open(URI uri, WebSocket.Listener listener) {
        return client.newWebSocketBuilder().buildAsync(uri, listener);
    }

    /** Breaks off whatever is under way. */
    @Override
    public void close() {
        client.shutdownNow();
    }
}
