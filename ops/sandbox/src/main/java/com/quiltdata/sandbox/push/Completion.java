package com.quiltdata.sandbox.push;

import com.quiltdata.sandbox.json.Json;
import com.quiltdata.sandbox.packages.ChunkedHash;
import com.quiltdata.sandbox.packages.Entry;
import com.quiltdata.sandbox.packages.PhysicalKey;
import com.quiltdata.sandbox.registry.Refused;
import com.quiltdata.sandbox.s3.Access;
import com.quiltdata.sandbox.s3.Head;

/** Completes an entry as the caller: its version and size by a HEAD, its hash from its bytes. */
record Completion(Access access) {
    /** Returns the entry with version and size; a complete entry is trusted. */
    Asked pinned(Asked entry) {
        if (!entry.incomplete()) {
            return entry;
        }
        PhysicalKey at = entry.at();
        Head head = head(entry);
        String version = at.versionId() == null ? head.versionId() : at.versionId();
        return new Asked(
                entry.logicalKey(),
                new PhysicalKey(at.bucket(), at.key(), version),
                head.size(),
                entry.hash(),
                entry.meta());
    }

    private Head head(Asked entry) {
        PhysicalKey at = entry.at();
        try {
            return access.head(at.bucket(), at.key(), at.versionId())
                    .orElseThrow(() -> unreadable(
                            entry, "An error occurred (404) when calling the HeadObject operation: Not Found"));
        } catch (Access.Denied e) {
            throw unreadable(entry, String.valueOf(e.getMessage()));
        }
    }

    /** Returns the complete entry. */
    Entry hashed(Asked entry) {
        long size = entry.size() == null ? 0 : entry.size();
        return new Entry(entry.logicalKey(), entry.at(), size, hash(entry), entry.meta());
    }

    private Entry.Hash hash(Asked entry) {
        if (entry.hash() != null) {
            return entry.hash();
        }
        PhysicalKey at = entry.at();
        return access.get(at.bucket(), at.key(), at.versionId())
                .map(ChunkedHash::of)
                .orElseThrow(() ->
                        unreadable(entry, "An error occurred (404) when calling the GetObject operation: Not Found"));
    }

    private static Refused unreadable(Asked entry, String error) {
        return Refused.operation(
                "FailedToFetchObjectMetadata",
                "Failed to fetch object metadata: " + error,
                Json.of(
                        "logical_key", entry.logicalKey(),
                        "physical_key", entry.at().toString(),
                        "error", error));
    }
}
