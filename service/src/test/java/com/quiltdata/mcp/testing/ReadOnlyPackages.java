package com.quiltdata.mcp.testing;

import com.quiltdata.mcp.auth.Caller;
import com.quiltdata.mcp.catalog.Failure;
import com.quiltdata.mcp.catalog.PackageName;
import com.quiltdata.mcp.catalog.packages.Manifest;
import com.quiltdata.mcp.catalog.packages.ManifestReader;
import com.quiltdata.mcp.catalog.packages.PackageEntry;
import com.quiltdata.mcp.catalog.packages.PackageListPage;
import com.quiltdata.mcp.catalog.packages.PackageSummary;
import com.quiltdata.mcp.catalog.packages.PackageView;
import com.quiltdata.mcp.catalog.packages.Revision;
import com.quiltdata.mcp.catalog.packages.RevisionPage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Packages of which every revision stands, the one added last as latest; remembers what was asked of it. */
public final class ReadOnlyPackages extends NoPackages implements ManifestReader {
    /** What was asked, as {@code verb …}. */
    public final List<String> asked = new ArrayList<>();

    private final Map<PackageName, List<Manifest>> packages = new HashMap<>();

    public ReadOnlyPackages with(PackageName name, Manifest revision) {
        packages.computeIfAbsent(name, _ -> new ArrayList<>()).addFirst(revision);
        return this;
    }

    /** A revision with nothing in its header. */
    public static Manifest manifest(String hash, PackageEntry.File... files) {
        return new Manifest(hash, null, null, null, List.of(files), Map.of());
    }

    /** A file whose content is told by a letter. */
    public static PackageEntry.File file(String path, String content) {
        return new PackageEntry.File(
                path,
                content.length(),
                "s3://data-1/" + path + "?versionId=v1",
                new PackageEntry.Hash("SHA256", content),
                null);
    }

    @Override
    public <T> T with(Caller caller, PackageName name, String hash, Function<Manifest, T> work) {
        asked.add("manifest " + name.name() + " " + hash.substring(0, 2));
        return work.apply(found(name, hash));
    }

    @Override
    public Revision revision(Caller caller, PackageName name, String revision) {
        asked.add("revision " + name.name() + " " + revision);
        return revision(found(name, revision));
    }

    @Override
    public RevisionPage revisions(Caller caller, PackageName name, int number, int perPage) {
        asked.add("revisions %s %d %d".formatted(name.name(), number, perPage));
        var all = packages.getOrDefault(name, List.of());
        return new RevisionPage(
                all.stream()
                        .skip((long) (number - 1) * perPage)
                        .limit(perPage)
                        .map(ReadOnlyPackages::revision)
                        .toList(),
                all.size());
    }

    @Override
    public PackageListPage list(Caller caller, String bucket, String prefix, int offset, int max) {
        asked.add("list %s %s %d %d".formatted(bucket, prefix, offset, max));
        var all = packages.keySet().stream()
                .filter(it -> it.bucket().equals(bucket) && it.name().startsWith(prefix))
                .map(it -> new PackageSummary(it.name(), Instant.EPOCH))
                .sorted(java.util.Comparator.comparing(PackageSummary::name))
                .toList();
        return new PackageListPage(
                all.stream().skip(offset).limit(max).toList(), all.size(), offset + max < all.size());
    }

    @Override
    @SuppressWarnings("NullAway") // does not see the annotation of a nested type in a class file
    public PackageView view(Caller caller, PackageName name, String revision, String path, int maxContents) {
        asked.add("view %s %s %s".formatted(name.name(), revision, path));
        var manifest = found(name, revision);
        var file = manifest.files().stream()
                .filter(it -> it.path().equals(path))
                .findFirst()
                .orElse(null);
        return new PackageView(revision(manifest), path, file, List.of(), null);
    }

    private Manifest found(PackageName name, String revision) {
        return packages.getOrDefault(name, List.of()).stream()
                .filter(it -> revision.equals("latest") || it.hash().equals(revision))
                .findFirst()
                .orElseThrow(() -> new Failure.NotFound("There is no such revision."));
    }

    private static Revision revision(Manifest manifest) {
        return new Revision(
                manifest.hash(),
                Instant.EPOCH,
                manifest.message(),
                manifest.userMeta(),
                manifest.workflow(),
                manifest.files().size(),
                1L);
    }
}
