package com.quiltdata.mcp.catalog.http;

import com.quiltdata.mcp.auth.Caller;
import com.quiltdata.mcp.breaker.Breakers;
import com.quiltdata.mcp.breaker.Permit;
import com.quiltdata.mcp.catalog.CatalogException.Unavailable;
import org.jspecify.annotations.Nullable;

/** The breakers of the registry, which GraphQL and REST share, and of the catalog. */
record UpstreamBreakers(Breakers breakers) {
    /**
     * Lets an exchange through.
     *
     * @throws Unavailable while the upstream is not to be asked: nothing was sent
     */
    Permit enter(Upstream to, @Nullable Caller caller) {
        var breaker = breakers.of(to.kind().equals("catalog") ? "catalog" : "registry");
        return breaker.tryEnter(caller == null ? "" : caller.digest(), caller == null || caller.isAccepted())
                .orElseThrow(() -> new Unavailable(
                        to.noun() + " has been out of reach or failing (" + to.setting()
                                + "), so that nothing was sent; try again in " + breaker.retryAfterSeconds() + " s.",
                        null));
    }
}
