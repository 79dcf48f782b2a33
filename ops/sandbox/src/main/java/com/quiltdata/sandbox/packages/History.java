package com.quiltdata.sandbox.packages;

import java.util.List;
import java.util.Optional;

/** A package: the revision of its {@code latest} pointer, and all revisions, newest first. */
public record History(String bucket, String name, Revision latest, List<Revision> revisions) {
    /** Returns the revision with this full hash or {@code latest}; clients must resolve prefixes. */
    public Optional<Revision> revision(String hashOrTag) {
        return "latest".equals(hashOrTag)
                ? Optional.of(latest)
                : revisions.stream()
                        .filter(revision -> revision.hash().equals(hashOrTag))
                        .findFirst();
    }
}
