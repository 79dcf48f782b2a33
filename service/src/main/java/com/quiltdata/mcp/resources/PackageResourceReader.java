package com.quiltdata.mcp.resources;

import com.quiltdata.mcp.auth.Caller;
import com.quiltdata.mcp.catalog.Attempt;
import com.quiltdata.mcp.catalog.Attempt.FailedAttempt;
import com.quiltdata.mcp.catalog.Attempt.SuccessfulAttempt;
import com.quiltdata.mcp.catalog.Failure;
import com.quiltdata.mcp.catalog.NameSyntax;
import com.quiltdata.mcp.catalog.PackageName;
import com.quiltdata.mcp.catalog.QuiltUri;
import com.quiltdata.mcp.catalog.S3Uri;
import com.quiltdata.mcp.catalog.packages.ManifestReader;
import com.quiltdata.mcp.catalog.packages.PackageEntry;
import com.quiltdata.mcp.catalog.packages.PackageReader;
import com.quiltdata.mcp.catalog.packages.PackageView;
import com.quiltdata.mcp.catalog.packages.TopHashResolver;
import com.quiltdata.mcp.resources.ResourceTemplate.TemplateMatch;
import com.quiltdata.mcp.tool.ArgumentParser;
import com.quiltdata.mcp.tool.Call;
import com.quiltdata.mcp.tool.ResourceDirectory.Body;
import com.quiltdata.mcp.tool.ToolJson;
import java.util.Optional;

/** Reads packages by Quilt+ URI: a package or folder as JSON, or a file as the content of its object. */
record PackageResourceReader(PackageReader packages, ManifestReader manifests, ObjectBodyReader objects) {
    Optional<TemplateMatch> read(String uri, Call call) {
        if (!uri.startsWith(QuiltUri.SCHEME)) {
            return Optional.empty();
        }
        var parsed = ArgumentParser.parse("uri", uri, QuiltUri::parse);
        var pointer = parsed.hash() != null ? parsed.hash() : parsed.tag();
        var path = parsed.path() == null ? "" : parsed.path().replaceFirst("^/+", "");
        var name = new PackageName(parsed.bucket(), parsed.name());
        var revision = pointer == null
                ? "latest"
                : TopHashResolver.resolve(
                        packages, call.caller(), name, ArgumentParser.parse("uri", pointer, NameSyntax::shortRevision));
        return Optional.of(read(call.caller(), name, revision, path));
    }

    /** Looks for a file first unless the path is a folder's; the complete contents are read only for folders. */
    private TemplateMatch read(Caller caller, PackageName name, String revision, String path) {
        if (!path.isEmpty() && !path.endsWith("/")) {
            var file = packages.view(caller, name, revision, path, 0).file();
            if (file != null) {
                return file(file, caller);
            }
        }
        var view = packages.view(caller, name, revision, path, FolderListing.MAX_ENTRIES);
        var page = page(PackageDocument.of(name, view, listing(caller, name, view)));
        return new TemplateMatch(path.isEmpty() ? name.name() : path, Resource.JSON, new Body.Json(page));
    }

    /** Reads the manifest if the registry has more files than it lists; only one level if that cannot be read. */
    private FolderListing listing(Caller caller, PackageName name, PackageView view) {
        var contents = view.contents();
        if (contents != null) {
            return FolderListing.of(view.folder(), contents);
        }
        var hash = view.revision().hash();
        Attempt<FolderListing> read = Attempt.of(() ->
                manifests.with(caller, name, hash, manifest -> FolderListing.of(view.folder(), manifest.files())));
        return switch (read) {
            case SuccessfulAttempt(var listing) -> listing;
            case FailedAttempt(Failure.Throttled reason) -> throw reason;
            case FailedAttempt(var reason) -> FolderListing.level(view.children(), reason);
        };
    }

    /** Returns the page with as many entries as the maximum size allows. */
    private PackageDocument page(PackageDocument complete) {
        for (int entries = complete.parts(); ; entries /= 2) {
            var page = entries == complete.parts() ? complete : complete.first(entries);
            if (ToolJson.text(ToolJson.tree(page)).length() <= objects.maxBytes()) {
                return page;
            } else if (entries == 0) {
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
