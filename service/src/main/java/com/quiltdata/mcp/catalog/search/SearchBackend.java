package com.quiltdata.mcp.catalog.search;

import com.quiltdata.mcp.auth.Caller;
import java.util.Optional;

/** One search backend. Each method returns empty where this backend, or this registry, does not support it. */
public interface SearchBackend {
    Optional<SearchPage<PackageHit>> packages(Caller caller, Search.Packages search, SearchPage.PageQuery page);

    Optional<SearchPage<ObjectHit>> objects(Caller caller, Search.Objects search, SearchPage.PageQuery page);

    Optional<Facets> facets(Caller caller, Search search);
}
