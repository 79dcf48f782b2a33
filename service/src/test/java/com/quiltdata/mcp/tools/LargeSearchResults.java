package com.quiltdata.mcp.tools;

import com.quiltdata.mcp.auth.Caller;
import com.quiltdata.mcp.catalog.DocsMatches;
import com.quiltdata.mcp.catalog.DocsReader;
import com.quiltdata.mcp.catalog.ObjectLocation;
import com.quiltdata.mcp.catalog.PackageName;
import com.quiltdata.mcp.catalog.search.Facets;
import com.quiltdata.mcp.catalog.search.ObjectHit;
import com.quiltdata.mcp.catalog.search.PackageHit;
import com.quiltdata.mcp.catalog.search.Search;
import com.quiltdata.mcp.catalog.search.SearchPage;
import com.quiltdata.mcp.catalog.search.SearchReader;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** Finds whatever is asked for as often as is asked for, each time as large as it gets. */
final class LargeSearchResults implements SearchReader, DocsReader {
    private static final String LONG = "日本語 caf\u00e9 \u03b1\u03b2 ".repeat(20).substring(0, 200);
    private static final int ALL = 10_000;

    @Override
    public SearchPage<PackageHit> packages(Caller caller, Search.Packages search, SearchPage.PageQuery page) {
        return found(page, LargeSearchResults::aPackage);
    }

    @Override
    public SearchPage<ObjectHit> objects(Caller caller, Search.Objects search, SearchPage.PageQuery page) {
        return found(page, LargeSearchResults::anObject);
    }

    @Override
    public Optional<Facets> facets(Caller caller, Search search) {
        return Optional.empty();
    }

    @Override
    public DocsMatches search(String query, int most, boolean versioned) {
        var hits = IntStream.range(0, most)
                .mapToObj(i -> new DocsMatches.Hit(
                        "https://docs.quilt.bio/" + i + "/" + "%E6%97%A5".repeat(40), LONG, LONG, 9.99, "2025-05-05"))
                .toList();
        return new DocsMatches("https://docs.quilt.bio/sitemap.xml", hits, ALL, ALL, 0, true);
    }

    private static <H> SearchPage<H> found(SearchPage.PageQuery page, IntFunction<H> hit) {
        return new SearchPage<>(
                IntStream.range(0, page.size()).mapToObj(hit).toList(), ALL, "on", "graphql", List.of());
    }

    private static ObjectHit anObject(int number) {
        var key = "runs/%06d/".formatted(number) + "ж".repeat(400);
        return new ObjectHit(
                new ObjectLocation("quilt-example", key, "4Ux9bQw2vY7tZ1"), 1.5, 1L << 40, Instant.EPOCH, LONG);
    }

    private static PackageHit aPackage(int number) {
        var entry = new PackageHit.EntryHit(
                "data/" + "ж".repeat(200), "s3://quilt-example/" + "k".repeat(400), 1L << 40, List.of("logical_key"));
        return new PackageHit(
                new PackageName("quilt-example", "team/package-" + number),
                LargeCatalog.HASH,
                "latest",
                1.5,
                new PackageHit.RevisionDetails(1L << 40, Instant.EPOCH, 1000, LONG, Map.of("protocol", LONG.repeat(5))),
                List.of("name", "entries"),
                List.of(entry, entry, entry));
    }
}
