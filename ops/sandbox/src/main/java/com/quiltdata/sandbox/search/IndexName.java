package com.quiltdata.sandbox.search;

/** An index of a bucket. The first two have their names from Elasticsearch, the third is the registry's own. */
public record IndexName(String bucket, Kind kind) {
    private static final String PACKAGES = "_packages";

    /** The kind of an index. */
    public enum Kind {
        /** All versions of all objects, and the delete markers. */
        OBJECTS,
        /** Manifests, pointers and entries, as separate documents. */
        PARTS,
        /** Pointers with the content of their manifests. */
        PACKAGES
    }

    public static IndexName parse(String name) {
        return name.endsWith(PACKAGES)
                ? new IndexName(name.substring(0, name.length() - PACKAGES.length()), Kind.PARTS)
                : new IndexName(name, Kind.OBJECTS);
    }

    @Override
    public String toString() {
        return switch (kind) {
            case OBJECTS -> bucket;
            case PARTS -> bucket + PACKAGES;
            case PACKAGES -> bucket + "_";
        };
    }
}
