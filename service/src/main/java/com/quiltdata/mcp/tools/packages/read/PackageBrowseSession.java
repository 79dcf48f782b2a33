package com.quiltdata.mcp.tools.packages.read;

import com.quiltdata.mcp.catalog.CatalogInfoReader;
import com.quiltdata.mcp.catalog.CatalogSite;
import com.quiltdata.mcp.catalog.Failure;
import com.quiltdata.mcp.catalog.packages.BrowsingSessions;
import com.quiltdata.mcp.catalog.packages.PackageReader;
import com.quiltdata.mcp.tool.Call;
import com.quiltdata.mcp.tool.Default;
import com.quiltdata.mcp.tool.Doc;
import com.quiltdata.mcp.tool.Effect;
import com.quiltdata.mcp.tool.Spec;
import com.quiltdata.mcp.tool.Tool;
import com.quiltdata.mcp.tools.PackageFile;
import com.quiltdata.mcp.tools.PackageRef;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Opens a browsing session, in which a browser shows an HTML file of a package and the files it refers to. */
public final class PackageBrowseSession implements Tool<PackageBrowseSession.Input, PackageBrowseSession.Output> {
    record Input(
            @Doc("Bucket name or s3://bucket") @Nullable String bucket,

            @Doc("Package, like \"examples/hurdat\"") @Nullable
            String name,

            @Doc("Logical key of the HTML file, like \"report/index.html\"") @Default("\"\"")
            String path,

            @Doc("\"latest\" or a top hash") @Default("\"latest\"")
            String revision,

            @Doc("Quilt+ URI with a path; replaces the other arguments") @Nullable
            String uri) {}

    record Output(
            @Doc("URL of the file, for a browser that is signed in to the catalog")
            String url,

            @Doc("When the session expires") Instant expiresAt,
            @Doc("Logical key of the file") String logicalKey,
            @Doc("Top hash of the revision") String revision,
            @Doc("How to open the URL") String note) {}

    private static final Spec<Input, Output> SPEC = new Spec<>(
            "package_browse_session",
            "Open a page of a package",
            Effect.READ,
            "Opens a browsing session for one revision of a package and returns a URL at which a browser shows an HTML file of it "
                    + "(a report, a notebook) with its scripts, styles and images. It lasts a few minutes; the browser must "
                    + "be signed in to the catalog. Use object_read to read the file yourself.",
            Input.class,
            Output.class);

    /** What opens browsing sessions and builds their URLs. */
    public record SessionServices(
            BrowsingSessions sessions, CatalogInfoReader info, CatalogSite site, Duration lifetime) {}

    private final PackageReader packages;
    private final SessionServices services;

    public PackageBrowseSession(PackageReader packages, SessionServices services) {
        this.packages = packages;
        this.services = services;
    }

    @Override
    public Spec<Input, Output> spec() {
        return SPEC;
    }

    @Override
    public Output call(Input in, Call call) {
        var target =
                PackageRef.ArgumentNames.PLATFORM.target(in.uri(), in.bucket(), in.name(), in.revision(), in.path());
        var file =
                PackageFile.of(target.resolved(packages, call), packages, call).target();
        var proxy = services.info().info().s3Proxy();
        if (proxy == null || proxy.isBlank()) {
            throw new Failure.NotFound(
                    "This catalog has no S3 proxy, so browsing sessions are not available; use package_entry_link.");
        }
        var session = services.sessions().open(call.caller(), file.name(), file.revision(), services.lifetime());
        return new Output(
                CatalogSite.browsed(proxy, session.id(), file.path()),
                session.expires(),
                file.path(),
                file.revision(),
                "Open the URL in a browser in which %s is open and signed in; it does not work without that session."
                        .formatted(services.site().base()));
    }
}
