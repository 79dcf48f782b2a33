package com.quiltdata.sandbox.search;

import com.quiltdata.sandbox.json.Json;
import com.quiltdata.sandbox.packages.Entry;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A file in a manifest. */
public record EntryDoc(String bucket, String hash, Entry entry) implements Doc {
    @Override
    public IndexName index() {
        return new IndexName(bucket, IndexName.Kind.PARTS);
    }

    @Override
    public String id() {
        return "entry:" + hash + ":" + Sha256.hex(entry.logicalKey());
    }

    /** Returns the whole metadata as JSON, or null if there is none. */
    public @Nullable String meta() {
        return entry.meta().isEmpty() ? null : Json.text(entry.meta());
    }

    @Override
    public Map<String, @Nullable Object> source() {
        var at = entry.physicalKey();
        return Json.of(
                "join_field", Json.of("name", "entry", "parent", ManifestDoc.id(hash)),
                "entry_lk", entry.logicalKey(),
                "entry_pk", at.toString(),
                "entry_pk_parsed",
                        Json.of("s3", Json.of("bucket", at.bucket(), "key", at.key(), "version_id", at.versionId())),
                "entry_size", entry.size(),
                "entry_hash",
                        Json.of(
                                "type",
                                entry.hash().type(),
                                "value",
                                entry.hash().value()),
                "entry_metadata", meta());
    }

    @Override
    public DocumentBuilder index(DocumentBuilder fields) {
        var _ = fields.put("join_field", "entry").put(PARENT, hash).put("entry_size", entry.size());
        return addSearchFields(fields);
    }

    /** The field with the manifest's hash in the documents of its entries. */
    static final String PARENT = "join_field#mnfst";

    /** Adds the fields by which a package is also found. */
    DocumentBuilder addSearchFields(DocumentBuilder fields) {
        Doc.physicalKey(fields, entry.physicalKey());
        return fields.put("entry_lk", entry.logicalKey())
                .put("entry_lk.text", entry.logicalKey())
                .put("entry_hash.type", entry.hash().type())
                .put("entry_hash.value", entry.hash().value())
                .put("entry_metadata", meta());
    }
}
