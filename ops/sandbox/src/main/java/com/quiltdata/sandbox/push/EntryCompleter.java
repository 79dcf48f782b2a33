package com.quiltdata.sandbox.push;

import com.quiltdata.sandbox.json.Json;
import com.quiltdata.sandbox.packages.Checksum;
import com.quiltdata.sandbox.packages.Entry;
import com.quiltdata.sandbox.packages.PhysicalKey;
import com.quiltdata.sandbox.registry.OperationRefusedException;
import com.quiltdata.sandbox.s3.Access;
import com.quiltdata.sandbox.s3.ObjectHead;

/** Completes an entry as the caller: its version and size by a HEAD, its hash from its bytes. */
record EntryCompleter(Access access, Checksum checksum) {
    /** Returns the entry with version and size; a complete entry is trusted. */
    RequestedEntry pinned(RequestedEntry entry) {
        if (!entry.incomplete()) {
            return entry;
        }
        PhysicalKey at = entry.at();
        ObjectHead head = head(entry);
        String version = at.versionId() == null ? head.versionId() : at.versionId();
        return new RequestedEntry(
                entry.logicalKey(),
                new PhysicalKey(at.bucket(), at.key(), version),
                head.size(),
                entry.hash(),
                entry.meta());
    }

    private ObjectHead head(RequestedEntry entry) {
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
    Entry hashed(RequestedEntry entry) {
        long size = entry.size() == null ? 0 : entry.size();
        return new Entry(entry.logicalKey(), entry.at(), size, hash(entry), entry.meta());
    }

    private Entry.Hash hash(RequestedEntry entry) {
        if (entry.hash() != null) {
            return entry.hash();
        }
        PhysicalKey at = entry.at();
        return access.get(at.bucket(), at.key(), at.versionId())
                .map(checksum::of)
                .orElseThrow(() ->
                        unreadable(entry, "An error occurred (404) when calling the GetObject operation: Not Found"));
    }

    private static OperationRefusedException unreadable(RequestedEntry entry, String error) {
        return OperationRefusedException.operation(
                "FailedToFetchObjectMetadata",
                "Failed to fetch object metadata: " + error,
                Json.of(
                        "logical_key", entry.logicalKey(),
                        "physical_key", entry.at().toString(),
                        "error", error));
    }
}
