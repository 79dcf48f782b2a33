package com.quiltdata.mcp.catalog.packages;

import com.quiltdata.mcp.auth.Caller;
import com.quiltdata.mcp.catalog.PackageName;
import java.time.Duration;

/**
 * Changes packages through the registry, as the caller. A refusal is {@code Failure.Invalid} or {@code
 * Failure.Denied} with the registry's own path and message; after {@code Failure.TooLate} it is unknown whether the
 * change was made. No change is ever sent twice.
 */
public interface PackageWriter {
    /**
     * Creates a revision, which always becomes {@code latest}: the registry checks no parent. Returns its top hash.
     *
     * @param limit maximum time to wait for the response
     */
    String construct(Caller caller, NewRevision revision, Duration limit);

    /** Copies a revision to another bucket, within the limit; returns its top hash. */
    String promote(Caller caller, Promotion promotion, Duration limit);

    /** Deletes one revision, given its full top hash; {@code latest} falls back to the newest that remains. */
    void deleteRevision(Caller caller, PackageName name, String hash);
}
