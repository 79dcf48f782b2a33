package com.quiltdata.mcp.tools.packages;

import com.quiltdata.mcp.catalog.Names;
import com.quiltdata.mcp.catalog.PackageReader;
import com.quiltdata.mcp.catalog.PackageSummary;
import com.quiltdata.mcp.tool.Alias;
import com.quiltdata.mcp.tool.Argument;
import com.quiltdata.mcp.tool.Call;
import com.quiltdata.mcp.tool.Default;
import com.quiltdata.mcp.tool.Doc;
import com.quiltdata.mcp.tool.Effect;
import com.quiltdata.mcp.tool.Hidden;
import com.quiltdata.mcp.tool.Sliceable;
import com.quiltdata.mcp.tool.Spec;
import com.quiltdata.mcp.tool.Tool;
import jakarta.validation.constraints.Min;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The names of a bucket's packages. */
final class PackagesList implements Tool<PackagesList.Input, PackagesList.Output> {
    private static final int MOST = 1000;

    record Input(
            @Doc("Bucket: its name or s3://bucket") @Alias("bucket")
            String registry,

            @Doc("Most names; 0 for as many as an answer holds") @Default("0") @Min(0)
            int limit,

            @Doc("Only names that begin with this") @Default("\"\"")
            String prefix,

            @Doc("next_offset of the answer before, to go on") @Default("0") @Min(0)
            int offset) {}

    record Output(
            @Doc("The names, in order") List<String> packages,
            @Doc("How many names this answer holds") int count,
            @Doc("The bucket") String registry,
            @Doc("The prefix") String prefixFilter,

            @Doc("How many there are altogether, if known") @Nullable
            Integer total,

            @Doc("Whether there are more") boolean truncated,
            @Doc("Send as offset for the rest") @Nullable Integer nextOffset,
            @Doc("How to get the rest") @Nullable String note,
            @Doc("What was asked for") @Hidden Asked asked)
            implements Sliceable<Output> {
        static Output of(Asked asked, List<String> names, @Nullable Integer total, boolean more) {
            var next = asked.offset() + names.size();
            return new Output(
                    names,
                    names.size(),
                    "s3://" + asked.bucket(),
                    asked.prefix(),
                    total,
                    more,
                    more ? next : null,
                    more ? "There are more: call again with offset=%d, or narrow with `prefix`.".formatted(next) : null,
                    asked);
        }

        @Override
        public int parts() {
            return count;
        }

        @Override
        public Output first(int parts) {
            return of(asked, packages.subList(0, parts), total, true);
        }
    }

    /** What was asked for. */
    record Asked(String bucket, String prefix, int offset) {}

    private static final Spec<Input, Output> SPEC = new Spec<>(
            "packages_list",
            "List packages",
            Effect.READ,
            "Lists the names of the packages in a bucket, in order, all of them or those that begin with a prefix such as a "
                    + "namespace. Use it to see what there is; package_browse tells what one holds.",
            Input.class,
            Output.class);

    private final PackageReader packages;

    PackagesList(PackageReader packages) {
        this.packages = packages;
    }

    @Override
    public Spec<Input, Output> spec() {
        return SPEC;
    }

    @Override
    public Output call(Input in, Call call) {
        var bucket = Argument.parse("registry", in.registry(), Names::bucket);
        var prefix = Argument.parse("prefix", in.prefix(), Names::printable);
        var most = in.limit() == 0 ? MOST : Math.min(in.limit(), MOST);
        var listed = packages.list(call.caller(), bucket, prefix, in.offset(), most);
        var names = listed.packages().stream().map(PackageSummary::name).toList();
        return Output.of(new Asked(bucket, prefix, in.offset()), names, listed.total(), listed.more());
    }
}
