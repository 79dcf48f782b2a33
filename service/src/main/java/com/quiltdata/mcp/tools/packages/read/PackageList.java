package com.quiltdata.mcp.tools.packages.read;

import com.quiltdata.mcp.catalog.Failure;
import com.quiltdata.mcp.catalog.NameSyntax;
import com.quiltdata.mcp.catalog.QuiltUri;
import com.quiltdata.mcp.catalog.packages.PackageReader;
import com.quiltdata.mcp.tool.AppView;
import com.quiltdata.mcp.tool.ArgumentParser;
import com.quiltdata.mcp.tool.Call;
import com.quiltdata.mcp.tool.Default;
import com.quiltdata.mcp.tool.Doc;
import com.quiltdata.mcp.tool.Effect;
import com.quiltdata.mcp.tool.Spec;
import com.quiltdata.mcp.tool.Tool;
import com.quiltdata.mcp.tool.Truncatable;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Lists the packages of a bucket, page by page. */
public final class PackageList implements Tool<PackageList.Input, PackageList.Output> {
    record Input(
            @Doc("Bucket: name or s3://bucket") @Nullable String bucket,

            @Doc("Quilt+ URI or s3://bucket; replaces bucket") @Nullable
            String uri,

            @Doc("Only names with this prefix, like \"examples/\"") @Default("\"\"")
            String filter,

            @Doc("Page number, from 1") @Default("1") @Min(1) @Max(1_000_000)
            int page,

            @Doc("Packages per page") @Default("30") @Min(1) @Max(1000)
            int perPage) {}

    record Item(
            @Doc("Package name, namespace/name") String name,
            @Doc("When its newest revision was created") Instant modified) {}

    record Output(
            @Doc("Bucket name") String bucket,
            @Doc("Packages, sorted by name") List<Item> packages,
            @Doc("Page number") int page,
            @Doc("Packages per page") int perPage,

            @Doc("Total number of packages, if known") @Nullable
            Integer total,

            @Doc("Whether more packages follow") boolean truncated,
            @Doc("How to get the next page") @Nullable String note)
            implements Truncatable<Output> {
        static Output of(String bucket, List<Item> items, PageRequest paging, @Nullable Integer total, boolean more) {
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
            return of(bucket, packages.subList(0, parts), new PageRequest(page, perPage), total, true);
        }
    }

    private static final Spec<Input, Output> SPEC = new Spec<>(
                    "package_list",
                    "List packages by page",
                    Effect.READ,
                    "Lists a bucket's packages by page, sorted by name, with the date of each one's newest revision. "
                            + "Use packages_list for up to 1,000 names without dates.",
                    Input.class,
                    Output.class)
            .shownIn(AppView.PACKAGE);

    private final PackageReader packages;

    public PackageList(PackageReader packages) {
        this.packages = packages;
    }

    @Override
    public Spec<Input, Output> spec() {
        return SPEC;
    }

    @Override
    public Output call(Input in, Call call) {
        var bucket = bucket(in.bucket(), in.uri());
        var paging = new PageRequest(in.page(), in.perPage());
        var listed = packages.list(call.caller(), bucket, in.filter(), paging.offset(), in.perPage());
        var items = listed.packages().stream()
                .map(it -> new Item(it.name(), it.modified()))
                .toList();
        return Output.of(bucket, items, paging, listed.total(), listed.more());
    }

    private static String bucket(@Nullable String bucket, @Nullable String uri) {
        if (bucket != null && uri == null) {
            return ArgumentParser.parse("bucket", bucket, NameSyntax::bucket);
        } else if (bucket == null && uri != null) {
            return uri.startsWith("s3:")
                    ? ArgumentParser.parse("uri", uri, NameSyntax::bucket)
                    : ArgumentParser.parse("uri", uri, QuiltUri::parse).bucket();
        }
        throw new Failure.Invalid("Name the bucket with exactly one of `bucket` and `uri`.");
    }
}
