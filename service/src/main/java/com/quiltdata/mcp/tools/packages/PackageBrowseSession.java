package com.quiltdata.mcp.tools.packages;

import com.quiltdata.mcp.catalog.BrowsingSessions;
import com.quiltdata.mcp.catalog.CatalogInfoReader;
import com.quiltdata.mcp.catalog.CatalogSite;
import com.quiltdata.mcp.catalog.PackageReader;
import com.quiltdata.mcp.tool.Alias;
import com.quiltdata.mcp.tool.Call;
import com.quiltdata.mcp.tool.Default;
import com.quiltdata.mcp.tool.Doc;
import com.quiltdata.mcp.tool.Effect;
import com.quiltdata.mcp.tool.Failure;
import com.quiltdata.mcp.tool.Spec;
import com.quiltdata.mcp.tool.Tool;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** An address at which a browser opens an HTML file of a package together with the files it refers to. */
final class PackageBrowseSession implements Tool<PackageBrowseSession.Input, PackageBrowseSession.Output> {
    record Input(
            @Doc("Bucket of the package: its name or s3://bucket") @Nullable @Alias("registry")
            String bucket,

            @Doc("namespace/name") @Nullable @Alias("package_name")
            String name,

            @Doc("Key of the HTML file in the package") @Default("\"\"")
            String path,

            @Doc("latest, or a top hash") @Default("\"latest\"")
            String revision,

            @Doc("Quilt+ URI with a path, instead of all these") @Nullable
            String uri) {}

    record Output(
            @Doc("Address of the file, for a browser that is signed in to the catalog")
            String url,

            @Doc("When it ends") Instant expiresAt,
            @Doc("The file") String logicalKey,
            @Doc("The revision that is browsed") String revision,
            @Doc("What the browser needs") String note) {}

    private static final Spec<Input, Output> SPEC = new Spec<>(
            "package_browse_session",
            "Open a page of a package",
            Effect.READ,
            "Opens a browsing session over one revision of a package, so that a person's browser can show an HTML file of it "
                    + "(a report, a notebook) with the scripts, styles and images beside it. It lasts a few minutes; the "
                    + "browser must be signed in to the catalog. For other files use package_entry_link.",
            Input.class,
            Output.class);

    /** Where sessions are opened and seen. */
    record Desk(BrowsingSessions sessions, CatalogInfoReader info, CatalogSite site, Duration lifetime) {}

    private final PackageReader packages;
    private final Desk desk;

    PackageBrowseSession(PackageReader packages, Desk desk) {
        this.packages = packages;
        this.desk = desk;
    }

    @Override
    public Spec<Input, Output> spec() {
        return SPEC;
    }

    @Override
    public Output call(Input in, Call call) {
        var target = Target.Spelling.PLATFORM.target(in.uri(), in.bucket(), in.name(), in.revision(), in.path());
        var found = FileAt.of(target.resolved(packages, call), packages, call).target();
        var proxy = desk.info().info().s3Proxy();
        if (proxy == null || proxy.isBlank()) {
            throw new Failure.NotFound(
                    "This catalog names no S3 proxy, so there are no browsing sessions; use package_entry_link.");
        }
        var session = desk.sessions().open(call.caller(), found.name(), found.revision(), desk.lifetime());
        return new Output(
                CatalogSite.browsed(proxy, session.id(), found.path()),
                session.expires(),
                found.path(),
                found.revision(),
                "Open it in a browser in which %s is open and signed in: the address alone opens nothing."
                        .formatted(desk.site().base()));
    }
}
