package com.quiltdata.mcp.tools.packages.read;

import com.quiltdata.mcp.catalog.NameSyntax;
import com.quiltdata.mcp.catalog.packages.PackageReader;
import com.quiltdata.mcp.catalog.packages.PackageSummary;
import com.quiltdata.mcp.tool.AppView;
import com.quiltdata.mcp.tool.ArgumentParser;
import com.quiltdata.mcp.tool.Call;
import com.quiltdata.mcp.tool.Default;
import com.quiltdata.mcp.tool.Doc;
import com.quiltdata.mcp.tool.Effect;
import com.quiltdata.mcp.tool.Hidden;
import com.quiltdata.mcp.tool.Spec;
import com.quiltdata.mcp.tool.Tool;
import com.quiltdata.mcp.tool.Truncatable;
import jakarta.validation.constraints.Min;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Lists the names of the packages in a bucket. */
public final class PackagesList implements Tool<PackagesList.Input, PackagesList.Output> {
    private static final int MAX_NAMES = 1000;

    record Input(
            @Doc("Bucket name or s3://bucket") String registry,

            @Doc("Maximum number of names, up to 1000; 0 = 1000") @Default("0") @Min(0)
            int limit,

            @Doc("Only names with this prefix, like \"examples/\"") @Default("\"\"")
            String prefix,

            @Doc("next_offset of the previous result") @Default("0") @Min(0)
            int offset) {}

    record Output(
            @Doc("Package names, sorted") List<String> packages,
            @Doc("Number of names in this result") int count,
            @Doc("Bucket, as s3://bucket") String registry,
            @Doc("Prefix of the names") String prefixFilter,

            @Doc("Total number of packages, if known") @Nullable
            Integer total,

            @Doc("Whether more names follow") boolean truncated,

            @Doc("Send as offset to get the next names") @Nullable
            Integer nextOffset,

            @Doc("How to get the next names") @Nullable String note,
            @Doc("The request") @Hidden ListRequest request)
            implements Truncatable<Output> {
        static Output of(ListRequest request, List<String> names, @Nullable Integer total, boolean more) {
            var next = request.offset() + names.size();
            return new Output(
                    names,
                    names.size(),
                    "s3://" + request.bucket(),
                    request.prefix(),
                    total,
                    more,
                    more ? next : null,
                    more ? "More names follow: call again with offset=%d, or send a `prefix`.".formatted(next) : null,
                    request);
        }

        @Override
        public int parts() {
            return count;
        }

        @Override
        public Output first(int parts) {
            return of(request, packages.subList(0, parts), total, true);
        }
    }

    /** Bucket, prefix and offset of the call, to build a shorter result from. */
    record ListRequest(String bucket, String prefix, int offset) {}

    private static final Spec<Input, Output> SPEC = new Spec<>(
                    "packages_list",
                    "List packages",
                    Effect.READ,
                    "Lists the names of the packages in a bucket, sorted; all, or those with a prefix. Use "
                            + "package_browse to list the files of one. To find packages by topic use search_packages.",
                    Input.class,
                    Output.class)
            .shownIn(AppView.PACKAGE);

    private final PackageReader packages;

    public PackagesList(PackageReader packages) {
        this.packages = packages;
    }

    @Override
    public Spec<Input, Output> spec() {
        return SPEC;
    }

    @Override
    public Output call(Input in, Call call) {
        var bucket = ArgumentParser.parse("registry", in.registry(), NameSyntax::bucket);
        var prefix = ArgumentParser.parse("prefix", in.prefix(), NameSyntax::printable);
        var limit = in.limit() == 0 ? MAX_NAMES : Math.min(in.limit(), MAX_NAMES);
        var listed = packages.list(call.caller(), bucket, prefix, in.offset(), limit);
        var names = listed.packages().stream().map(PackageSummary::name).toList();
        return Output.of(new ListRequest(bucket, prefix, in.offset()), names, listed.total(), listed.more());
    }
}
