package com.quiltdata.mcp.resources;

import com.quiltdata.mcp.auth.Caller;
import com.quiltdata.mcp.catalog.Names;
import com.quiltdata.mcp.catalog.PackageEntry;
import com.quiltdata.mcp.catalog.PackageName;
import com.quiltdata.mcp.catalog.PackageReader;
import com.quiltdata.mcp.catalog.PackageView;
import com.quiltdata.mcp.catalog.QuiltUri;
import com.quiltdata.mcp.catalog.S3Uri;
import com.quiltdata.mcp.tool.Argument;
import com.quiltdata.mcp.tool.Call;
import com.quiltdata.mcp.tool.Completer;
import com.quiltdata.mcp.tool.Failure;
import com.quiltdata.mcp.tool.Json;
import com.quiltdata.mcp.tool.ResourceDirectory;
import com.quiltdata.mcp.tool.ResourceDirectory.Body;
import java.util.Optional;

/** Packages by Quilt+ URI: the package, a folder in it, or a file, which is read as the object that it is. */
record PackageTemplate(
        ResourceDirectory.TemplateEntry descriptor, PackageReader packages, ObjectContents objects, Completer completer)
        implements Template {
    private static final String PACKAGE = "quilt+s3://{bucket}#package={+package}";
    private static final String SCHEME = "quilt+s3:";
    private static final String LATEST = "latest";

    static PackageTemplate latest(PackageReader packages, ObjectContents objects, Completer completer) {
        var descriptor = new ResourceDirectory.TemplateEntry(
                PACKAGE,
                "Quilt Package",
                "The latest revision of a package",
                "What the latest revision of a package holds: its top hash, message, metadata and entries.",
                Resource.JSON);
        return new PackageTemplate(descriptor, packages, objects, completer);
    }

    static PackageTemplate revision(PackageReader packages, ObjectContents objects, Completer completer) {
        var descriptor = new ResourceDirectory.TemplateEntry(
                PACKAGE + "@{revision}",
                "Quilt Package Revision",
                "One revision of a package",
                "What one revision of a package holds; the revision is a full top hash, or latest.",
                Resource.JSON);
        return new PackageTemplate(descriptor, packages, objects, completer);
    }

    static PackageTemplate path(PackageReader packages, ObjectContents objects, Completer completer) {
        var descriptor = new ResourceDirectory.TemplateEntry(
                PACKAGE + "@{revision}&path={path}",
                "Quilt Package Path",
                "A file or folder in a package",
                "A file in a revision of a package, at the version that the revision names, as text or bytes; a folder reads "
                        + "as the list of its entries.",
                null);
        return new PackageTemplate(descriptor, packages, objects, completer);
    }

    @Override
    public Optional<Found> read(String uri, Call call) {
        if (!uri.startsWith(SCHEME)) {
            return Optional.empty();
        }
        var asked = Argument.parse("uri", uri, QuiltUri::parse);
        var pointer = asked.hash() != null ? asked.hash() : asked.tag();
        var revision = pointer == null ? LATEST : Argument.parse("uri", pointer, Names::revision);
        var path = asked.path() == null ? "" : asked.path().replaceFirst("^/+", "");
        var name = new PackageName(asked.bucket(), asked.name());
        return Optional.of(found(call.caller(), name, revision, path));
    }

    /** Asks for a file alone first, where the path may be one: all contents are for folders. */
    private Found found(Caller caller, PackageName name, String revision, String path) {
        if (!path.isEmpty() && !path.endsWith("/")) {
            var file = packages.view(caller, name, revision, path, 0).file();
            if (file != null) {
                return file(file, caller);
            }
        }
        var view = packages.view(caller, name, revision, path, PackagePage.MOST_ENTRIES);
        return new Found(path.isEmpty() ? name.name() : path, Resource.JSON, new Body.Json(page(name, view)));
    }

    @Override
    public Completer.Suggestions suggest(Completer.Question question, Call call) {
        return completer.suggest(question, call);
    }

    /** With as many entries as the cap allows. */
    private PackagePage page(PackageName name, PackageView view) {
        var whole = PackagePage.of(name, view, PackagePage.MOST_ENTRIES);
        for (int most = whole.parts(); ; most /= 2) {
            var page = most == whole.parts() ? whole : whole.first(most);
            if (Json.text(Json.tree(page)).length() <= objects.maxBytes()) {
                return page;
            } else if (most == 0) {
                throw new Failure.TooLarge(
                        "What the package says of itself is more than the %,d bytes that this server reads as a resource; use package_browse."
                                .formatted(objects.maxBytes()));
            }
        }
    }

    private Found file(PackageEntry.File file, Caller caller) {
        var location = S3Uri.find(file.physicalKey())
                .orElseThrow(
                        () -> new Failure.NotFound(
                                "The file lies outside S3, where this server does not read; package_browse tells its physical key."));
        return objects.read(caller, location, file.path());
    }
}
