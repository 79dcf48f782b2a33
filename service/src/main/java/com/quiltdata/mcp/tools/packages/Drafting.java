package com.quiltdata.mcp.tools.packages;

import com.quiltdata.mcp.catalog.CatalogInfoReader;
import com.quiltdata.mcp.catalog.Manifest;
import com.quiltdata.mcp.catalog.NewEntry;
import com.quiltdata.mcp.catalog.ObjectLocation;
import com.quiltdata.mcp.catalog.PackageName;
import com.quiltdata.mcp.catalog.S3Uri;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What tools that draft revisions have in common. */
final class Drafting {
    private Drafting() {}

    /** The physical keys among what is given. */
    static Set<String> places(List<Given> files) {
        return files.stream()
                .flatMap(it -> it instanceof Given.There there ? Stream.of(S3Uri.print(there.at())) : Stream.empty())
                .collect(Collectors.toUnmodifiableSet());
    }

    /**
     * Sets the files; what has to be put first is the answer.
     *
     * @param folder where in the bucket it is to be put: ends in a slash
     */
    static List<Draft.Upload> set(Assembly assembly, List<Given> files, PackageName name, String folder) {
        var uploads = new ArrayList<Draft.Upload>();
        for (var file : files) {
            switch (file) {
                case Given.There there -> assembly.set(there.entry());
                case Given.Inline inline -> {
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

    /** Where the catalog itself puts what is uploaded to a package; asked only where something is. */
    static String folder(CatalogInfoReader info, List<Given> files, PackageName name) {
        if (files.stream().noneMatch(Given.Inline.class::isInstance)) {
            return "";
        }
        var root = info.info().packageRoot();
        var prefix = root == null || root.isBlank() ? "" : root.replaceAll("^/+|/+$", "") + "/";
        return prefix + name.name() + "/";
    }

    /** One laid over the other, key by key; null takes a key away. Null when nothing is left of either. */
    static @Nullable Map<String, Object> merged(
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

    /** The workflow that was asked for, or else the one of the revision before. */
    static @Nullable String workflow(@Nullable String asked, @Nullable Manifest base) {
        return asked != null || base == null ? asked : base.workflow();
    }
}
