package com.quiltdata.sandbox.search;

import com.quiltdata.sandbox.packages.PhysicalKey;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A document of one of a bucket's indexes, as the indexers of a real stack write them. */
public sealed interface Doc permits ObjectDoc, PackageDoc, PointerDoc, ManifestDoc, EntryDoc {
    /** The index it belongs to. */
    IndexName index();

    /** Unique within its index. */
    String id();

    /** What Elasticsearch would return of it. */
    Map<String, @Nullable Object> source();

    Fields index(Fields fields);

    default String uid() {
        return index() + "\n" + id();
    }

    default String bucket() {
        return index().bucket();
    }

    /** Puts the fields that a physical key has in a document. */
    static void physicalKey(Fields fields, PhysicalKey key) {
        var _ = fields.put("entry_pk", key)
                .put("entry_pk.text", key)
                .put("entry_pk_parsed.s3.bucket", key.bucket())
                .put("entry_pk_parsed.s3.key", key.key())
                .put("entry_pk_parsed.s3.key.text", key.key())
                .put("entry_pk_parsed.s3.version_id", key.versionId());
    }
}
