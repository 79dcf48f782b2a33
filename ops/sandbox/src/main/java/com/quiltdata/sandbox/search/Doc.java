package com.quiltdata.sandbox.search;

import com.quiltdata.sandbox.packages.PhysicalKey;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A document of one of a bucket's indexes, in the form of a real stack's indexers. */
public sealed interface Doc permits ObjectDoc, PackageDoc, PointerDoc, ManifestDoc, EntryDoc {
    /** Returns the index of the document. */
    IndexName index();

    /** Returns the document's id, unique within its index. */
    String id();

    /** Returns the document's source as Elasticsearch returns it. */
    Map<String, @Nullable Object> source();

    DocumentBuilder index(DocumentBuilder fields);

    default String uid() {
        return index() + "\n" + id();
    }

    default String bucket() {
        return index().bucket();
    }

    /** Adds the fields of a physical key to a document. */
    static void physicalKey(DocumentBuilder fields, PhysicalKey key) {
        var _ = fields.put("entry_pk", key)
                .put("entry_pk.text", key)
                .put("entry_pk_parsed.s3.bucket", key.bucket())
                .put("entry_pk_parsed.s3.key", key.key())
                .put("entry_pk_parsed.s3.key.text", key.key())
                .put("entry_pk_parsed.s3.version_id", key.versionId());
    }
}
