package com.quiltdata.mcp.catalog;

import com.quiltdata.mcp.auth.Caller;
import java.time.Duration;

/**
 * Changes packages through the registry, as the caller. Whatever it refuses is {@link CatalogException.Rejected} or {@link
 * CatalogException.Denied} with the registry's own path and message; {@link CatalogException.TooLate} leaves open whether the
 * change was made, and nothing is ever sent twice.
 */
public interface PackageWriter {
    /**
     * Makes a revision, which becomes {@code latest} whatever stood there before: the registry checks no parent.
     *
     * @param limit how long to wait for it
     * @return the top hash
     */
    String construct(Caller caller, NewRevision revision, Duration limit);

    /** Copies a revision to another bucket; as {@link #construct}. */
    String promote(Caller caller, Promotion promotion, Duration limit);

    /** Takes one revision, by its full top hash, away from the package; {@code latest} falls back to the newest left. */
    void deleteRevision(Caller caller, PackageName name, String hash);
}
