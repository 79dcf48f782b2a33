package com.quiltdata.mcp.catalog.rest;

import com.quiltdata.mcp.catalog.Failure;
import com.quiltdata.mcp.catalog.UnauthenticatedException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Waits for fetches that several calls share. */
final class FetchAwaiter {
    private FetchAwaiter() {}

    /** Waits for a fetch until the deadline; an interrupt ends the wait but not the fetch. */
    static <V> V await(CompletableFuture<V> fetch, Duration timeout, String sentence) {
        try {
            return fetch.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new Failure.TooLate(sentence, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Failure.TooLate("The call was cancelled before the response arrived.", e);
        } catch (ExecutionException e) {
            throw switch (e.getCause()) {
                case Failure known -> known;
                case UnauthenticatedException refused -> refused;
                case null, default -> new Failure.Unavailable(sentence, e);
            };
        }
    }
}
