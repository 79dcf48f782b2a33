package com.quiltdata.mcp.tools.packages;

import com.google.common.collect.Lists;
import com.quiltdata.mcp.catalog.Attempt;
import com.quiltdata.mcp.catalog.Failure;
import com.quiltdata.mcp.catalog.ObjectLocation;
import com.quiltdata.mcp.catalog.S3Uri;
import com.quiltdata.mcp.catalog.packages.NewEntry;
import com.quiltdata.mcp.concurrent.Tasks;
import com.quiltdata.mcp.tool.Call;
import java.util.ArrayList;
import java.util.List;

/**
 * Checks files that are copied from a revision with their hash, and whose physical key names no version: the registry
 * records the object as it is now, under the hash of the bytes that it once had.
 */
public final class UnversionedFiles {
    /** Maximum number of objects whose size is asked for. */
    static final int MAX_CHECKED = 1000;

    private static final int AT_ONCE = 16;

    private UnversionedFiles() {}

    private record UnversionedFile(NewEntry entry, ObjectLocation object) {}

    /**
     * Returns a warning that names the files without a version; nothing if there are none.
     *
     * @throws Failure.Invalid if an object has another size now; of the first 1,000
     */
    public static List<String> warnings(PackagePorts ports, Call call, List<NewEntry> copied) {
        var unversioned = copied.stream()
                .filter(it -> it.hash() != null)
                .flatMap(it -> S3Uri.find(it.physicalKey()).stream()
                        .filter(at -> at.versionId() == null)
                        .map(at -> new UnversionedFile(it, at)))
                .toList();
        var changed = new ArrayList<UnversionedFile>();
        var checked = unversioned.subList(0, Math.min(unversioned.size(), MAX_CHECKED));
        Lists.partition(checked, AT_ONCE).forEach(some -> changed.addAll(changed(ports, call, some)));
        if (!changed.isEmpty()) {
            throw new Failure.Invalid(
                    "The objects of %s have no version, and another size now than the revision records: those bytes are gone. Set these files by their S3 URIs to take the objects as they are now. Nothing was written."
                            .formatted(names(changed)));
        }
        return unversioned.isEmpty()
                ? List.of()
                : List.of(
                        "Files without a version (%,d): %s. Their objects have no version: the registry records the object as it is now; check with package_browse."
                                .formatted(unversioned.size(), names(unversioned)));
    }

    /** Returns those whose objects are known to have another size. */
    private static List<UnversionedFile> changed(PackagePorts ports, Call call, List<UnversionedFile> files) {
        var tasks = files.stream()
                .map(file -> Tasks.start("object size", () -> hasOtherSize(ports, call, file)))
                .toList();
        var changed = new ArrayList<UnversionedFile>();
        for (int i = 0; i < files.size(); i++) {
            if (tasks.get(i).join()) {
                changed.add(files.get(i));
            }
        }
        return changed;
    }

    private static boolean hasOtherSize(PackagePorts ports, Call call, UnversionedFile file) {
        var size = file.entry().size();
        return size != null
                && Attempt.of(() -> ports.objects()
                                        .info(call.caller(), file.object())
                                        .size()
                                != size)
                        .orElse(false);
    }

    private static String names(List<UnversionedFile> files) {
        return NameFormatter.few(
                files.stream().map(it -> it.entry().logicalKey()).toList());
    }
}
