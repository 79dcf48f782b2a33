package com.quiltdata.mcp.catalog;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a page of a catalog shows, as its address tells. */
public sealed interface CatalogPage {
    /** A bucket as a whole, or its list of packages. */
    record OfBucket(String bucket) implements CatalogPage {}

    /** An object or a folder. */
    record OfObject(ObjectLocation location) implements CatalogPage {}

    /**
     * A package, or what stands at {@code path} in a revision of it.
     *
     * @param revision a full top hash; null for the latest
     */
    record OfPackage(PackageName name, @Nullable String revision, String path) implements CatalogPage {}

    /**
     * What {@code url} shows, if it is a page of this catalog that shows a bucket, an object or a package.
     *
     * @throws IllegalArgumentException with one sentence, when a name in it cannot be one
     */
    static Optional<CatalogPage> of(CatalogSite site, String url) {
        var root = site.base() + "/b/";
        if (!url.startsWith(root)) {
            return Optional.empty();
        }
        var address = url.substring(root.length()).replaceFirst("#.*", "");
        var query = address.indexOf('?');
        var path = query < 0 ? address : address.substring(0, query);
        var parts = Arrays.asList(path.split("/", -1));
        var bucket = Names.checkedBucket(Percent.decode(parts.getFirst()));
        var view = parts.size() < 2 ? "" : parts.get(1);
        return switch (view) {
            case "" -> Optional.of(new OfBucket(bucket));
            case "tree" -> Optional.of(object(bucket, key(parts, 2), query < 0 ? "" : address.substring(query + 1)));
            case "packages" -> packages(bucket, parts);
            default -> Optional.empty();
        };
    }

    private static CatalogPage object(String bucket, String key, String query) {
        if (key.isEmpty()) {
            return new OfBucket(bucket);
        }
        var version = Arrays.stream(query.split("&", -1))
                .filter(it -> it.startsWith("version=") && it.length() > "version=".length())
                .findFirst()
                .map(it -> Percent.decode(it.substring("version=".length())))
                .orElse(null);
        return new OfObject(new ObjectLocation(bucket, key, version));
    }

    private static Optional<CatalogPage> packages(String bucket, List<String> parts) {
        if (parts.size() < 3 || (parts.size() == 3 && parts.get(2).isEmpty())) {
            return Optional.of(new OfBucket(bucket));
        } else if (parts.size() < 4) {
            return Optional.empty();
        }
        var name = new PackageName(bucket, Names.packageName(Percent.decode(parts.get(2) + "/" + parts.get(3))));
        if (parts.size() < 6 || !parts.get(4).equals("tree")) {
            return Optional.of(new OfPackage(name, null, ""));
        }
        var revision = Names.revision(Percent.decode(parts.get(5)));
        return Optional.of(new OfPackage(name, revision.equals("latest") ? null : revision, key(parts, 6)));
    }

    private static String key(List<String> parts, int from) {
        return parts.stream().skip(from).map(Percent::decode).collect(Collectors.joining("/"));
    }
}
