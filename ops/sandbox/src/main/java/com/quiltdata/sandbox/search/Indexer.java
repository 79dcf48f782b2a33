package com.quiltdata.sandbox.search;

import com.quiltdata.sandbox.packages.Packages;
import com.quiltdata.sandbox.s3.ObjectListener;
import com.quiltdata.sandbox.s3.Store;
import com.quiltdata.sandbox.s3.Version;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Records changes in S3, and updates the indexes before they are read. */
final class Indexer implements ObjectListener {
    private static final Set<String> TEXT_EXTENSIONS =
            Set.of(".csv", ".html", ".ipynb", ".json", ".md", ".rmd", ".rst", ".tab", ".tsv", ".txt");
    private static final int MAX_CONTENT_BYTES = 1_000_000;
    /** The number of changed keys above which the whole bucket is listed instead. */
    private static final int MAX_SINGLE_LISTINGS = 32;

    private final Store store;
    private final Indexes indexes;
    private final PackageDocs packages;
    /** The changes by key, each with the version that it created, empty for others. */
    private final Map<ObjectKey, List<Optional<Version>>> changes = new ConcurrentHashMap<>();

    private final Map<ObjectKey, Map<String, ObjectDoc>> versions = new HashMap<>();

    Indexer(Store store, Packages packages, Indexes indexes) {
        this.store = store;
        this.indexes = indexes;
        this.packages = new PackageDocs(store, packages, indexes);
    }

    @Override
    public void changed(String bucket, String key, Optional<Version> created) {
        changes.merge(
                new ObjectKey(bucket, key),
                List.of(created),
                (first, second) ->
                        Stream.concat(first.stream(), second.stream()).toList());
    }

    /** Sorts manifests first, and other pointers before {@code latest}, which repeats one of them. */
    void indexChanges() {
        Map<ObjectKey, List<Optional<Version>>> batch = new HashMap<>();
        Set.copyOf(changes.keySet()).forEach(place -> batch.put(place, Objects.requireNonNull(changes.remove(place))));
        Set<ObjectKey> unclear = batch.entrySet().stream()
                .filter(change -> change.getValue().stream().anyMatch(Optional::isEmpty))
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
        Map<ObjectKey, List<Version>> listed = new HashMap<>();
        unclear.stream()
                .collect(Collectors.groupingBy(ObjectKey::bucket))
                .forEach((bucket, places) -> listed.putAll(list(bucket, places)));
        batch.keySet().stream()
                .sorted(Comparator.comparing(
                                (ObjectKey place) -> place.manifest().isEmpty())
                        .thenComparing(ObjectKey::key))
                .forEach(place -> {
                    List<Version> created = batch.getOrDefault(place, List.of()).stream()
                            .flatMap(Optional::stream)
                            .toList();
                    if (unclear.contains(place)) {
                        list(place, listed.getOrDefault(place, List.of()));
                    } else {
                        add(place, created);
                    }
                });
    }

    private Map<ObjectKey, List<Version>> list(String bucket, List<ObjectKey> places) {
        Stream<Version> listed = places.size() > MAX_SINGLE_LISTINGS
                ? store.versions(bucket, "").stream()
                : places.stream()
                        .flatMap(place -> store.versions(bucket, place.key()).stream()
                                .filter(version -> version.key().equals(place.key())));
        return listed.collect(Collectors.groupingBy(version -> new ObjectKey(bucket, version.key())));
    }

    /** A listing made during a write may have a version twice; the end of the write makes another one. */
    private void list(ObjectKey place, List<Version> listed) {
        Map<String, ObjectDoc> known = versions.getOrDefault(place, Map.of());
        Map<String, ObjectDoc> now = listed.stream()
                .map(version -> keep(known.get(version.id()), version).orElseGet(() -> doc(place, version)))
                .collect(Collectors.toMap(ObjectDoc::version, Function.identity(), (first, _) -> first));
        known.values().stream().filter(doc -> !now.containsKey(doc.version())).forEach(indexes::remove);
        now.values().stream()
                .filter(doc -> !doc.equals(known.get(doc.version())))
                .forEach(indexes::put);
        versions.put(place, now);
        current(
                place,
                listed.stream()
                        .filter(version -> version.latest() && !version.deleteMarker())
                        .findFirst());
    }

    /** Adds versions without listing the others, which takes S3Proxy the square of their number. */
    private void add(ObjectKey place, List<Version> created) {
        Map<String, ObjectDoc> now = versions.computeIfAbsent(place, _ -> new HashMap<>());
        for (Version version : created) {
            ObjectDoc doc = doc(place, version);
            now.put(doc.version(), doc);
            indexes.put(doc);
        }
        current(place, store.current(place.bucket(), place.key()));
    }

    private void current(ObjectKey place, Optional<Version> current) {
        place.manifest().ifPresent(hash -> packages.manifest(place, hash, current));
        place.pointer().ifPresent(tagged -> packages.pointer(place, tagged, current));
    }

    private static Optional<ObjectDoc> keep(@Nullable ObjectDoc known, Version version) {
        return Optional.ofNullable(known)
                .filter(doc -> doc.etag().equals(version.etag()) && doc.deleted() == version.deleteMarker());
    }

    private ObjectDoc doc(ObjectKey place, Version version) {
        return new ObjectDoc(
                place.bucket(),
                place.key(),
                version.id(),
                version.etag(),
                version.size(),
                version.modified(),
                version.deleteMarker(),
                version.deleteMarker() ? "" : content(place, version));
    }

    private String content(ObjectKey place, Version version) {
        if (!TEXT_EXTENSIONS.contains(ObjectDoc.extension(place.key()))) {
            return "";
        }
        return store.get(place.bucket(), place.key(), "null".equals(version.id()) ? null : version.id())
                .map(bytes -> new String(bytes, 0, Math.min(bytes.length, MAX_CONTENT_BYTES), StandardCharsets.UTF_8))
                .orElse("");
    }
}
