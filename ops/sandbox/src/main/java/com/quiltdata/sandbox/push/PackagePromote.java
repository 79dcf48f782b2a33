package com.quiltdata.sandbox.push;

import com.quiltdata.sandbox.packages.Checksum;
import com.quiltdata.sandbox.packages.Entry;
import com.quiltdata.sandbox.packages.Manifest;
import com.quiltdata.sandbox.packages.PhysicalKey;
import com.quiltdata.sandbox.packages.Revision;
import com.quiltdata.sandbox.registry.OperationRefusedException;
import com.quiltdata.sandbox.s3.Access;
import com.quiltdata.sandbox.workflows.Candidate;
import com.quiltdata.sandbox.workflows.Workflows;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Promotes a revision to another bucket, with or without its bytes, as the source bucket's configuration says. */
public record PackagePromote(RevisionPublisher publication, Checksum checksum) {
    /** The revision to promote. */
    public record Source(String bucket, String name, String hash) {}

    /**
     * Returns the new revision, or throws {@link OperationRefusedException}.
     *
     * @param prefix the destination's prefix for the bytes, before the package's name
     */
    public Revision run(Access caller, PushTarget target, Source source, @Nullable String prefix) {
        InputChecks.check(target);
        if (!source.hash().matches("[0-9a-f]{64}")) {
            throw OperationRefusedException.input(
                    "src.hash", "InvalidInputParameters", "The hash must be a full top hash.");
        }
        publication.mayWrite(caller, target.bucket());
        publication.mayRead(caller, source.bucket());
        Optional<Boolean> copies = WorkflowValidation.asRefusal(
                () -> new Workflows(caller, source.bucket()).copiesDataTo(target.bucket()));
        if (copies.isEmpty()) {
            String successor = "s3://" + target.bucket();
            throw OperationRefusedException.operation(
                    "InvalidSuccessor", "Invalid successor: " + successor, Map.of("successor", successor));
        }
        Manifest manifest = publication
                .packages()
                .manifest(source.bucket(), source.hash())
                .orElseThrow(() -> OperationRefusedException.aws(404, "NoSuchKey", "The manifest does not exist."));
        Map<String, @Nullable Object> stamp = WorkflowValidation.stamp(caller, target, files(manifest));
        String folder = (prefix == null ? "" : prefix + "/") + target.name() + "/";
        List<Entry> entries = !copies.get()
                ? manifest.entries()
                : manifest.entries().stream()
                        .map(entry -> copied(caller, entry, target.bucket(), folder))
                        .toList();
        return publication.publish(target, new Manifest(header(manifest, target, stamp), entries, Map.of()));
    }

    private static List<Candidate.File> files(Manifest manifest) {
        return manifest.entries().stream()
                .map(entry -> new Candidate.File(entry.logicalKey(), entry.size(), entry.meta()))
                .toList();
    }

    /** Returns the entry with its bytes in the bucket; bytes that are already there are not copied. */
    private Entry copied(Access caller, Entry entry, String bucket, String folder) {
        PhysicalKey from = entry.physicalKey();
        if (from.bucket().equals(bucket)) {
            return entry;
        }
        String key = folder + entry.logicalKey();
        try {
            String version = caller.copy(from.bucket(), from.key(), from.versionId(), bucket, key)
                    .orElseThrow(() -> OperationRefusedException.aws(404, "NoSuchKey", "Not Found: " + from));
            byte[] bytes = caller.get(bucket, key, version).orElseThrow();
            var at = new PhysicalKey(bucket, key, version);
            return new Entry(entry.logicalKey(), at, bytes.length, checksum.of(bytes), entry.meta());
        } catch (Access.Denied e) {
            throw OperationRefusedException.forbidden(String.valueOf(e.getMessage()));
        }
    }

    private static Map<String, @Nullable Object> header(
            Manifest source, PushTarget target, @Nullable Map<String, @Nullable Object> stamp) {
        var header = new LinkedHashMap<String, @Nullable Object>(source.header());
        header.remove("user_meta");
        header.remove("workflow");
        header.putAll(Manifest.of(target.message(), target.userMeta(), stamp, List.of())
                .header());
        return header;
    }
}
