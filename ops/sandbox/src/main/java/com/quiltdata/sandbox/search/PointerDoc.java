package com.quiltdata.sandbox.search;

import com.quiltdata.sandbox.json.Json;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A pointer: the hash of a package's tag, which is {@code latest} or the second of a push. */
public record PointerDoc(String bucket, String name, String tag, Instant modified, String hash) implements Doc {
    @Override
    public IndexName index() {
        return new IndexName(bucket, IndexName.Kind.PARTS);
    }

    @Override
    public String id() {
        return id(name, tag);
    }

    static String id(String name, String tag) {
        return "ptr:" + Sha256.hex(name + "/" + tag);
    }

    @Override
    public Map<String, @Nullable Object> source() {
        return Json.of(
                "join_field",
                Json.of("name", "ptr", "parent", ManifestDoc.id(hash)),
                "ptr_name",
                name,
                "ptr_tag",
                tag,
                "ptr_last_modified",
                modified.toString());
    }

    @Override
    public DocumentBuilder index(DocumentBuilder fields) {
        return fields.put("join_field", "ptr")
                .put("ptr_name", name)
                .put("ptr_name.text", name)
                .put("ptr_tag", tag)
                .put("ptr_last_modified", modified);
    }
}
