package com.quiltdata.sandbox.search;

/** An index of a bucket. The first two have the names that Elasticsearch knows them by, the third is the registry's own. */
public record IndexName(String bucket, Kind kind) {
    private static final String PACKAGES = "_packages";

    /** What is in an index. */
    public enum Kind {
        /** Every version of every object, and the delete markers. */
        OBJECTS,
        /** Manifests, pointers and entries, each a document of its own. */
        PARTS,
        /** Pointers with all that their manifests hold. */
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
