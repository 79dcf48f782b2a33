package com.quiltdata.mcp.resources;

import com.quiltdata.mcp.auth.Caller;
import com.quiltdata.mcp.catalog.Failure;
import com.quiltdata.mcp.catalog.NameSyntax;
import com.quiltdata.mcp.catalog.PackageName;
import com.quiltdata.mcp.catalog.QuiltUri;
import com.quiltdata.mcp.catalog.S3Uri;
import com.quiltdata.mcp.catalog.packages.PackageEntry;
import com.quiltdata.mcp.catalog.packages.PackageReader;
import com.quiltdata.mcp.catalog.packages.PackageView;
import com.quiltdata.mcp.tool.ArgumentParser;
import com.quiltdata.mcp.tool.Call;
import com.quiltdata.mcp.tool.Completer;
import com.quiltdata.mcp.tool.ResourceDirectory;
import com.quiltdata.mcp.tool.ResourceDirectory.Body;
import com.quiltdata.mcp.tool.ToolJson;
import java.util.Optional;

/** Packages by Quilt+ URI: a package or folder as JSON, or a file with the content of its object. */
record PackageTemplate(
        ResourceDirectory.TemplateEntry descriptor,
        PackageReader packages,
        ObjectBodyReader objects,
        Completer completer)
        implements ResourceTemplate {
    private static final String PACKAGE = "quilt+s3://{bucket}#package={+package}";
    private static final String SCHEME = "quilt+s3:";
    private static final String LATEST = "latest";

    static PackageTemplate latest(PackageReader packages, ObjectBodyReader objects, Completer completer) {
        var descriptor = new ResourceDirectory.TemplateEntry(
                PACKAGE,
                "Quilt Package",
                "The latest revision of a package",
                "The latest revision of a package: top hash, message, metadata and entries.",
                Resource.JSON);
        return new PackageTemplate(descriptor, packages, objects, completer);
    }

    static PackageTemplate revision(PackageReader packages, ObjectBodyReader objects, Completer completer) {
        var descriptor = new ResourceDirectory.TemplateEntry(
                PACKAGE + "@{revision}",
                "Quilt Package Revision",
                "One revision of a package",
                "One revision of a package: top hash, message, metadata, entries. revision: full top hash or latest.",
                Resource.JSON);
        return new PackageTemplate(descriptor, packages, objects, completer);
    }

    static PackageTemplate path(PackageReader packages, ObjectBodyReader objects, Completer completer) {
        var descriptor = new ResourceDirectory.TemplateEntry(
                PACKAGE + "@{revision}&path={path}",
                "Quilt Package Path",
                "A file or folder in a package",
                "The content of a file, as text or bytes, in the version that the package revision refers to; "
                        + "for a folder, the list of its entries.",
                null);
        return new PackageTemplate(descriptor, packages, objects, completer);
    }

    @Override
    public Optional<TemplateMatch> read(String uri, Call call) {
        if (!uri.startsWith(SCHEME)) {
            return Optional.empty();
        }
        var asked = ArgumentParser.parse("uri", uri, QuiltUri::parse);
        var pointer = asked.hash() != null ? asked.hash() : asked.tag();
        var revision = pointer == null ? LATEST : ArgumentParser.parse("uri", pointer, NameSyntax::revision);
        var path = asked.path() == null ? "" : asked.path().replaceFirst("^/+", "");
        var name = new PackageName(asked.bucket(), asked.name());
        return Optional.of(found(call.caller(), name, revision, path));
    }

    /** Looks for a file first unless the path is a folder's; the complete contents are read only for folders. */
    private TemplateMatch found(Caller caller, PackageName name, String revision, String path) {
        if (!path.isEmpty() && !path.endsWith("/")) {
            var file = packages.view(caller, name, revision, path, 0).file();
            if (file != null) {
                return file(file, caller);
            }
        }
        var view = packages.view(caller, name, revision, path, PackageDocument.MOST_ENTRIES);
        return new TemplateMatch(path.isEmpty() ? name.name() : path, Resource.JSON, new Body.Json(page(name, view)));
    }

    @Override
    public Completer.Suggestions suggest(Completer.Question question, Call call) {
        return completer.suggest(question, call);
    }

    /** Returns the page with as many entries as the maximum size allows. */
    private PackageDocument page(PackageName name, PackageView view) {
        var whole = PackageDocument.of(name, view, PackageDocument.MOST_ENTRIES);
        for (int most = whole.parts(); ; most /= 2) {
            var page = most == whole.parts() ? whole : whole.first(most);
            if (ToolJson.text(ToolJson.tree(page)).length() <= objects.maxBytes()) {
                return page;
            } else if (most == 0) {
                throw new Failure.TooLarge(
                        "The package's metadata exceeds the %,d bytes of a resource; use package_browse."
                                .formatted(objects.maxBytes()));
            }
        }
    }

    private TemplateMatch file(PackageEntry.File file, Caller caller) {
        var location = S3Uri.find(file.physicalKey())
                .orElseThrow(() -> new Failure.NotFound(
                        "The file is not in S3 and cannot be read; package_browse returns its physical key."));
        return objects.read(caller, location, file.path());
    }
}
