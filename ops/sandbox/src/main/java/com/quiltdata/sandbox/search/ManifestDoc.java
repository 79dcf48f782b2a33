package com.quiltdata.sandbox.search;

import com.quiltdata.sandbox.json.Json;
import com.quiltdata.sandbox.packages.Entry;
import com.quiltdata.sandbox.packages.Manifest;
import com.quiltdata.sandbox.packages.PhysicalKey;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The indexed fields of a manifest, without its entries. */
public record ManifestDoc(String bucket, String hash, Instant modified, Manifest manifest) implements Doc {
    @Override
    public IndexName index() {
        return new IndexName(bucket, IndexName.Kind.PARTS);
    }

    @Override
    public String id() {
        return id(hash);
    }

    static String id(String hash) {
        return "mnfst:" + hash;
    }

    List<EntryDoc> entries() {
        return manifest.entries().stream()
                .map(entry -> new EntryDoc(bucket, hash, entry))
                .toList();
    }

    /** Returns the message; a null one is indexed as Python's word for it. */
    public String message() {
        Object message = manifest.header().getOrDefault("message", "");
        return message == null ? "None" : message.toString();
    }

    /** Returns the user's metadata as JSON, or null if there is none. */
    public @Nullable String metadata() {
        Map<String, @Nullable Object> meta = userMeta();
        return meta.isEmpty() ? null : Json.text(meta);
    }

    private Map<String, @Nullable Object> userMeta() {
        return Json.asObject(manifest.header().get("user_meta"));
    }

    public List<UserMeta> metadataFields() {
        return UserMeta.of(userMeta());
    }

    public long totalBytes() {
        return manifest.entries().stream().mapToLong(Entry::size).sum();
    }

    public int totalFiles() {
        return manifest.entries().size();
    }

    /** Returns null for no workflow, and for one of another bucket's configuration. */
    public @Nullable Map<String, @Nullable Object> workflow() {
        Map<String, @Nullable Object> workflow = Json.asObject(manifest.header().get("workflow"));
        String config = String.valueOf(workflow.get("config"));
        if (!config.startsWith("s3://" + bucket + "/.quilt/workflows/config.yml")) {
            return null;
        }
        return Json.of(
                "config_version_id",
                version(config),
                "id",
                workflow.get("id"),
                "schemas",
                Json.asObject(workflow.get("schemas")).entrySet().stream()
                        .map(schema -> Json.of("id", schema.getKey(), "url", schema.getValue()))
                        .toList());
    }

    private static @Nullable String version(String config) {
        try {
            return PhysicalKey.parse(config).versionId();
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    @Override
    public Map<String, @Nullable Object> source() {
        return Json.of(
                "join_field", Json.of("name", "mnfst"),
                "mnfst_hash", hash,
                "mnfst_last_modified", modified.toString(),
                "mnfst_message", message(),
                "mnfst_metadata", metadata(),
                "mnfst_metadata_fields",
                        metadataFields().stream().map(ManifestDoc::field).toList(),
                "mnfst_stats", Json.of("total_bytes", totalBytes(), "total_files", totalFiles()),
                "mnfst_workflow", workflow());
    }

    private static Map<String, @Nullable Object> field(UserMeta field) {
        String type = switch (field.type()) {
            case NUMBER -> "double";
            case DATETIME -> "date";
            case KEYWORD -> "keyword";
            case TEXT -> "text";
            case BOOLEAN -> "boolean";
        };
        Object value = field.value() instanceof Instant instant ? instant.toString() : field.value();
        return Json.of("json_pointer", field.pointer(), "type", type, "text", Json.text(value), type, value);
    }

    @Override
    public DocumentBuilder index(DocumentBuilder fields) {
        return addSearchFields(fields.put("join_field", "mnfst"));
    }

    DocumentBuilder addSearchFields(DocumentBuilder fields) {
        Map<String, @Nullable Object> workflow = workflow();
        if (workflow != null) {
            var _ = fields.put("mnfst_workflow.id", workflow.get("id"))
                    .put("mnfst_workflow.config_version_id", workflow.get("config_version_id"));
        }
        return fields.put("mnfst_hash", hash)
                .put("mnfst_last_modified", modified)
                .put("mnfst_message", message())
                .put("mnfst_metadata", metadata())
                .put("mnfst_stats.total_bytes", totalBytes())
                .put("mnfst_stats.total_files", totalFiles());
    }
}
