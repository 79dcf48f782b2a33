package com.quiltdata.mcp.catalog.workflows;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.networknt.schema.Error;
import com.quiltdata.mcp.catalog.packages.NewEntry;
import com.quiltdata.mcp.catalog.packages.NewRevision;
import com.quiltdata.mcp.json.BoundedJsonParser;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;

/** Converts a revision to the documents that its schemas validate. */
final class SchemaInstances {
    private static final JsonMapper MAPPER = BoundedJsonParser.DOCUMENT
            .mapper()
            .addModule(new SimpleModule().addSerializer(BigDecimal.class, new DecimalSerializer()))
            .build();

    private SchemaInstances() {}

    static JsonNode metadata(NewRevision revision) {
        return MAPPER.valueToTree(Objects.requireNonNullElse(revision.userMeta(), Map.of()));
    }

    /** Returns {@code [{logical_key, size, meta}]} with the author's metadata; an unknown size is omitted. */
    static JsonNode entries(NewRevision revision) {
        var entries = MAPPER.createArrayNode();
        for (var entry : revision.entries()) {
            var node = entries.addObject().put("logical_key", entry.logicalKey());
            if (entry.size() != null) {
                node.put("size", entry.size());
            }
            node.set("meta", MAPPER.valueToTree(userMeta(entry)));
        }
        return entries;
    }

    /** Accepts errors that hold for any value of the unknown sizes: of other entries, and within keys and metadata. */
    static Predicate<Error> decidable(NewRevision revision, boolean sizesMatter) {
        var entries = revision.entries();
        if (!sizesMatter || entries.stream().allMatch(entry -> entry.size() != null)) {
            return _ -> true;
        }
        return error -> {
            var at = error.getInstanceLocation();
            return at.getNameCount() > 0
                    && (sized(revision, at.getElement(0))
                            || (at.getNameCount() > 1 && !at.getElement(1).equals("size")));
        };
    }

    private static boolean sized(NewRevision revision, Object index) {
        return index instanceof Integer i && revision.entries().get(i).size() != null;
    }

    private static Object userMeta(NewEntry entry) {
        var meta = entry.meta();
        return meta == null ? Map.of() : Objects.requireNonNullElse(meta.get("user_meta"), Map.of());
    }

    /** Writes a decimal as a double, which is Quilt's float; the decimal could have any length. */
    private static final class DecimalSerializer extends JsonSerializer<BigDecimal> {
        @Override
        public void serialize(BigDecimal value, JsonGenerator json, SerializerProvider provider) throws IOException {
            json.writeNumber(value.doubleValue());
        }
    }
}
