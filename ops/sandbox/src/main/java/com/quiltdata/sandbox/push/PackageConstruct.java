package com.quiltdata.sandbox.push;

import com.quiltdata.sandbox.packages.Checksum;
import com.quiltdata.sandbox.packages.Entry;
import com.quiltdata.sandbox.packages.Manifest;
import com.quiltdata.sandbox.packages.PhysicalKey;
import com.quiltdata.sandbox.packages.Revision;
import com.quiltdata.sandbox.packages.TopHash;
import com.quiltdata.sandbox.s3.Access;
import com.quiltdata.sandbox.workflows.Candidate;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Creates a revision from objects in S3. */
public record PackageConstruct(RevisionPublisher publication, Checksum checksum) {
    /** A posted entry; the registry determines absent and null values. */
    public record Source(
            String logicalKey,
            String physicalKey,
            Entry.@Nullable Hash hash,
            @Nullable Double size,
            @Nullable Map<String, @Nullable Object> meta) {
        RequestedEntry entry(PhysicalKey at) {
            return new RequestedEntry(
                    logicalKey,
                    at,
                    size == null ? null : size.longValue(),
                    hash,
                    Objects.requireNonNullElse(meta, Map.of()));
        }
    }

    /** Returns the new revision, or throws {@link Refused}. */
    public Revision run(Access caller, PushTarget target, List<Source> sources) {
        InputChecks.check(target);
        publication.mayWrite(caller, target.bucket());
        List<RequestedEntry> requested = sources.stream()
                .map(source -> source.entry(InputChecks.physicalKey(source.physicalKey())))
                .sorted(Comparator.comparing(RequestedEntry::logicalKey, TopHash.TREE_ORDER))
                .toList();
        InputChecks.check(requested);
        var completer = new EntryCompleter(caller, checksum);
        List<RequestedEntry> pinned = requested.stream().map(completer::pinned).toList();
        Map<String, @Nullable Object> stamp = WorkflowValidation.stamp(
                caller, target, pinned.stream().map(PackageConstruct::file).toList());
        List<Entry> entries = pinned.stream().map(completer::hashed).toList();
        return publication.publish(target, Manifest.of(target.message(), target.userMeta(), stamp, entries));
    }

    private static Candidate.File file(RequestedEntry entry) {
        return new Candidate.File(entry.logicalKey(), Objects.requireNonNullElse(entry.size(), 0L), entry.meta());
    }
}
