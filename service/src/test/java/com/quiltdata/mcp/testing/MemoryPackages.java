package com.quiltdata.mcp.testing;

import com.quiltdata.mcp.auth.Caller;
import com.quiltdata.mcp.catalog.Failure;
import com.quiltdata.mcp.catalog.PackageName;
import com.quiltdata.mcp.catalog.packages.Manifest;
import com.quiltdata.mcp.catalog.packages.ManifestReader;
import com.quiltdata.mcp.catalog.packages.NewEntry;
import com.quiltdata.mcp.catalog.packages.NewRevision;
import com.quiltdata.mcp.catalog.packages.PackageEntry;
import com.quiltdata.mcp.catalog.packages.PackageWriter;
import com.quiltdata.mcp.catalog.packages.Promotion;
import com.quiltdata.mcp.catalog.packages.Revision;
import com.quiltdata.mcp.catalog.packages.RevisionPage;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Packages in memory, as the registry keeps them: a pointer for each second, one {@code latest}, no check of a parent. Time
 * passes only where a test lets it. What happens between two steps of a push is done by {@code before} and {@code after}.
 */
public final class MemoryPackages extends NoPackages implements PackageWriter, ManifestReader, InstantSource {
    /** What was done, as {@code verb name …}. */
    public final List<String> done = new ArrayList<>();

    /** What was constructed last. */
    public @Nullable NewRevision sent;

    /** Why manifests cannot be read, by hash; that of {@link Failure.NotFound} is missing for the registry, too. */
    public final Map<String, Failure> unreadable = new HashMap<>();

    /** The hashes of the manifests that were held when something was constructed last. */
    public List<String> held = List.of();

    private final List<String> holding = new CopyOnWriteArrayList<>();

    /** What somebody else does just before the next revision is made, and just after; each once. */
    public @Nullable Runnable before;

    public @Nullable Runnable after;

    /** What goes wrong with the next construct: after it was made, when {@code madeAllTheSame}. */
    public @Nullable Failure fault;

    public boolean madeAllTheSame;

    /** Why revisions cannot be deleted, by hash, or any by {@code "*"}. */
    public final Map<String, Failure> stuck = new HashMap<>();

    private final Map<PackageName, TreeMap<Long, String>> pointers = new HashMap<>();
    private final Map<PackageName, String> latest = new HashMap<>();
    private final Map<String, Manifest> manifests = new HashMap<>();
    private Instant now = Instant.ofEpochSecond(1_000_000);

    @Override
    public Instant instant() {
        return now;
    }

    /** Lets time pass. */
    public synchronized void pass(Duration time) {
        now = now.plus(time);
    }

    @Override
    public synchronized String construct(Caller caller, NewRevision revision, Duration limit) {
        done.add("construct " + revision.name().name());
        run(before, () -> before = null);
        sent = revision;
        held = List.copyOf(holding);
        var failure = fault;
        fault = null;
        if (failure != null && !madeAllTheSame) {
            throw failure;
        }
        var hash = push(revision);
        run(after, () -> after = null);
        if (failure != null) {
            throw failure;
        }
        return hash;
    }

    private static void run(@Nullable Runnable hook, Runnable forget) {
        if (hook != null) {
            forget.run();
            hook.run();
        }
    }

    /** Makes a revision as the registry does, whoever asks. */
    public synchronized String push(NewRevision revision) {
        var files = revision.entries().stream().map(MemoryPackages::pinned).toList();
        var hash = hash(revision.message() + "|" + revision.userMeta() + "|"
                + files.stream()
                        .map(it -> it.path() + it.hash() + it.metadata())
                        .sorted()
                        .toList());
        manifests.put(
                hash,
                new Manifest(hash, revision.message(), revision.userMeta(), revision.workflow(), files, Map.of()));
        point(revision.name(), hash);
        return hash;
    }

    private void point(PackageName name, String hash) {
        pointers.computeIfAbsent(name, _ -> new TreeMap<>(Comparator.reverseOrder()))
                .put(now.getEpochSecond(), hash);
        latest.put(name, hash);
    }

    /** The file, with a version and a hash of where it is. */
    private static PackageEntry.File pinned(NewEntry entry) {
        var place = entry.physicalKey().contains("?") ? entry.physicalKey() : entry.physicalKey() + "?versionId=v1";
        var hash = entry.hash() == null ? new PackageEntry.Hash("SHA256", hash(place)) : entry.hash();
        return new PackageEntry.File(
                entry.logicalKey(), entry.size() == null ? 7 : entry.size(), place, hash, entry.meta());
    }

    private static String hash(String text) {
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    /** Stores a manifest that no push of this server would make. */
    public synchronized void put(PackageName name, Manifest manifest) {
        manifests.put(manifest.hash(), manifest);
        point(name, manifest.hash());
    }

    /** Lets {@code latest} point to an older revision, as a rollback does. */
    public synchronized void rollBack(PackageName name, String hash) {
        latest.put(name, hash);
    }

    @Override
    public synchronized String promote(Caller caller, Promotion promotion, Duration limit) {
        done.add("promote " + promotion.hash() + " to " + promotion.to());
        run(before, () -> before = null);
        var from = manifest(promotion.hash());
        return push(new NewRevision(
                promotion.to(),
                promotion.message(),
                promotion.userMeta() == null ? from.userMeta() : promotion.userMeta(),
                promotion.workflow(),
                from.files().stream().map(NewEntry::of).toList()));
    }

    @Override
    public synchronized void deleteRevision(Caller caller, PackageName name, String hash) {
        done.add("delete " + hash);
        var reason = stuck.getOrDefault(hash, stuck.get("*"));
        if (reason != null) {
            throw reason;
        }
        var listed = pointers.getOrDefault(name, new TreeMap<>());
        var held = hash.equals(latest.get(name));
        if (!listed.values().removeIf(hash::equals) && !held) {
            throw new Failure.NotFound("There is no such revision.");
        }
        if (held) {
            latest.remove(name);
            listed.values().stream().findFirst().ifPresent(newest -> latest.put(name, newest));
        }
    }

    @Override
    public <T> T with(Caller caller, PackageName name, String hash, Function<Manifest, T> work) {
        var fault = unreadable.get(hash);
        if (fault != null) {
            throw fault;
        }
        var manifest = manifest(hash);
        holding.add(hash);
        try {
            return work.apply(manifest);
        } finally {
            holding.removeLast();
        }
    }

    public synchronized Manifest manifest(String hash) {
        return Optional.ofNullable(manifests.get(hash))
                .orElseThrow(() -> new Failure.NotFound("There is no such revision."));
    }

    @Override
    public synchronized Revision revision(Caller caller, PackageName name, String revision) {
        var hash = revision.equals("latest") ? latest.get(name) : revision;
        if (hash == null || isMissing(hash)) {
            throw new Failure.NotFound("There is no such package.");
        }
        return all(name).stream()
                .filter(it -> it.hash().equals(hash))
                .findFirst()
                .orElseGet(() -> told(hash, now));
    }

    @Override
    public synchronized RevisionPage revisions(Caller caller, PackageName name, int number, int perPage) {
        if (!latest.containsKey(name)) {
            throw new Failure.NotFound("There is no such package.");
        }
        var all = all(name);
        return new RevisionPage(
                all.stream().skip((number - 1L) * perPage).limit(perPage).toList(), all.size());
    }

    /** The listed revisions, newest first. */
    public synchronized List<Revision> all(PackageName name) {
        return pointers.getOrDefault(name, new TreeMap<>()).entrySet().stream()
                .filter(it -> !isMissing(it.getValue()))
                .map(it -> told(it.getValue(), Instant.ofEpochSecond(it.getKey())))
                .toList();
    }

    private boolean isMissing(String hash) {
        return unreadable.get(hash) instanceof Failure.NotFound;
    }

    private Revision told(String hash, Instant modified) {
        var manifest = manifest(hash);
        return new Revision(
                hash,
                modified,
                manifest.message(),
                manifest.userMeta(),
                null,
                manifest.files().size(),
                1L);
    }

    /** The revision that {@code latest} points to. */
    public synchronized Optional<Manifest> latest(PackageName name) {
        return Optional.ofNullable(latest.get(name)).map(this::manifest);
    }
}
