package com.quiltdata.sandbox.search;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A key in a bucket. */
record ObjectKey(String bucket, String key) {
    private static final String MANIFESTS = ".quilt/packages/";
    private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");
    private static final Pattern POINTER = Pattern.compile("\\.quilt/named_packages/([^/]+/[^/]+)/([^/]+)");
    /** Names of pointers before 2016 are not treated as pointers. */
    private static final long EARLIEST = 1_451_631_600;

    /** The name and the tag in a pointer's key. */
    record Tagged(String name, String tag) {
        boolean numbered() {
            return tag.matches("\\d{1,18}");
        }

        long second() {
            return Long.parseLong(tag);
        }
    }

    static ObjectKey manifest(String bucket, String hash) {
        return new ObjectKey(bucket, MANIFESTS + hash);
    }

    Optional<Tagged> pointer() {
        Matcher matcher = POINTER.matcher(key);
        return Optional.of(matcher)
                .filter(Matcher::matches)
                .map(found -> new Tagged(found.group(1), found.group(2)))
                .filter(tagged -> !tagged.numbered() || tagged.second() >= EARLIEST);
    }

    /** Returns the hash of the manifest at this key, if it is one. */
    Optional<String> manifest() {
        return key.startsWith(MANIFESTS)
                        && HASH.matcher(key.substring(MANIFESTS.length())).matches()
                ? Optional.of(key.substring(MANIFESTS.length()))
                : Optional.empty();
    }
}
