package com.quiltdata.mcp.catalog;

import com.quiltdata.mcp.auth.Caller;
import java.util.Optional;

/** Finds packages and objects among what the catalog has indexed, in buckets that the caller's role opens and no others. */
public interface SearchReader {
    /** A page of packages; {@link CatalogException.Rejected} when the registry cannot read the query. */
    Found<PackageHit> packages(Caller caller, Search.Packages search, Found.Page page);

    /** A page of objects, likewise. */
    Found<ObjectHit> objects(Caller caller, Search.Objects search, Found.Page page);

    /** What the hits can be narrowed by; empty where the registry does not tell. */
    Optional<Facets> facets(Caller caller, Search search);
}
