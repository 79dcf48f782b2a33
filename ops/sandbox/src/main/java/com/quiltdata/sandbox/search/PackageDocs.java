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
    private final Shelves shelves;
    private final Map<Place, ManifestDoc> manifests = new HashMap<>();
    private final Map<Place, PointerDoc> pointers = new HashMap<>();

    PackageDocs(Store store, Packages packages, Shelves shelves) {
        this.store = store;
        this.packages = packages;
        this.shelves = shelves;
    }

    void manifest(Place place, String hash, Optional<Version> current) {
        ManifestDoc old = manifests.remove(place);
        if (old != null) {
            old.entries().forEach(shelves::remove);
            shelves.remove(old);
        }
        current.flatMap(version -> read(place.bucket(), hash)
                        .map(manifest -> new ManifestDoc(place.bucket(), hash, version.modified(), manifest)))
                .ifPresent(manifest -> {
                    manifests.put(place, manifest);
                    shelves.put(manifest);
                    manifest.entries().forEach(shelves::put);
                });
        pointers.values().stream()
                .filter(pointer -> place.equals(Place.manifest(pointer.bucket(), pointer.hash())))
                .forEach(this::shelve);
    }

    /** An object that is not a manifest is not indexed as one. */
    private Optional<Manifest> read(String bucket, String hash) {
        try {
            return packages.manifest(bucket, hash);
        } catch (RuntimeException e) {
            return Optional.empty();
        }
    }

    void pointer(Place place, Place.Tagged tagged, Optional<Version> current) {
        PointerDoc old = pointers.remove(place);
        if (old != null) {
            shelves.remove(old);
            manifest(old).ifPresent(manifest -> shelves.remove(new PackageDoc(old, manifest)));
        }
        current.flatMap(version -> store.get(place.bucket(), place.key()).map(bytes -> {
                    String hash = new String(bytes, StandardCharsets.UTF_8).strip();
                    Instant modified = modified(place, tagged, hash).orElse(version.modified());
                    return new PointerDoc(place.bucket(), tagged.name(), tagged.tag(), modified, hash);
                }))
                .ifPresent(pointer -> {
                    pointers.put(place, pointer);
                    shelves.put(pointer);
                    shelve(pointer);
                });
    }

    /** Returns the second of the push, so that backdated seed packages are found with their date. */
    private Optional<Instant> modified(Place place, Place.Tagged tagged, String hash) {
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

    private void shelve(PointerDoc pointer) {
        manifest(pointer).ifPresent(manifest -> shelves.put(new PackageDoc(pointer, manifest)));
    }

    private Optional<ManifestDoc> manifest(PointerDoc pointer) {
        return Optional.ofNullable(manifests.get(Place.manifest(pointer.bucket(), pointer.hash())));
    }
}
