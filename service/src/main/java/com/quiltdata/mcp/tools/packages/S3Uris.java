package com.quiltdata.mcp.tools.packages;

import com.quiltdata.mcp.tool.Argument;
import com.quiltdata.mcp.tool.Failure;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;

/** Objects that become files of a package under names that follow from their keys. */
final class S3Uris {
    private S3Uris() {}

    /**
     * The files: under the last part of each key, or under the whole key.
     *
     * @param flatten whether only the last part counts
     */
    static List<Given> files(List<String> uris, boolean flatten) {
        var byKey = new LinkedHashMap<String, List<String>>();
        var files = new ArrayList<Given>();
        for (int i = 0; i < uris.size(); i++) {
            var argument = "s3_uris[%d]".formatted(i);
            var at = Argument.parse(argument, uris.get(i), Given::object);
            var name = flatten ? at.key().substring(at.key().lastIndexOf('/') + 1) : at.key();
            var key = Argument.parse(argument, name, LogicalKeys::checked);
            byKey.computeIfAbsent(key, _ -> new ArrayList<>()).add(uris.get(i));
            files.add(new Given.There(key, at, null));
        }
        var clashes = byKey.entrySet().stream()
                .filter(it -> it.getValue().size() > 1)
                .map(it -> "%s (%s)".formatted(it.getKey(), String.join(" and ", it.getValue())))
                .toList();
        if (!clashes.isEmpty()) {
            throw new Failure.Invalid("`s3_uris`: several would become the same file: %s; %s."
                    .formatted(
                            clashNames(clashes),
                            flatten
                                    ? "send flatten=false to keep their folders, or name them one by one in `entries` of package_create"
                                    : "send each once"));
        }
        return files;
    }

    private static String clashNames(List<String> clashes) {
        return String.join(", ", clashes.stream().limit(5).toList())
                + (clashes.size() > 5 ? " and %,d others".formatted(clashes.size() - 5) : "");
    }

    /** No byte is copied by making a revision, and nothing else is claimed. */
    static void refuseCopy(boolean copy) {
        if (copy) {
            throw new Failure.Invalid(
                    "`copy`: a package is made of objects where they are, so copy=true is not possible; leave it out, or use package_promote, which copies the bytes to a bucket whose workflows say so.");
        }
    }
}
