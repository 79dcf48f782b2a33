package com.quiltdata.mcp.tools.packages;

import com.quiltdata.mcp.catalog.CatalogInfoReader;
import com.quiltdata.mcp.catalog.ObjectLocation;
import com.quiltdata.mcp.catalog.PackageName;
import com.quiltdata.mcp.catalog.S3Uri;
import com.quiltdata.mcp.catalog.packages.Manifest;
import com.quiltdata.mcp.catalog.packages.NewEntry;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Helpers of the tools that draft revisions. */
public final class RevisionDrafts {
    private RevisionDrafts() {}

    /** The physical keys of the files that are S3 objects. */
    public static Set<String> places(List<PackageFileInput> files) {
        return files.stream()
                .flatMap(it -> it instanceof PackageFileInput.S3ObjectInput there
                        ? Stream.of(S3Uri.print(there.at()))
                        : Stream.empty())
                .collect(Collectors.toUnmodifiableSet());
    }

    /**
     * Sets files in a revision under construction, and returns the uploads to write first.
     *
     * @param folder the key prefix of the uploads in the bucket; ends in a slash
     */
    public static List<RevisionDraft.Upload> set(
            ManifestBuilder assembly, List<PackageFileInput> files, PackageName name, String folder) {
        var uploads = new ArrayList<RevisionDraft.Upload>();
        for (var file : files) {
            switch (file) {
                case PackageFileInput.S3ObjectInput there -> assembly.set(there.entry());
                case PackageFileInput.InlineInput inline -> {
                    var upload = inline.upload();
                    var place = S3Uri.print(new ObjectLocation(name.bucket(), folder + inline.key(), null));
                    assembly.set(
                            new NewEntry(inline.key(), place, (long) upload.content().length, null, inline.meta()));
                    uploads.add(upload);
                }
            }
        }
        return uploads;
    }

    /** The folder in which the catalog puts uploads to a package; empty if no file is inline. */
    public static String folder(CatalogInfoReader info, List<PackageFileInput> files, PackageName name) {
        if (files.stream().noneMatch(PackageFileInput.InlineInput.class::isInstance)) {
            return "";
        }
        var root = info.info().packageRoot();
        var prefix = root == null || root.isBlank() ? "" : root.replaceAll("^/+|/+$", "") + "/";
        return prefix + name.name() + "/";
    }

    /** {@code over} merged over {@code base}, key by key; null removes a key. Null if the result is empty. */
    public static @Nullable Map<String, Object> merged(
            @Nullable Map<String, Object> base, @Nullable Map<String, Object> over) {
        if (over == null) {
            return base;
        }
        var merged = new LinkedHashMap<String, Object>(base == null ? Map.of() : base);
        over.forEach((key, value) -> {
            if (value == null) {
                merged.remove(key);
            } else {
                merged.put(key, value);
            }
        });
        return merged.isEmpty() ? null : merged;
    }

    /** The requested workflow, or else the one of the base revision. */
    public static @Nullable String workflow(@Nullable String asked, @Nullable Manifest base) {
        return asked != null || base == null ? asked : base.workflow();
    }
}
