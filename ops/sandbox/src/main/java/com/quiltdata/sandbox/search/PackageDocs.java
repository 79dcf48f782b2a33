package com.quiltdata.sandbox.search;

import com.quiltdata.sandbox.packages.Manifest;
import com.quiltdata.sandbox.packages.Packages;
import com.quiltdata.sandbox.s3.Store;
import com.quiltdata.sandbox.s3.Version;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Maintains the documents of packages as pointers and manifests are added and removed, in any order. */
final class PackageDocs {
    private final Store store;
    private final Packages packages;
    private final Indexes indexes;
    private final Map<ObjectKey, ManifestDoc> manifests = new HashMap<>();
    private final Map<ObjectKey, PointerDoc> pointers = new HashMap<>();

    PackageDocs(Store store, Packages packages, Indexes indexes) {
        this.store = store;
        this.packages = packages;
        this.indexes = indexes;
    }

    void manifest(ObjectKey place, String hash, Optional<Version> current) {
        ManifestDoc old = manifests.remove(place);
        if (old != null) {
            old.entries().forEach(indexes::remove);
            indexes.remove(old);
        }
        current.flatMap(version -> read(place.bucket(), hash)
                        .map(manifest -> new ManifestDoc(place.bucket(), hash, version.modified(), manifest)))
                .ifPresent(manifest -> {
                    manifests.put(place, manifest);
                    indexes.put(manifest);
                    manifest.entries().forEach(indexes::put);
                });
        pointers.values().stream()
                .filter(pointer -> place.equals(ObjectKey.manifest(pointer.bucket(), pointer.hash())))
                .forEach(this::putPackage);
    }

    /** An object that is not a manifest is not indexed as one. */
    private Optional<Manifest> read(String bucket, String hash) {
        try {
            return packages.manifest(bucket, hash);
        } catch (RuntimeException e) {
            return Optional.empty();
        }
    }

    void pointer(ObjectKey place, ObjectKey.Tagged tagged, Optional<Version> current) {
        PointerDoc old = pointers.remove(place);
        if (old != null) {
            indexes.remove(old);
            manifest(old).ifPresent(manifest -> indexes.remove(new PackageDoc(old, manifest)));
        }
        current.flatMap(version -> store.get(place.bucket(), place.key()).map(bytes -> {
                    String hash = new String(bytes, StandardCharsets.UTF_8).strip();
                    Instant modified = modified(place, tagged, hash).orElse(version.modified());
                    return new PointerDoc(place.bucket(), tagged.name(), tagged.tag(), modified, hash);
                }))
                .ifPresent(pointer -> {
                    pointers.put(place, pointer);
                    indexes.put(pointer);
                    putPackage(pointer);
                });
    }

    /** Returns the second of the push, so that backdated seed packages are found with their date. */
    private Optional<Instant> modified(ObjectKey place, ObjectKey.Tagged tagged, String hash) {
        if (tagged.numbered()) {
            return Optional.of(Instant.ofEpochSecond(tagged.second()));
        }
        return pointers.values().stream()
                .filter(pointer -> pointer.bucket().equals(place.bucket())
                        && pointer.name().equals(tagged.name())
                        && pointer.hash().equals(hash))
                .map(PointerDoc::modified)
                .max(Comparator.naturalOrder());
    }

    private void putPackage(PointerDoc pointer) {
        manifest(pointer).ifPresent(manifest -> indexes.put(new PackageDoc(pointer, manifest)));
    }

    private Optional<ManifestDoc> manifest(PointerDoc pointer) {
        return Optional.ofNullable(manifests.get(ObjectKey.manifest(pointer.bucket(), pointer.hash())));
    }
}
