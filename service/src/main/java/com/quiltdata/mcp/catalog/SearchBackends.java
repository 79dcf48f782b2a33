package com.quiltdata.mcp.catalog;

import com.quiltdata.mcp.auth.Caller;
import com.quiltdata.mcp.catalog.CatalogException.Rejected;
import com.quiltdata.mcp.catalog.CatalogException.Unavailable;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The ways of searching, in order of preference: the first that a registry knows answers. */
public final class SearchBackends implements SearchReader {
    private final List<SearchBackend> backends;

    public SearchBackends(List<SearchBackend> backends) {
        this.backends = List.copyOf(backends);
    }

    @Override
    public Found<PackageHit> packages(Caller caller, Search.Packages search, Found.Page page) {
        return first(backend -> backend.packages(caller, search, page)).orElseThrow(() -> none(page));
    }

    @Override
    public Found<ObjectHit> objects(Caller caller, Search.Objects search, Found.Page page) {
        return first(backend -> backend.objects(caller, search, page)).orElseThrow(() -> none(page));
    }

    @Override
    public Optional<Facets> facets(Caller caller, Search search) {
        return first(backend -> backend.facets(caller, search));
    }

    private <T> Optional<T> first(Function<SearchBackend, Optional<T>> ask) {
        return backends.stream().flatMap(backend -> ask.apply(backend).stream()).findFirst();
    }

    /** A cursor may be of a way of searching that the registry knew before. */
    private static CatalogException none(Found.Page page) {
        if (page.after() != null) {
            return new Rejected("cursor", "The registry no longer knows this cursor; search again without it.");
        }
        return new Unavailable(
                "This registry has no search that this server knows: its GraphQL refuses it in every form and it has no"
                        + " /api/search; bucket_objects_list and package_browse work without.",
                null);
    }
}
