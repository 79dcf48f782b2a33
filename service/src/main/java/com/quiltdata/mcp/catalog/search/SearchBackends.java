package com.quiltdata.mcp.catalog.search;

import com.quiltdata.mcp.auth.Caller;
import com.quiltdata.mcp.catalog.Failure;
import com.quiltdata.mcp.catalog.objects.Bucket;
import com.quiltdata.mcp.catalog.objects.BucketReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Search backends in order of preference: the first that the registry supports serves the search. */
public final class SearchBackends implements SearchReader {
    private static final int MAX_SHOWN = 10;

    private final List<SearchBackend> backends;
    private final BucketReader buckets;

    /** @param buckets lists the buckets that the caller's role can see */
    public SearchBackends(List<SearchBackend> backends, BucketReader buckets) {
        this.backends = List.copyOf(backends);
        this.buckets = buckets;
    }

    @Override
    public SearchPage<PackageHit> packages(Caller caller, Search.Packages search, SearchPage.PageQuery page) {
        var found = first(backend -> backend.packages(caller, search, page)).orElseThrow(() -> none(page));
        return checked(caller, search, found, hit -> hit.name().bucket());
    }

    @Override
    public SearchPage<ObjectHit> objects(Caller caller, Search.Objects search, SearchPage.PageQuery page) {
        var found = first(backend -> backend.objects(caller, search, page)).orElseThrow(() -> none(page));
        return checked(caller, search, found, hit -> hit.location().bucket());
    }

    @Override
    public Optional<Facets> facets(Caller caller, Search search) {
        return first(backend -> backend.facets(caller, search));
    }

    /**
     * Adds the named buckets that do not exist or that the role cannot see; a search of none but such buckets is
     * refused. The buckets are listed only where one has no hit.
     */
    private <H> SearchPage<H> checked(Caller caller, Search search, SearchPage<H> page, Function<H, String> bucket) {
        var named = search.terms().buckets();
        var silent = new ArrayList<>(named);
        page.hits().stream().map(bucket).forEach(silent::remove);
        if (silent.isEmpty() && !page.hits().isEmpty()) {
            return page;
        }
        var visible = visible(caller, silent);
        if (visible.isEmpty()) {
            throw new Failure.Denied(
                    "Your role can see no bucket; ask an administrator of the catalog for one that can.");
        }
        silent.removeAll(visible);
        if (silent.isEmpty()) {
            return page;
        }
        var more = silent.size() > MAX_SHOWN ? " or %,d more".formatted(silent.size() - MAX_SHOWN) : "";
        var shown = silent.stream().limit(MAX_SHOWN).collect(Collectors.joining(" or "));
        var unknown = "Your role can see no bucket named %s%s".formatted(shown, more);
        if (silent.size() == named.size()) {
            throw new Failure.NotFound(unknown + "; bucket_list lists the buckets you can see.");
        }
        var incomplete =
                Stream.concat(page.incomplete().stream(), Stream.of(unknown + "; nothing was searched there."));
        return new SearchPage<>(page.hits(), page.total(), page.after(), page.backend(), incomplete.toList());
    }

    /** Returns the buckets that the role can see, from a list that is read anew if names are to be refused by it. */
    private List<String> visible(Caller caller, List<String> names) {
        var listed = names(buckets.list(caller));
        return listed.isEmpty() || !listed.containsAll(names)
                ? names(buckets.current().list(caller))
                : listed;
    }

    private static List<String> names(List<Bucket> buckets) {
        return buckets.stream().map(Bucket::name).toList();
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
