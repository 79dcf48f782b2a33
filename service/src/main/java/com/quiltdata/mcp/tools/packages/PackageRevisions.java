package com.quiltdata.mcp.tools.packages;

import com.quiltdata.mcp.catalog.PackageName;
import com.quiltdata.mcp.catalog.PackageReader;
import com.quiltdata.mcp.catalog.Revision;
import com.quiltdata.mcp.tool.Alias;
import com.quiltdata.mcp.tool.Call;
import com.quiltdata.mcp.tool.Default;
import com.quiltdata.mcp.tool.Doc;
import com.quiltdata.mcp.tool.Effect;
import com.quiltdata.mcp.tool.Sliceable;
import com.quiltdata.mcp.tool.Spec;
import com.quiltdata.mcp.tool.Tool;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The history of a package. */
final class PackageRevisions implements Tool<PackageRevisions.Input, PackageRevisions.Output> {
    record Input(
            @Doc("Bucket of the package: its name or s3://bucket") @Nullable @Alias("registry")
            String bucket,

            @Doc("namespace/name") @Nullable @Alias("package_name")
            String name,

            @Doc("Quilt+ URI, instead of bucket and name") @Nullable
            String uri,

            @Doc("Which page, the newest first") @Default("1") @Min(1) @Max(1_000_000)
            int page,

            @Doc("Revisions on a page") @Default("10") @Min(1) @Max(100)
            int perPage) {}

    record Item(
            @Doc("Top hash") String revision,
            @Doc("When it was made") Instant modified,
            @Doc("Its message") @Nullable String message,
            @Doc("How many files it has") @Nullable Integer totalEntries,
            @Doc("Bytes of all") @Nullable Long totalBytes) {
        static Item of(Revision revision) {
            return new Item(
                    revision.hash(),
                    revision.modified(),
                    revision.message(),
                    revision.totalEntries(),
                    revision.totalBytes());
        }
    }

    record Output(
            @Doc("The package") String packageName,
            @Doc("Its bucket") String registry,
            @Doc("The revisions, newest first") List<Item> revisions,
            @Doc("The page") int page,
            @Doc("Revisions on a page") int perPage,
            @Doc("How many there are altogether") int total,
            @Doc("Whether there are older ones") boolean truncated,
            @Doc("How to get them") @Nullable String note)
            implements Sliceable<Output> {
        static Output of(PackageName name, List<Item> items, Paging paging, int total) {
            var more = paging.offset() + items.size() < total;
            return new Output(
                    name.name(),
                    "s3://" + name.bucket(),
                    items,
                    paging.page(),
                    paging.perPage(),
                    total,
                    more,
                    !more
                            ? null
                            : items.isEmpty()
                                    ? "There is no such page; total tells how many there are."
                                    : paging.after(items.size()));
        }

        @Override
        public int parts() {
            return revisions.size();
        }

        @Override
        public Output first(int parts) {
            return new Output(
                    packageName,
                    registry,
                    revisions.subList(0, parts),
                    page,
                    perPage,
                    total,
                    true,
                    new Paging(page, perPage).after(parts));
        }
    }

    private static final Spec<Input, Output> SPEC = new Spec<>(
            "package_revisions",
            "List revisions",
            Effect.READ,
            "Lists the revisions of a package, newest first: top hash, date, message, number of files, bytes. Use it to find "
                    + "what to give as `revision`; package_diff compares two of them.",
            Input.class,
            Output.class);

    private final PackageReader packages;

    PackageRevisions(PackageReader packages) {
        this.packages = packages;
    }

    @Override
    public Spec<Input, Output> spec() {
        return SPEC;
    }

    @Override
    public Output call(Input in, Call call) {
        var target = Target.Spelling.PLATFORM.target(in.uri(), in.bucket(), in.name(), "latest", "");
        var listed = packages.revisions(call.caller(), target.name(), in.page(), in.perPage());
        var items = listed.newest().stream().map(Item::of).toList();
        return Output.of(target.name(), items, new Paging(in.page(), in.perPage()), listed.total());
    }
}
