package com.quiltdata.mcp.catalog;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A Quilt+ URI: {@code quilt+s3://bucket#package=namespace/name[@hash|:tag][&path=…][&catalog=host]}. Values are
 * percent-encoded and decoded once, so a printed URI parses to the same URI.
 */
public record QuiltUri(
        String bucket,
        String name,
        @Nullable String hash,
        @Nullable String tag,
        @Nullable String path,
        @Nullable String catalog) {
    /** How every Quilt+ URI begins. */
    public static final String SCHEME = "quilt+s3:";

    public QuiltUri {
        if (hash != null && tag != null) {
            throw new IllegalArgumentException("a Quilt+ URI has a top hash or a tag, not both.");
        }
        NameSyntax.checkedBucket(bucket);
        NameSyntax.packageName(name);
        hash = hash == null ? null : pointer(hash);
        tag = tag == null ? null : pointer(tag);
        path = emptyToNull(path);
        catalog = emptyToNull(catalog);
    }

    /** Parses a URI; refuses others as {@link NameSyntax} does, in the words of the catalog's own parser. */
    public static QuiltUri parse(String text) {
        try {
            return parsed(NameSyntax.printable(text));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "Invalid package URI (%s): %s".formatted(NameSyntax.quoted(text), e.getMessage()), e);
        }
    }

    /** Returns a URI for a bucket without a package: the catalog's parser refuses it, but other tools produce it. */
    public static String ofBucket(String bucket, String catalog) {
        return SCHEME + "//" + bucket + "#catalog=" + PercentEncoding.encode(catalog);
    }

    /** Returns the text itself if it is a valid top hash or tag. */
    public static String pointer(String text) {
        if (text.isEmpty() || text.contains(":") || text.contains("@")) {
            throw new IllegalArgumentException("a top hash or tag must be non-empty, without \":\" and \"@\".");
        }
        return NameSyntax.printable(text);
    }

    /** Returns the URI as text. */
    public String print() {
        var pointer = hash != null
                ? "@" + PercentEncoding.encode(hash)
                : tag != null ? ":" + PercentEncoding.encode(tag) : "";
        return SCHEME + "//" + bucket + "#package=" + PercentEncoding.encodePath(name) + pointer + part("&path=", path)
                + part("&catalog=", catalog);
    }

    private static QuiltUri parsed(String text) {
        if (!text.startsWith(SCHEME)) {
            throw new IllegalArgumentException(
                    "unsupported protocol %s. \"quilt+s3:\" is currently the only supported protocol."
                            .formatted(NameSyntax.quoted(text.substring(0, text.indexOf(':') + 1))));
        }
        var rest = text.substring(SCHEME.length());
        if (!rest.startsWith("//")) {
            throw new IllegalArgumentException("missing slashes between protocol and registry.");
        }
        var hash = rest.indexOf('#');
        var bucket = rest.substring(2, hash < 0 ? rest.length() : hash);
        if (bucket.contains("/") || bucket.contains("?")) {
            throw new IllegalArgumentException("non-bucket-root registries are not supported currently.");
        }
        var parts = parts(hash < 0 ? "" : rest.substring(hash + 1));
        var spec = parts.get("package");
        if (spec == null || spec.isEmpty()) {
            throw new IllegalArgumentException("missing \"package=\" part.");
        }
        return of(bucket, spec, parts.get("path"), parts.get("catalog"));
    }

    private static QuiltUri of(String bucket, String spec, @Nullable String path, @Nullable String catalog) {
        var hasTag = spec.contains(":");
        var hasHash = spec.contains("@");
        if (hasTag && hasHash) {
            throw new IllegalArgumentException("\"package=\" part may either contain \":\" or \"@\".");
        } else if (!hasTag && !hasHash) {
            return new QuiltUri(bucket, spec, null, null, path, catalog);
        }
        var separator = hasTag ? ":" : "@";
        var pair = spec.split(separator, -1);
        if (pair[0].isEmpty()) {
            throw new IllegalArgumentException("\"package=\" part must contain non-empty package name.");
        } else if (pair[1].isEmpty()) {
            throw new IllegalArgumentException(
                    "\"package=\" part: %s must not be empty.".formatted(hasTag ? "tag" : "hash"));
        } else if (pair.length > 2) {
            throw new IllegalArgumentException("\"package=\" part may contain only one \"%s\".".formatted(separator));
        }
        return new QuiltUri(bucket, pair[0], hasHash ? pair[1] : null, hasTag ? pair[1] : null, path, catalog);
    }

    /** Decodes the fragment's parts as a query string: {@code +} is a space, a stray percent sign is literal. */
    private static Map<String, String> parts(String fragment) {
        var parts = new HashMap<String, String>();
        for (var part : fragment.replaceAll("%(?![0-9A-Fa-f]{2})", "%25").split("&", -1)) {
            var equals = part.indexOf('=');
            var name = equals < 0 ? part : part.substring(0, equals);
            var value = equals < 0
                    ? ""
                    : PercentEncoding.decode(part.substring(equals + 1).replace('+', ' '));
            if (parts.put(name, value) != null && !name.isEmpty()) {
                throw new IllegalArgumentException(
                        "%s specified multiple times.".formatted(NameSyntax.quoted(name + "=")));
            }
        }
        return parts;
    }

    private static @Nullable String emptyToNull(@Nullable String text) {
        return text == null || text.isEmpty() ? null : text;
    }

    private static String part(String name, @Nullable String value) {
        return value == null ? "" : name + PercentEncoding.encode(value);
    }
}
