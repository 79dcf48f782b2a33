package com.quiltdata.mcp.tools.packages;

import com.quiltdata.mcp.catalog.Names;
import com.quiltdata.mcp.catalog.PackageReader;
import com.quiltdata.mcp.catalog.QuiltUri;
import com.quiltdata.mcp.tool.Alias;
import com.quiltdata.mcp.tool.Argument;
import com.quiltdata.mcp.tool.Call;
import com.quiltdata.mcp.tool.Default;
import com.quiltdata.mcp.tool.Doc;
import com.quiltdata.mcp.tool.Effect;
import com.quiltdata.mcp.tool.Failure;
import com.quiltdata.mcp.tool.Sliceable;
import com.quiltdata.mcp.tool.Spec;
import com.quiltdata.mcp.tool.Tool;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A page of a bucket's packages. */
final class PackageList implements Tool<PackageList.Input, PackageList.Output> {
    record Input(
            @Doc("Bucket: its name or s3://bucket") @Nullable @Alias("registry")
            String bucket,

            @Doc("Quilt+ URI of something in the bucket, instead") @Nullable
            String uri,

            @Doc("Only names that begin with this") @Default("\"\"")
            String filter,

            @Doc("Which page") @Default("1") @Min(1) @Max(1_000_000)
            int page,

            @Doc("Packages on a page") @Default("30") @Min(1) @Max(1000)
            int perPage) {}

    record Item(
            @Doc("namespace/name") String name,
            @Doc("When its newest revision was made") Instant modified) {}

    record Output(
            @Doc("The bucket") String bucket,
            @Doc("The packages, in order of their names") List<Item> packages,
            @Doc("The page") int page,
            @Doc("Packages on a page") int perPage,

            @Doc("How many there are altogether, if known") @Nullable
            Integer total,

            @Doc("Whether there are more after these") boolean truncated,
            @Doc("How to get the rest") @Nullable String note)
            implements Sliceable<Output> {
        static Output of(String bucket, List<Item> items, Paging paging, @Nullable Integer total, boolean more) {
            return new Output(
                    bucket,
                    items,
                    paging.page(),
                    paging.perPage(),
                    total,
                    more,
                    more ? paging.after(items.size()) : null);
        }

        @Override
        public int parts() {
            return packages.size();
        }

        @Override
        public Output first(int parts) {
            return of(bucket, packages.subList(0, parts), new Paging(page, perPage), total, true);
        }
    }

    private static final Spec<Input, Output> SPEC = new Spec<>(
            "package_list",
            "List packages by page",
            Effect.READ,
            "Lists a page of the packages in a bucket, in order of their names, with the date of each one's newest revision; "
                    + "all of them, or those whose names begin with `filter`.",
            Input.class,
            Output.class);

    private final PackageReader packages;

    PackageList(PackageReader packages) {
        this.packages = packages;
    }

    @Override
    public Spec<Input, Output> spec() {
        return SPEC;
    }

    @Override
    public Output call(Input in, Call call) {
        var bucket = bucket(in.bucket(), in.uri());
        var paging = new Paging(in.page(), in.perPage());
        var listed = packages.list(call.caller(), bucket, in.filter(), paging.offset(), in.perPage());
        var items = listed.packages().stream()
                .map(it -> new Item(it.name(), it.modified()))
                .toList();
        return Output.of(bucket, items, paging, listed.total(), listed.more());
    }

    private static String bucket(@Nullable String bucket, @Nullable String uri) {
        if (bucket != null && uri == null) {
            return Argument.parse("bucket", bucket, Names::bucket);
        } else if (bucket == null && uri != null) {
            return uri.startsWith("s3:")
                    ? Argument.parse("uri", uri, Names::bucket)
                    : Argument.parse("uri", uri, QuiltUri::parse).bucket();
        }
        throw new Failure.Invalid("Say which bucket in one way: `bucket` or `uri`.");
    }
}
