package com.quiltdata.mcp.catalog;

import com.quiltdata.mcp.auth.Caller;
import java.time.Duration;

/** Opens browsing sessions. */
public interface BrowsingSessions {
    /** A session over one revision, by its full top hash; {@link CatalogException.Rejected} where the bucket allows none. */
    BrowsingSession open(Caller caller, PackageName name, String hash, Duration lifetime);
}
