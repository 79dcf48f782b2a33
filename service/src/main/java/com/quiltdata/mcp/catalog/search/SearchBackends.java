package com.quiltdata.mcp.catalog.search;

import com.quiltdata.mcp.auth.Caller;
import com.quiltdata.mcp.catalog.Failure;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Search backends in order of preference: the first that the registry supports serves the search. */
public final class SearchBackends implements SearchReader {
    private final List<SearchBackend> backends;

    public SearchBackends(List<SearchBackend> backends) {
        this.backends = List.copyOf(backends);
    }

    @Override
    public SearchPage<PackageHit> packages(Caller caller, Search.Packages search, SearchPage.PageQuery page) {
        return first(backend -> backend.packages(caller, search, page)).orElseThrow(() -> none(page));
    }

    @Override
    public SearchPage<ObjectHit> objects(Caller caller, Search.Objects search, SearchPage.PageQuery page) {
        return first(backend -> backend.objects(caller, search, page)).orElseThrow(() -> none(page));
    }

    @Override
    public Optional<Facets> facets(Caller caller, Search search) {
        return first(backend -> backend.facets(caller, search));
    }

    private <T> Optional<T> first(Function<SearchBackend, Optional<T>> ask) {
        return backends.stream().flatMap(backend -> ask.apply(backend).stream()).findFirst();
    }

    /** A cursor may come from a backend that the registry supported before. */
    private static Failure none(SearchPage.PageQuery page) {
        if (page.after() != null) {
            return new Failure.Invalid(
                    "cursor", "The registry no longer accepts this cursor; search again without it.");
        }
        return new Failure.Unavailable(
                "This registry offers no search that this server supports: neither GraphQL search nor"
                        + " /api/search; use bucket_objects_list or package_browse instead.",
                null);
    }
}
