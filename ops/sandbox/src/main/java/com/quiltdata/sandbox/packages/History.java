package com.quiltdata.sandbox.packages;

import java.util.List;
import java.util.Optional;

/** A package: the revision its {@code latest} pointer holds, and all revisions, newest first. */
public record History(String bucket, String name, Revision latest, List<Revision> revisions) {
    /** A full hash or {@code latest}; prefixes are for clients to resolve. */
    public Optional<Revision> revision(String hashOrTag) {
        return "latest".equals(hashOrTag)
                ? Optional.of(latest)
                : revisions.stream()
                        .filter(revision -> revision.hash().equals(hashOrTag))
                        .findFirst();
    }
}
