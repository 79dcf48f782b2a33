package com.quiltdata.mcp.catalog.rest;

import com.quiltdata.mcp.catalog.CatalogException;
import com.quiltdata.mcp.catalog.CatalogException.TooLate;
import com.quiltdata.mcp.catalog.CatalogException.Unavailable;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Waits for what another thread fetches, never without a deadline; an interrupt ends the wait and not the fetching. */
final class Waiting {
    private Waiting() {}

    static <T> T of(CompletableFuture<T> future, Duration timeout, String sentence) {
        try {
            return future.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new TooLate(sentence + "; try again.", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TooLate("The call was given up before the registry answered.", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof CatalogException known) {
                throw known;
            }
            throw new Unavailable(sentence + "; try again.", e);
        }
    }
}
