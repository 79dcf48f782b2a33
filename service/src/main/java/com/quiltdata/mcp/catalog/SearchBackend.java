package com.quiltdata.mcp.catalog;

import com.quiltdata.mcp.auth.Caller;
import java.util.Optional;

/** One way of searching. Empty is what it does not do, or not at this registry. */
public interface SearchBackend {
    Optional<Found<PackageHit>> packages(Caller caller, Search.Packages search, Found.Page page);

    Optional<Found<ObjectHit>> objects(Caller caller, Search.Objects search, Found.Page page);

    Optional<Facets> facets(Caller caller, Search search);
}
