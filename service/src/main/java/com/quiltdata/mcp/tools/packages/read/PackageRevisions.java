package com.quiltdata.mcp.tools.packages.read;

import com.quiltdata.mcp.catalog.PackageName;
import com.quiltdata.mcp.catalog.packages.PackageReader;
import com.quiltdata.mcp.catalog.packages.Revision;
import com.quiltdata.mcp.tool.AppView;
import com.quiltdata.mcp.tool.Call;
import com.quiltdata.mcp.tool.Default;
import com.quiltdata.mcp.tool.Doc;
import com.quiltdata.mcp.tool.Effect;
import com.quiltdata.mcp.tool.Spec;
import com.quiltdata.mcp.tool.Tool;
import com.quiltdata.mcp.tool.Truncatable;
import com.quiltdata.mcp.tools.PackageRef;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Lists the revisions of a package, newest first. */
public final class PackageRevisions implements Tool<PackageRevisions.Input, PackageRevisions.Output> {
    record Input(
            @Doc("Bucket name or s3://bucket") @Nullable String bucket,

            @Doc("Package, like \"examples/hurdat\"") @Nullable
            String name,

            @Doc("Quilt+ URI, like \"quilt+s3://bucket#package=examples/hurdat\"; replaces bucket and name") @Nullable
            String uri,

            @Doc("Page number, from 1") @Default("1") @Min(1) @Max(1_000_000)
            int page,

            @Doc("Revisions per page") @Default("10") @Min(1) @Max(100)
            int perPage) {}

    record Item(
            @Doc("Top hash") String revision,
            @Doc("Creation time") Instant modified,
            @Doc("Commit message") @Nullable String message,
            @Doc("Number of files") @Nullable Integer totalEntries,
            @Doc("Total size in bytes") @Nullable Long totalBytes) {
        static Item of(PackageName name, Revision revision) {
            return new Item(
                    revision.hash(),
                    revision.modified(),
                    CommitMessage.of(name, revision),
                    revision.totalEntries(),
                    revision.totalBytes());
        }
    }

    record Output(
            @Doc("Package name, namespace/name") String packageName,
            @Doc("Bucket, as s3://bucket") String registry,
            @Doc("Revisions, newest first") List<Item> revisions,
            @Doc("Page number") int page,
            @Doc("Revisions per page") int perPage,
            @Doc("Total number of revisions") int total,
            @Doc("Whether older revisions follow") boolean truncated,
            @Doc("How to get the next page") @Nullable String note)
            implements Truncatable<Output> {
        static Output of(PackageName name, List<Item> items, PageRequest paging, int total) {
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
                                    ? "This page does not exist; `total` is the number of revisions."
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
                    new PageRequest(page, perPage).after(parts));
        }
    }

    private static final Spec<Input, Output> SPEC = new Spec<>(
                    "package_revisions",
                    "List revisions",
                    Effect.READ,
                    "Lists the revisions of a package, newest first: top hash, date, message, number of files, bytes. Use it to find a "
                            + "value for `revision`; use package_diff to compare two revisions.",
                    Input.class,
                    Output.class)
            .shownIn(AppView.TABLE);

    private final PackageReader packages;

    public PackageRevisions(PackageReader packages) {
        this.packages = packages;
    }

    @Override
    public Spec<Input, Output> spec() {
        return SPEC;
    }

    @Override
    public Output call(Input in, Call call) {
        var target = PackageRef.ArgumentNames.PLATFORM.target(in.uri(), in.bucket(), in.name(), "latest", "");
        var listed = packages.measuredRevisions(call.caller(), target.name(), in.page(), in.perPage());
        var items =
                listed.newest().stream().map(it -> Item.of(target.name(), it)).toList();
        return Output.of(target.name(), items, new PageRequest(in.page(), in.perPage()), listed.total());
    }
}
