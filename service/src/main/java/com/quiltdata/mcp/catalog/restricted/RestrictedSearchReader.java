package com.quiltdata.mcp.catalog.restricted;

import com.quiltdata.mcp.auth.Caller;
import com.quiltdata.mcp.catalog.BucketLimit;
import com.quiltdata.mcp.catalog.search.Facets;
import com.quiltdata.mcp.catalog.search.ObjectHit;
import com.quiltdata.mcp.catalog.search.PackageHit;
import com.quiltdata.mcp.catalog.search.Search;
import com.quiltdata.mcp.catalog.search.SearchPage;
import com.quiltdata.mcp.catalog.search.SearchReader;
import com.quiltdata.mcp.context.AllowedBuckets;
import java.util.Optional;
import java.util.function.Function;

/** Searches only buckets that the connection may use, so that totals and facets count no others. */
public record RestrictedSearchReader(SearchReader reader) implements SearchReader {
    @Override
    public SearchPage<PackageHit> packages(Caller caller, Search.Packages search, SearchPage.PageQuery page) {
        return allowed(
                reader.packages(caller, restricted(search), page),
                hit -> hit.name().bucket());
    }

    @Override
    public SearchPage<ObjectHit> objects(Caller caller, Search.Objects search, SearchPage.PageQuery page) {
        return allowed(
                reader.objects(caller, restricted(search), page),
                hit -> hit.location().bucket());
    }

    @Override
    public Optional<Facets> facets(Caller caller, Search search) {
        return switch (search) {
            case Search.Packages it -> reader.facets(caller, restricted(it));
            case Search.Objects it -> reader.facets(caller, restricted(it));
        };
    }

    private static Search.Packages restricted(Search.Packages search) {
        return new Search.Packages(restricted(search.terms()), search.order(), search.latestOnly(), search.meta());
    }

    private static Search.Objects restricted(Search.Objects search) {
        return new Search.Objects(restricted(search.terms()), search.order());
    }

    /** Returns the terms with the connection's buckets, unless they name some; those must be among them. */
    private static Search.Terms restricted(Search.Terms terms) {
        terms.buckets().forEach(BucketLimit::require);
        return terms.buckets().isEmpty()
                ? new Search.Terms(
                        terms.text(),
                        AllowedBuckets.current().names().stream().sorted().toList(),
                        terms.filters())
                : terms;
    }

    /** Drops hits that only a forged cursor can lead to. */
    private static <H> SearchPage<H> allowed(SearchPage<H> page, Function<H, String> bucket) {
        var allowed = AllowedBuckets.current();
        var hits = page.hits().stream()
                .filter(hit -> allowed.allows(bucket.apply(hit)))
                .toList();
        return new SearchPage<>(hits, page.total(), page.after(), page.backend(), page.incomplete());
    }
}
