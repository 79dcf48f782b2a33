package com.quiltdata.mcp.tools.search;

import com.quiltdata.mcp.catalog.NameSyntax;
import com.quiltdata.mcp.catalog.search.Search;
import com.quiltdata.mcp.catalog.search.SearchPosition;
import com.quiltdata.mcp.catalog.search.SearchReader;
import com.quiltdata.mcp.tool.AppView;
import com.quiltdata.mcp.tool.ArgumentParser;
import com.quiltdata.mcp.tool.Call;
import com.quiltdata.mcp.tool.Default;
import com.quiltdata.mcp.tool.Doc;
import com.quiltdata.mcp.tool.Effect;
import com.quiltdata.mcp.tool.Spec;
import com.quiltdata.mcp.tool.Tool;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Searches objects, packages and package entries. */
record SearchCatalog(SearchReader reader, InstantSource clock)
        implements Tool<SearchCatalog.Input, CatalogSearchResult> {
    private static final String KIND = "catalog";

    record Input(
            @Doc(
                    "Plain words, like csv files larger than 10 MB, or Elasticsearch query syntax, like ext:csv AND key:raw/*")
            @Size(max = SearchInput.MAX_QUERY_LENGTH)
            String query,

            @Doc("file: S3 objects; package: packages; packageEntry: files in packages; global: file and package")
            @Default("\"file\"")
            SearchScope scope,

            @Doc("Bucket name or s3://bucket. Default: all") @Default("\"\"")
            String bucket,

            @Doc("Ignored") @Default("\"elasticsearch\"") String backend,

            @Doc("Maximum number of hits") @Default("50") @Min(1) @Max(1000)
            int limit,

            @Doc("Include snippets and metadata") @Default("true")
            boolean includeMetadata,

            @Doc("Explain how the query was interpreted") @Default("false")
            boolean explainQuery,

            @Doc("Return only the number of hits") @Default("false")
            boolean countOnly,

            @Doc("next_cursor of the previous page; send the same arguments") @Nullable
            String cursor) {}

    private static final Spec<Input, CatalogSearchResult> SPEC = new Spec<>(
                    "search_catalog",
                    "Search the catalog",
                    Effect.READ,
                    "Searches files, or packages by `scope`; understands extension, size and date in plain words. Start here "
                            + "to find data; read hits with the object tools (s3_uri) or package tools (quilt_uri). To sort or "
                            + "to filter on metadata use search_objects or search_packages.",
                    Input.class,
                    CatalogSearchResult.class)
            .shownIn(AppView.TABLE);

    @Override
    public Spec<Input, CatalogSearchResult> spec() {
        return SPEC;
    }

    @Override
    public CatalogSearchResult call(Input in, Call call) {
        var started = clock.millis();
        var bucket = in.bucket().isBlank() ? "" : ArgumentParser.parse("bucket", in.bucket(), NameSyntax::bucket);
        var query = ParsedQuery.of(SearchInput.query(in.query()), clock.instant());
        var question = String.join("\n", KIND, in.scope().name(), bucket, in.query());
        var size = in.countOnly() ? SearchInput.MAX_PAGE_SIZE : Math.min(in.limit(), SearchInput.MAX_PAGE_SIZE);
        var searches = in.scope().searches(query, bucket.isEmpty() ? List.of() : List.of(bucket));
        var positions = in.cursor() == null
                ? searches.stream()
                        .map(search -> SearchPosition.of(search, size))
                        .toList()
                : SearchInput.cursor(in.cursor(), question, search -> contains(searches.stream(), search))
                        .positions();
        var lists = positions.stream().map(position -> pull(position, in, call)).toList();
        var hits = InterleavedHits.of(lists, in.limit(), exhausted(searches, positions, size, call));
        return CatalogSearchResult.of(new CatalogSearchResult.Source(
                in,
                in.scope() == SearchScope.FILE ? Objects.requireNonNullElse(query.bucket(), bucket) : bucket,
                question,
                hits,
                clock.millis() - started,
                in.explainQuery() ? query.explanation() : null,
                Objects.equals(hits.total(), 0) ? new SearchSteps(reader, call).emptied(searches) : null));
    }

    /** Returns the number of hits of searches already exhausted; null if the registry reports no total. */
    private @Nullable Integer exhausted(List<Search> searches, List<SearchPosition> positions, int size, Call call) {
        var total = 0;
        for (var search : searches) {
            if (!contains(positions.stream().map(SearchPosition::search), search)) {
                var count = SearchPosition.count(reader, call.caller(), search, size);
                if (count == null) {
                    return null;
                }
                total += count;
            }
        }
        return total;
    }

    private static boolean contains(Stream<Search> searches, Search search) {
        return searches.anyMatch(other -> other.getClass() == search.getClass());
    }

    private SearchPosition.RemainingItems<CatalogHit> pull(SearchPosition position, Input in, Call call) {
        return position.pull(
                reader,
                call.caller(),
                (hit, backend) -> in.scope() == SearchScope.PACKAGE_ENTRY
                        ? CatalogHit.entries(hit, backend)
                        : Stream.of(CatalogHit.of(hit, backend, in.includeMetadata())),
                (hit, backend) -> Stream.of(CatalogHit.of(hit, backend, in.includeMetadata())));
    }
}
