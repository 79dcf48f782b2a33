package com.quiltdata.mcp.catalog;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The bucket, object or package that a page of a catalog shows, parsed from the page's URL. */
public sealed interface CatalogPageUrl {
    /** A bucket's overview, or its list of packages. */
    record BucketUrl(String bucket) implements CatalogPageUrl {}

    /** An object or a folder. */
    record ObjectUrl(ObjectLocation location) implements CatalogPageUrl {
        @Override
        public String bucket() {
            return location.bucket();
        }
    }

    /**
     * A package, or the file or folder at {@code path} in one of its revisions.
     *
     * @param revision a top hash or its first digits; null for the latest
     */
    record PackageUrl(PackageName name, @Nullable String revision, String path) implements CatalogPageUrl {
        @Override
        public String bucket() {
            return name.bucket();
        }
    }

    String bucket();

    /** Maximum length of an address, which has room for a key of 1,024 bytes, all encoded. */
    int MAX_LENGTH = 16_384;

    /** Parses the URL of a bucket, object or package of this catalog, or returns empty; refuses invalid names. */
    static Optional<CatalogPageUrl> of(CatalogSite site, String url) {
        var root = site.base() + "/b/";
        if (url.length() > MAX_LENGTH || !url.startsWith(root)) {
            return Optional.empty();
        }
        var address = url.substring(root.length()).replaceFirst("#.*", "");
        var query = address.indexOf('?');
        var path = query < 0 ? address : address.substring(0, query);
        var parts = Arrays.asList(path.split("/", -1));
        var bucket = NameSyntax.checkedBucket(PercentEncoding.decode(parts.getFirst()));
        var view = parts.size() < 2 ? "" : parts.get(1);
        return switch (view) {
            case "" -> Optional.of(new BucketUrl(bucket));
            case "tree" -> Optional.of(object(bucket, key(parts, 2), query < 0 ? "" : address.substring(query + 1)));
            case "packages" -> packages(bucket, parts);
            default -> Optional.empty();
        };
    }

    /**
     * Returns the URI of what a page of this catalog shows; any other text unchanged.
     *
     * @throws IllegalArgumentException with one sentence, when a name in the URL is invalid
     */
    static String toUri(CatalogSite site, String text) {
        return of(site, text.strip()).map(CatalogPageUrl::uri).orElse(text);
    }

    /** Returns the S3 or Quilt+ URI of the bucket, object or package. */
    default String uri() {
        return switch (this) {
            case BucketUrl(var bucket) -> S3Uri.SCHEME + bucket;
            case ObjectUrl(var location) -> S3Uri.print(location);
            case PackageUrl(var name, var revision, var path) ->
                new QuiltUri(name.bucket(), name.name(), revision, null, path, null).print();
        };
    }

    private static CatalogPageUrl object(String bucket, String key, String query) {
        if (key.isEmpty()) {
            return new BucketUrl(bucket);
        }
        var version = Arrays.stream(query.split("&", -1))
                .filter(it -> it.startsWith("version=") && it.length() > "version=".length())
                .findFirst()
                .map(it -> PercentEncoding.decode(it.substring("version=".length())))
                .orElse(null);
        return new ObjectUrl(new ObjectLocation(bucket, key, version));
    }

    private static Optional<CatalogPageUrl> packages(String bucket, List<String> parts) {
        if (parts.size() < 3 || (parts.size() == 3 && parts.get(2).isEmpty())) {
            return Optional.of(new BucketUrl(bucket));
        } else if (parts.size() < 4) {
            return Optional.empty();
        }
        var name = new PackageName(
                bucket, NameSyntax.packageName(PercentEncoding.decode(parts.get(2) + "/" + parts.get(3))));
        if (parts.size() < 6 || !parts.get(4).equals("tree")) {
            return Optional.of(new PackageUrl(name, null, ""));
        }
        var revision = NameSyntax.shortRevision(PercentEncoding.decode(parts.get(5)));
        return Optional.of(new PackageUrl(name, revision.equals("latest") ? null : revision, key(parts, 6)));
    }

    private static String key(List<String> parts, int from) {
        return PercentEncoding.decode(String.join("/", parts.subList(Math.min(from, parts.size()), parts.size())));
    }
}
