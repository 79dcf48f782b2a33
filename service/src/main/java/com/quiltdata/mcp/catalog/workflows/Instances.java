package com.quiltdata.mcp.catalog.workflows;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import com.networknt.schema.Error;
import com.quiltdata.mcp.catalog.NewEntry;
import com.quiltdata.mcp.catalog.NewRevision;
import com.quiltdata.mcp.json.ForeignJson;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;

/** A revision as the documents that its schemas are held against. */
final class Instances {
    private static final JsonMapper MAPPER = ForeignJson.DOCUMENT
            .mapper()
            .addModule(new SimpleModule().addSerializer(BigDecimal.class, new AsDouble()))
            .build();

    private Instances() {}

    /** What its author gave; without any, the empty object. */
    static JsonNode metadata(NewRevision revision) {
        return MAPPER.valueToTree(Objects.requireNonNullElse(revision.userMeta(), Map.of()));
    }

    /** {@code [{logical_key, size, meta}]}, where {@code meta} is what the author gave; a size that is not known is left out. */
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

    /**
     * Which errors are true whatever the sizes that are not known. Where the schema asks for sizes, and some are not known,
     * these are the errors of other entries, and those inside of keys and metadata.
     */
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

    /** A float is a double to Quilt; its decimal could be of any length. */
    private static final class AsDouble extends StdSerializer<BigDecimal> {
        private static final long serialVersionUID = 1L;

        AsDouble() {
            super(BigDecimal.class);
        }

        @Override
        public void serialize(BigDecimal value, JsonGenerator json, SerializerProvider provider) throws IOException {
            json.writeNumber(value.doubleValue());
        }
    }
}
