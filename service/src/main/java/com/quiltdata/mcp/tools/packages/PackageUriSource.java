package com.quiltdata.mcp.tools.packages;

import com.quiltdata.mcp.catalog.BucketLimit;
import com.quiltdata.mcp.catalog.Failure;
import com.quiltdata.mcp.catalog.packages.PackageEntry;
import com.quiltdata.mcp.tools.PackageRef;
import com.quiltdata.mcp.tools.PackageRef.ArgumentNames;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import org.jspecify.annotations.Nullable;

/**
 * A file or folder of a package, named by its Quilt+ URI.
 *
 * @param at the place in the arguments, for failures
 * @param key the logical key of the file, or the folder into which the files of a folder go
 * @param meta metadata that replaces the file's own; null to keep that
 */
record PackageUriSource(
        String at, String key, PackageRef source, @Nullable Map<String, Object> meta) implements FileSource {

    static PackageUriSource of(String at, String key, String uri, @Nullable Map<String, Object> meta) {
        var names = new ArgumentNames("bucket", "name", "revision", at + ".uri");
        var source = names.target(uri, null, null, "latest", "");
        BucketLimit.require(source.name().bucket());
        if (source.path().isEmpty()) {
            throw new Failure.Invalid(
                    "`%s.uri`: it names a whole package. Add the path of a file or folder, like \"&path=data/a.csv\"."
                            .formatted(at));
        }
        return new PackageUriSource(at, key, source, meta);
    }

    /** The package and revision, as the caller sent them. */
    PackageRef revision() {
        return new PackageRef(source.name(), source.revision(), "");
    }

    /**
     * Returns the file at the path, or else all files below it as a folder.
     *
     * @param entries the files of the revision, by logical key
     */
    List<PackageFileInput.PackageEntryInput> files(NavigableMap<String, PackageEntry.File> entries) {
        var file = entries.get(source.path());
        if (file != null) {
            return List.of(new PackageFileInput.PackageEntryInput(key, file, meta));
        }
        var folder = source.path().replaceFirst("/+$", "") + "/";
        var below = entries.tailMap(folder).values().stream()
                .takeWhile(it -> it.path().startsWith(folder))
                .toList();
        if (below.isEmpty()) {
            throw new Failure.NotFound(
                    "`%s.uri`: the revision has no file or folder `%s`; package_browse lists its keys."
                            .formatted(at, NameFormatter.shortened(source.path())));
        } else if (meta != null) {
            throw new Failure.Invalid(
                    "`%s.meta`: the URI names a folder, and `meta` is for one file. Leave it out to keep the files' own."
                            .formatted(at));
        }
        return below.stream()
                .map(it -> new PackageFileInput.PackageEntryInput(
                        key + "/" + it.path().substring(folder.length()), it, null))
                .toList();
    }
}
