package com.quiltdata.mcp.catalog.packages;

import com.quiltdata.mcp.auth.Caller;
import com.quiltdata.mcp.catalog.PackageName;
import java.time.Duration;

/** Opens browsing sessions. */
public interface BrowsingSessions {
    /** Opens a session for a revision by its full top hash; {@code Failure.Invalid} if the bucket allows none. */
    BrowsingSession open(Caller caller, PackageName name, String hash, Duration lifetime);
}
