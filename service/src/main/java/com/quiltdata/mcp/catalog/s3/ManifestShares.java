package com.quiltdata.mcp.catalog.s3;

import com.quiltdata.mcp.catalog.CatalogException;
import com.quiltdata.mcp.catalog.CatalogException.Throttled;
import com.quiltdata.mcp.catalog.CatalogException.TooLarge;
import com.quiltdata.mcp.catalog.CatalogException.TooLate;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** How many bytes of manifests this process has in hand at a time, first come, first served. */
final class ManifestShares {
    /** What the work under way in this thread holds already. */
    private static final ScopedValue<Integer> HELD = ScopedValue.newInstance();

    private final int all;
    private final Duration patience;
    private final Semaphore free;

    /**
     * @param all the bytes there are
     * @param patience how long to wait for some of them
     */
    ManifestShares(int all, Duration patience) {
        this.all = all;
        this.patience = patience;
        this.free = new Semaphore(all, true);
    }

    /** Does the work while it holds so many bytes; work within work holds both. */
    <T> T holding(long bytes, Supplier<T> work) {
        var held = HELD.orElse(0);
        if (held + bytes > all) {
            throw tooLarge(bytes, held);
        }
        var share = Math.toIntExact(bytes);
        take(share, held > 0);
        try {
            return ScopedValue.where(HELD, held + share).call(work::get);
        } finally {
            free.release(share);
        }
    }

    /** Who holds some already goes before those that hold nothing, so as not to wait for who waits for him. */
    private void take(int share, boolean first) {
        try {
            if (first && free.tryAcquire(share)) {
                return;
            }
            if (!free.tryAcquire(share, patience.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new Throttled(
                        "This server is busy with other callers' packages; try again in a few seconds.", patience);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TooLate("The call was given up before its package could be read.", e);
        }
    }

    private CatalogException tooLarge(long bytes, int held) {
        var together = held == 0 ? "" : " together with the other one that it is worked on with";
        return new TooLarge("The manifest of this revision has %d bytes,%s more than the %d that this server reads"
                        .formatted(bytes, together, all)
                + " (QUILT_MCP_MANIFEST_BYTES); browse the package by folder instead.");
    }
}
