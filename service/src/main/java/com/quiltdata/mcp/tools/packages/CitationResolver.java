package com.quiltdata.mcp.tools.packages;

import com.quiltdata.mcp.catalog.Attempt;
import com.quiltdata.mcp.catalog.Failure;
import com.quiltdata.mcp.catalog.packages.Manifest;
import com.quiltdata.mcp.catalog.packages.PackageEntry;
import com.quiltdata.mcp.tool.Call;
import com.quiltdata.mcp.tools.PackageRef;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;

/** Reads the files that a caller takes from packages, each revision once. */
public final class CitationResolver {
    private final PackagePorts ports;
    private final Call call;

    public CitationResolver(PackagePorts ports, Call call) {
        this.ports = ports;
        this.call = call;
    }

    /**
     * Files whose sources are known.
     *
     * @param notes which revisions were latest, for the sources that named none
     */
    public record ResolvedFiles(List<PackageFileInput> files, List<String> notes) {}

    /**
     * Returns the files of all sources, with hash, size and metadata of those from packages.
     *
     * @param argument name of the argument
     * @throws Failure that says that nothing was written, when a package, revision or path does not exist
     */
    public ResolvedFiles resolve(String argument, List<? extends FileSource> sources) {
        var files = new ArrayList<PackageFileInput>();
        var cited = new LinkedHashMap<PackageRef, List<CitedSource>>();
        for (var source : sources) {
            switch (source) {
                case PackageFileInput file -> files.add(file);
                case CitedSource it ->
                    cited.computeIfAbsent(it.revision(), _ -> new ArrayList<>()).add(it);
            }
        }
        var notes = new ArrayList<String>();
        cited.forEach((revision, wanted) -> files.addAll(Attempt.of(() -> read(revision, wanted, notes))
                .orElseThrow(reason -> reason.ofWrite("Nothing was written."))));
        refuseRepeated(argument, files);
        return new ResolvedFiles(files, notes);
    }

    private List<PackageFileInput> read(PackageRef revision, List<CitedSource> wanted, List<String> notes) {
        var name = revision.name();
        var pinned = revision.pinned(ports.packages(), call);
        if (revision.revision().equals("latest")) {
            notes.add("Files from package `%s` in bucket `%s` are those of revision %s, which was the latest."
                    .formatted(name.name(), name.bucket(), pinned.revision()));
        }
        return ports.manifests().with(call.caller(), name, pinned.revision(), manifest -> {
            var entries = byKey(manifest);
            return wanted.stream().flatMap(it -> it.files(entries).stream()).toList();
        });
    }

    private static NavigableMap<String, PackageEntry.File> byKey(Manifest manifest) {
        var entries = new TreeMap<String, PackageEntry.File>();
        manifest.files().forEach(file -> entries.put(file.path(), file));
        return entries;
    }

    private static void refuseRepeated(String argument, List<PackageFileInput> files) {
        var keys = new HashSet<String>();
        var repeated = files.stream()
                .map(PackageFileInput::key)
                .filter(key -> !keys.add(key))
                .distinct()
                .toList();
        if (!repeated.isEmpty()) {
            throw new Failure.Invalid("`%s`: several sources give the file %s. Send one for each. Nothing was written."
                    .formatted(argument, NameFormatter.few(repeated)));
        }
    }
}
