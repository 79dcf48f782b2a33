package com.quiltdata.sandbox.push;

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
public record Construct(Publication publication) {
    /** A posted entry; the registry determines absent and null values. */
    public record Source(
            String logicalKey,
            String physicalKey,
            Entry.@Nullable Hash hash,
            @Nullable Double size,
            @Nullable Map<String, @Nullable Object> meta) {
        Asked asked(PhysicalKey at) {
            return new Asked(
                    logicalKey,
                    at,
                    size == null ? null : size.longValue(),
                    hash,
                    Objects.requireNonNullElse(meta, Map.of()));
        }
    }

    /** Returns the new revision, or throws {@link Refused}. */
    public Revision run(Access caller, Target target, List<Source> sources) {
        Inputs.check(target);
        publication.mayWrite(caller, target.bucket());
        List<Asked> asked = sources.stream()
                .map(source -> source.asked(Inputs.physicalKey(source.physicalKey())))
                .sorted(Comparator.comparing(Asked::logicalKey, TopHash.TREE_ORDER))
                .toList();
        Inputs.check(asked);
        var completion = new Completion(caller);
        List<Asked> pinned = asked.stream().map(completion::pinned).toList();
        Map<String, @Nullable Object> stamp = Validation.stamp(
                caller, target, pinned.stream().map(Construct::file).toList());
        List<Entry> entries = pinned.stream().map(completion::hashed).toList();
        return publication.publish(target, Manifest.of(target.message(), target.userMeta(), stamp, entries));
    }

    private static Candidate.File file(Asked entry) {
        return new Candidate.File(entry.logicalKey(), Objects.requireNonNullElse(entry.size(), 0L), entry.meta());
    }
}
