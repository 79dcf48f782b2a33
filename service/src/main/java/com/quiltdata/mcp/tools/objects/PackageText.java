package com.quiltdata.mcp.tools.objects;

import com.quiltdata.mcp.catalog.PackageName;
import com.quiltdata.mcp.catalog.QuiltUri;
import com.quiltdata.mcp.catalog.packages.PackageEntry;
import com.quiltdata.mcp.catalog.packages.PackageView;
import com.quiltdata.mcp.tool.ToolJson;
import com.quiltdata.mcp.tools.FileProperties;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Describes a package, or a folder of it, in a text: message, metadata and files. */
final class PackageText {
    private PackageText() {}

    static FetchedDocument.Source describe(String id, String url, PackageName name, PackageView view) {
        var revision = view.revision();
        var text = new StringBuilder("Package %s in bucket %s, revision %s of %s.\n"
                .formatted(name.name(), name.bucket(), revision.hash(), revision.modified()));
        line(text, "Message", revision.message());
        line(text, "Workflow", revision.workflow());
        line(text, "Metadata", revision.userMeta() == null ? null : ToolJson.text(ToolJson.tree(revision.userMeta())));
        text.append(files(view));
        var uri = new QuiltUri(name.bucket(), name.name(), revision.hash(), null, null, null).print();
        text.append("\nTo read a file, fetch %s&path= followed by its percent-encoded path.".formatted(uri));
        var metadata = new LinkedHashMap<String, Object>();
        metadata.put("bucket", name.bucket());
        metadata.put("package", name.name());
        metadata.put("top_hash", revision.hash());
        FetchedDocument.put(metadata, "modified", revision.modified());
        if (view.path().isEmpty()) {
            FetchedDocument.put(metadata, "files", revision.totalEntries());
            FetchedDocument.put(metadata, "size", revision.totalBytes());
        }
        var title = view.path().isEmpty()
                ? "Package %s in bucket %s".formatted(name.name(), name.bucket())
                : "Folder %s of package %s in bucket %s".formatted(view.folder(), name.name(), name.bucket());
        return new FetchedDocument.Source(id, title, text.toString(), url, metadata, null);
    }

    private static void line(StringBuilder text, String name, @Nullable String value) {
        if (value != null) {
            text.append("%s: %s\n".formatted(name, value));
        }
    }

    private static String files(PackageView view) {
        var contents = view.contents();
        if (contents == null) {
            return "The package has too many files to list; files and folders at %s:\n%s"
                    .formatted(view.path().isEmpty() ? "its top" : view.folder(), lines(view.children()));
        }
        var files = contents.stream()
                .filter(file -> file.path().startsWith(view.folder()))
                .toList();
        return "%,d files%s:\n%s"
                .formatted(files.size(), view.path().isEmpty() ? "" : " below " + view.folder(), lines(files));
    }

    private static String lines(List<? extends PackageEntry> entries) {
        return entries.stream()
                .map(entry -> {
                    var size = FileProperties.human(
                            switch (entry) {
                                case PackageEntry.File file -> Long.valueOf(file.size());
                                case PackageEntry.Folder folder -> folder.size();
                            });
                    return size == null ? entry.path() : "%s (%s)".formatted(entry.path(), size);
                })
                .collect(Collectors.joining("\n"));
    }
}
