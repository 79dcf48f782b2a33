package com.quiltdata.mcp.catalog.search;

import com.quiltdata.mcp.auth.Caller;
import java.util.Optional;

/** Searches the catalog's index of packages and objects, in buckets that the caller's role can see and no others. */
public interface SearchReader {
    /** Returns a page of packages; {@code Failure.Invalid} when the registry cannot parse the query. */
    SearchPage<PackageHit> packages(Caller caller, Search.Packages search, SearchPage.PageQuery page);

    /** Returns a page of objects; {@code Failure.Invalid} when the registry cannot parse the query. */
    SearchPage<ObjectHit> objects(Caller caller, Search.Objects search, SearchPage.PageQuery page);

    /** Returns the facets of the hits; empty where the registry does not report them. */
    Optional<Facets> facets(Caller caller, Search search);
}
