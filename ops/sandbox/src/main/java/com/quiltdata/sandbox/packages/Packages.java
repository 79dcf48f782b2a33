package com.quiltdata.sandbox.packages;

import com.quiltdata.sandbox.s3.Store;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.services.s3.model.S3Object;

/** Reads packages from, and writes them to, the layout Quilt keeps under {@code .quilt/} in each bucket. */
public final class Packages {
    private static final String POINTERS = ".quilt/named_packages/";
    private static final String MANIFESTS = ".quilt/packages/";
    private static final String LATEST = "latest";

    private final Store store;
    private final Manifests manifests = new Manifests();

    public Packages(Store store) {
        this.store = store;
    }

    /** Returns the names of a bucket's packages, sorted. */
    public List<String> names(String bucket) {
        return store.list(bucket, POINTERS).stream()
                .map(object -> object.key().substring(POINTERS.length()))
                .filter(key -> key.endsWith("/" + LATEST))
                .map(key -> key.substring(0, key.length() - LATEST.length() - 1))
                .sorted()
                .toList();
    }

    /** Returns the package's revisions, or nothing if it has no {@code latest}. */
    public Optional<History> history(String bucket, String name) {
        String prefix = POINTERS + name + "/";
        List<S3Object> pointers = store.list(bucket, prefix);
        List<Revision> revisions = pointers.stream()
                .filter(pointer -> pointer.key().substring(prefix.length()).matches("\\d{1,18}"))
                .flatMap(pointer -> read(bucket, name, pointer, prefix).stream())
                .sorted(Comparator.comparing(Revision::modified).reversed())
                .toList();
        return store.get(bucket, prefix + LATEST)
                .map(bytes -> new String(bytes, StandardCharsets.UTF_8).strip())
                .map(hash -> new History(bucket, name, latest(bucket, name, hash, revisions, pointers), revisions));
    }

    private Optional<Revision> read(String bucket, String name, S3Object pointer, String prefix) {
        Instant pushed = Instant.ofEpochSecond(Long.parseLong(pointer.key().substring(prefix.length())));
        return store.get(bucket, pointer.key())
                .map(bytes -> new Revision(bucket, name, new String(bytes, StandardCharsets.UTF_8).strip(), pushed));
    }

    private static Revision latest(
            String bucket, String name, String hash, List<Revision> revisions, List<S3Object> pointers) {
        return revisions.stream()
                .filter(revision -> revision.hash().equals(hash))
                .findFirst()
                .orElseGet(() -> new Revision(
                        bucket,
                        name,
                        hash,
                        pointers.stream()
                                .filter(pointer -> pointer.key().endsWith("/" + LATEST))
                                .map(S3Object::lastModified)
                                .findFirst()
                                .orElse(Instant.EPOCH)));
    }

    public Optional<Manifest> manifest(String bucket, String hash) {
        String key = MANIFESTS + hash;
        return store.version(bucket, key)
                .map(version -> new PhysicalKey(bucket, key, version))
                .flatMap(version -> manifests.get(version, () -> read(bucket, key)));
    }

    private Optional<Manifest> read(String bucket, String key) {
        return store.get(bucket, key).map(bytes -> Manifest.parse(new String(bytes, StandardCharsets.UTF_8)));
    }

    /** Pushes a revision at this time, and returns its top hash. */
    public String push(String bucket, String name, Manifest manifest, Instant when) {
        return push(bucket, name, manifest, () -> when).hash();
    }

    /** Writes the manifest, then the pointer of the second in which that is done, then {@code latest}. */
    public Revision push(String bucket, String name, Manifest manifest, InstantSource clock) {
        String hash = manifest.topHash();
        String key = MANIFESTS + hash;
        manifests.keep(new PhysicalKey(bucket, key, put(bucket, key, manifest.bytes())), manifest);
        Instant when = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        Stream.of(Long.toString(when.getEpochSecond()), LATEST)
                .forEach(tag -> point(bucket, POINTERS + name + "/" + tag, hash));
        return new Revision(bucket, name, hash, when);
    }

    /**
     * Removes the pointers with the hash; if {@code latest} was one of them, it falls back to the greatest one left.
     * The manifest stays.
     *
     * @return whether there was a pointer
     */
    public boolean deleteRevision(String bucket, String name, String hash) {
        String prefix = POINTERS + name + "/";
        Map<Boolean, List<String>> held = store.list(bucket, prefix).stream()
                .map(S3Object::key)
                .collect(Collectors.partitioningBy(key -> hash.equals(pointer(bucket, key))));
        List<String> gone = held.getOrDefault(true, List.of());
        gone.forEach(key -> store.delete(bucket, key));
        if (gone.contains(prefix + LATEST)) {
            held.getOrDefault(false, List.of()).stream()
                    .max(Comparator.naturalOrder())
                    .ifPresent(greatest -> point(bucket, prefix + LATEST, pointer(bucket, greatest)));
        }
        return !gone.isEmpty();
    }

    private String pointer(String bucket, String key) {
        return store.get(bucket, key)
                .map(bytes -> new String(bytes, StandardCharsets.UTF_8).strip())
                .orElse("");
    }

    private void point(String bucket, String key, String hash) {
        var _ = put(bucket, key, hash.getBytes(StandardCharsets.US_ASCII));
    }

    private String put(String bucket, String key, byte[] content) {
        return store.put(bucket, key, content, "application/octet-stream", Map.of());
    }
}
