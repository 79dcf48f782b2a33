package com.quiltdata.mcp.tools.search;

import com.quiltdata.mcp.catalog.Search;
import com.quiltdata.mcp.catalog.SearchLeg;
import com.quiltdata.mcp.catalog.SearchReader;
import com.quiltdata.mcp.tool.Call;
import com.quiltdata.mcp.tool.Default;
import com.quiltdata.mcp.tool.Doc;
import com.quiltdata.mcp.tool.Effect;
import com.quiltdata.mcp.tool.Spec;
import com.quiltdata.mcp.tool.Tool;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Packages that match. */
final class SearchPackages implements Tool<SearchPackages.Input, PackagesFound> {
    record Input(
            @Doc("Plain words, or Elasticsearch query syntax; * for all") @Size(max = Asked.LONGEST)
            String query,

            @Doc("Bucket names; absent for all you may see") @Nullable
            List<String> buckets,

            @Doc("One hit a package, or one a revision") @Default("true")
            boolean latestOnly,

            @Doc("Filters on user metadata, all of which must hold") @Nullable
            List<@Valid MetaInput> userMetaFilters,

            @Doc("Order of the hits") @Default("\"BEST_MATCH\"")
            Order order,

            @Doc("Hits a page") @Default("30") @Min(1) @Max(Asked.MOST)
            int pageSize,

            @Doc("next_cursor of the answer before; send the same query") @Nullable
            String cursor,

            @Doc("Whether to tell what the hits can be narrowed by") @Default("false")
            boolean facets) {}

    private static final Spec<Input, PackagesFound> SPEC = new Spec<>(
            "search_packages",
            "Search packages",
            Effect.READ,
            "Finds Quilt packages by name, message, metadata and entries, in all buckets you may see or in some. "
                    + "Give uri to package_browse, an entry's s3_uri to bucket_object_text.",
            Input.class,
            PackagesFound.class);

    private final SearchReader reader;
    private final InstantSource clock;

    SearchPackages(SearchReader reader, InstantSource clock) {
        this.reader = reader;
        this.clock = clock;
    }

    @Override
    public Spec<Input, PackagesFound> spec() {
        return SPEC;
    }

    @Override
    public PackagesFound call(Input in, Call call) {
        var question = Asked.PACKAGES + "\n" + in.query();
        var leg = in.cursor() == null
                ? SearchLeg.of(search(in), in.pageSize())
                : Asked.checked(in.cursor(), question, SPEC.name(), Search.Packages.class::isInstance)
                        .legs()
                        .getFirst();
        var pulled = pull(reader, leg, call);
        return PackagesFound.of(
                question,
                pulled,
                in.facets() ? reader.facets(call.caller(), leg.search()).orElse(null) : null);
    }

    static SearchLeg.Pulled<PackageItem> pull(SearchReader reader, SearchLeg leg, Call call) {
        return leg.pull(reader, call.caller(), hit -> Stream.of(PackageItem.of(hit)), _ -> Stream.empty());
    }

    private Search search(Input in) {
        var reading = Reading.of(Asked.query(in.query()), clock.instant()).ofPackages();
        var meta = Objects.requireNonNullElse(in.userMetaFilters(), List.<MetaInput>of());
        return new Search.Packages(
                reading.terms(Asked.buckets(in.buckets())),
                in.order().order(),
                in.latestOnly(),
                meta.stream().map(MetaInput::filter).toList());
    }
}
