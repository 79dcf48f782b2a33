package com.quiltdata.mcp.tools.packages.summaries;

import com.quiltdata.mcp.catalog.packages.Manifest;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * The files of a package, with the folders that they are counted in.
 *
 * @param folders in order; a folder may have no file
 * @param warnings sentences about files that are counted but not used otherwise
 */
record PackageContents(List<String> folders, List<SummaryFile> files, List<String> warnings) {
    /** Maximum number of folders that a package is divided into where a higher level has fewer. */
    private static final int MAX_FOLDERS = 20;

    private static final int MAX_DEPTH = 8;

    /** Counts the files of a manifest by the deepest level of folders that has at most 20 of them. */
    static PackageContents of(Manifest manifest, Predicate<String> counted) {
        var paths = manifest.files().stream()
                .filter(file -> counted.test(file.path()))
                .toList();
        var depth = 1;
        while (depth < MAX_DEPTH
                && hasFewFolders(paths.stream().map(file -> file.path()).toList(), depth + 1)) {
            depth++;
        }
        var level = depth;
        var names = new HashMap<String, String>();
        var files = paths.stream()
                .map(file -> new SummaryFile(
                        file.path(), names.computeIfAbsent(folder(file.path(), level), it -> it), file.size()))
                .toList();
        return new PackageContents(names.keySet().stream().sorted().toList(), files, List.of());
    }

    private static boolean hasFewFolders(List<String> paths, int depth) {
        var folders = new HashSet<String>();
        return paths.stream().allMatch(path -> !folders.add(folder(path, depth)) || folders.size() <= MAX_FOLDERS);
    }

    /** The first levels of the folder that a file is in, without a slash at the end. */
    private static String folder(String path, int depth) {
        var end = -1;
        for (int level = 0; level < depth; level++) {
            var slash = path.indexOf('/', end + 1);
            if (slash < 0) {
                break;
            }
            end = slash;
        }
        return path.substring(0, Math.max(end, 0));
    }

    FileTally total() {
        return files.stream().map(file -> FileTally.of(file.size())).reduce(FileTally.NONE, FileTally::plus);
    }

    /** The tallies by type, those with most files first. */
    Map<String, FileTally> byType() {
        return sorted(
                tally(SummaryFile::type),
                Comparator.comparingInt(it -> -it.getValue().files()));
    }

    /** The tallies by folder, in order. */
    Map<String, FileTally> byFolder() {
        var tallies = new LinkedHashMap<String, FileTally>();
        folders.forEach(folder -> tallies.put(folder, FileTally.NONE));
        tallies.putAll(tally(SummaryFile::folder));
        return tallies;
    }

    private Map<String, FileTally> tally(Function<SummaryFile, String> group) {
        var tallies = new HashMap<String, FileTally>();
        files.forEach(file -> tallies.merge(group.apply(file), FileTally.of(file.size()), FileTally::plus));
        return tallies;
    }

    /** Returns the entries in an order, and in that of their keys where it ranks them alike. */
    static <T> Map<String, T> sorted(Map<String, T> entries, Comparator<Map.Entry<String, T>> order) {
        return entries.entrySet().stream()
                .sorted(order.thenComparing(Map.Entry.comparingByKey()))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, (one, _) -> one, LinkedHashMap::new));
    }

    /** The path of a file at the root, in any case, as the catalog finds README and quilt_summarize.json. */
    Optional<String> atRoot(String name) {
        return files.stream()
                .map(SummaryFile::path)
                .filter(name::equalsIgnoreCase)
                .findFirst();
    }
}
