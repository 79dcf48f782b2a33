package com.quiltdata.mcp.tools.packages;

import com.quiltdata.mcp.catalog.Attempt;
import com.quiltdata.mcp.catalog.Failure;
import com.quiltdata.mcp.catalog.packages.Manifest;
import com.quiltdata.mcp.catalog.packages.PackageEntry;
import com.quiltdata.mcp.tool.Call;
import com.quiltdata.mcp.tools.PackageRef;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;

/** Reads the files that a caller takes from packages, each revision once. */
public final class PackageUriResolver {
    /** Maximum number of cited revisions, which are all held at once. */
    private static final int MAX_REVISIONS = 100;

    private final PackagePorts ports;
    private final Call call;

    public PackageUriResolver(PackagePorts ports, Call call) {
        this.ports = ports;
        this.call = call;
    }

    /**
     * Files whose sources are known.
     *
     * @param notes sentences for the author: which revision was latest of a package named without one, and which files
     *     have no version
     */
    public record ResolvedFiles(List<PackageFileInput> files, List<String> notes) {}

    /**
     * Runs {@code work} with the files of all sources, with hash, size and metadata of those from packages. The
     * manifests of these are held together until it ends, so that they count against the call's bound and the budget.
     *
     * @param argument name of the argument
     * @throws Failure that says that nothing was written, when a package, revision or path does not exist
     */
    public <T> T with(String argument, List<? extends FileSource> sources, Function<ResolvedFiles, T> work) {
        var files = new ArrayList<PackageFileInput>();
        var cited = new LinkedHashMap<PackageRef, List<PackageUriSource>>();
        for (var source : sources) {
            switch (source) {
                case PackageFileInput file -> files.add(file);
                case PackageUriSource it ->
                    cited.computeIfAbsent(it.revision(), _ -> new ArrayList<>()).add(it);
            }
        }
        if (cited.size() > MAX_REVISIONS) {
            throw new Failure.Invalid(
                    "`%s`: its URIs name %,d revisions, more than the maximum of %d. Send them in several calls. Nothing was written."
                            .formatted(argument, cited.size(), MAX_REVISIONS));
        }
        var resolved = new ResolvedFiles(files, new ArrayList<>());
        return reading(cited.entrySet().iterator(), resolved, () -> {
            refuseRepeated(argument, files);
            var copied = files.stream()
                    .filter(PackageFileInput.PackageEntryInput.class::isInstance)
                    .map(it -> it.entry("", ""))
                    .toList();
            resolved.notes().addAll(UnversionedFiles.warnings(ports, call, copied));
            return work.apply(resolved);
        });
    }

    /** Reads the cited revisions, each while the ones before it are held, and runs {@code work} innermost. */
    private <T> T reading(
            Iterator<Map.Entry<PackageRef, List<PackageUriSource>>> cited, ResolvedFiles resolved, Supplier<T> work) {
        if (!cited.hasNext()) {
            return work.get();
        }
        var next = cited.next();
        return Attempt.of(() -> {
                    var pinned = pinned(next.getKey(), resolved.notes());
                    return ports.manifests().with(call.caller(), pinned.name(), pinned.revision(), manifest -> {
                        resolved.files().addAll(files(manifest, next.getValue()));
                        return Attempt.of(() -> reading(cited, resolved, work));
                    });
                })
                .orElseThrow(reason -> reason.ofWrite("Nothing was written."))
                .orElseThrow(reason -> reason);
    }

    private PackageRef pinned(PackageRef revision, List<String> notes) {
        var pinned = revision.pinned(ports.packages(), call);
        if (revision.revision().equals("latest")) {
            notes.add("Files from package `%s` in bucket `%s` are those of revision %s, which was the latest."
                    .formatted(revision.name().name(), revision.name().bucket(), pinned.revision()));
        }
        return pinned;
    }

    private static List<PackageFileInput.PackageEntryInput> files(Manifest manifest, List<PackageUriSource> wanted) {
        var entries = new TreeMap<String, PackageEntry.File>();
        var twice = new HashSet<String>();
        for (var file : manifest.files()) {
            if (entries.put(file.path(), file) != null) {
                twice.add(file.path());
            }
        }
        var files = wanted.stream().flatMap(it -> it.files(entries).stream()).toList();
        var unclear = files.stream()
                .map(it -> it.file().path())
                .filter(twice::contains)
                .distinct()
                .toList();
        if (!unclear.isEmpty()) {
            throw new Failure.Invalid(
                    "Revision %s holds %s more than once, so it is unclear which is meant. Send the S3 URI of the object instead."
                            .formatted(manifest.hash(), NameFormatter.few(unclear)));
        }
        return files;
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
