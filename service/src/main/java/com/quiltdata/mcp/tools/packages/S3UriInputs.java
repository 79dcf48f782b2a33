package com.quiltdata.mcp.tools.packages;

import com.quiltdata.mcp.catalog.Failure;
import com.quiltdata.mcp.catalog.ObjectLocation;
import com.quiltdata.mcp.tool.ArgumentParser;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;

/** Files of a package from S3 URIs, with logical keys that follow from the object keys. */
public final class S3UriInputs {
    private S3UriInputs() {}

    /**
     * The files for the URIs, named by the last part of each key or by the whole key.
     *
     * @param flatten whether only the last part is used
     */
    public static List<PackageFileInput> files(List<String> uris, boolean flatten) {
        var byKey = new LinkedHashMap<String, List<String>>();
        var files = new ArrayList<PackageFileInput>();
        for (int i = 0; i < uris.size(); i++) {
            var argument = "s3_uris[%d]".formatted(i);
            var at = ArgumentParser.parse(argument, uris.get(i), PackageFileInput::location);
            var name = flatten ? ObjectLocation.fileName(at.key()) : at.key();
            var key = ArgumentParser.parse(argument, name, LogicalKeys::checked);
            byKey.computeIfAbsent(key, _ -> new ArrayList<>()).add(uris.get(i));
            files.add(new PackageFileInput.S3ObjectInput(key, at, null));
        }
        var clashes = byKey.entrySet().stream()
                .filter(it -> it.getValue().size() > 1)
                .map(it -> "%s (%s)".formatted(it.getKey(), String.join(" and ", it.getValue())))
                .toList();
        if (!clashes.isEmpty()) {
            throw new Failure.Invalid("`s3_uris`: several objects would become the same file: %s; %s."
                    .formatted(
                            NameFormatter.first(clashes),
                            flatten
                                    ? "send flatten=false to keep their folders, or choose their logical keys with `entries` of package_create"
                                    : "send each URI once"));
        }
        return files;
    }

    /** Refuses {@code copy=true}, because creating a revision copies no bytes. */
    public static void refuseCopy(boolean copy) {
        if (copy) {
            throw new Failure.Invalid(
                    "`copy`: must be false, because a package refers to objects where they are. Leave it out, or use package_promote, which copies the bytes if the source bucket's workflows are so configured.");
        }
    }
}
