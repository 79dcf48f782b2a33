package com.quiltdata.mcp.catalog.graphql;

import com.fasterxml.jackson.databind.JsonNode;
import com.quiltdata.mcp.catalog.Failure;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Reads the fields that the schema promises; a response without them is not a registry's. */
final class ResponseFields {
    private ResponseFields() {}

    static String text(JsonNode node, String field) {
        return required(node, field, JsonNode::isTextual).textValue();
    }

    static boolean flag(JsonNode node, String field) {
        return required(node, field, JsonNode::isBoolean).booleanValue();
    }

    /** Returns a number of bytes: {@code Float} in the schema, because its {@code Int} is too small. */
    static long bytes(JsonNode node, String field) {
        return required(node, field, JsonNode::isNumber).longValue();
    }

    static @Nullable Long bytesOrNull(JsonNode node, String field) {
        return node.path(field).isNumber() ? Long.valueOf(bytes(node, field)) : null;
    }

    static int count(JsonNode node, String field) {
        return required(node, field, JsonNode::isNumber).intValue();
    }

    static @Nullable Integer intOrNull(JsonNode node, String field) {
        return node.path(field).isNumber() ? Integer.valueOf(count(node, field)) : null;
    }

    /** Returns a {@code Datetime}: ISO 8601, in UTC where it has no offset. */
    static Instant instant(JsonNode node, String field) {
        try {
            var parsed = DateTimeFormatter.ISO_DATE_TIME.parseBest(
                    text(node, field), OffsetDateTime::from, LocalDateTime::from);
            return parsed instanceof OffsetDateTime offset
                    ? offset.toInstant()
                    : ((LocalDateTime) parsed).toInstant(ZoneOffset.UTC);
        } catch (DateTimeException e) {
            throw missing(field);
        }
    }

    static List<JsonNode> list(JsonNode node, String field) {
        return required(node, field, JsonNode::isArray).valueStream().toList();
    }

    /** Returns a list of texts, empty where the field is absent. */
    static List<String> texts(JsonNode node, String field) {
        return node.path(field).valueStream().map(JsonNode::asText).toList();
    }

    private static JsonNode required(JsonNode node, String field, Predicate<JsonNode> type) {
        var value = node.path(field);
        if (!type.test(value)) {
            throw missing(field);
        }
        return value;
    }

    private static Failure missing(String field) {
        return new Failure.Unavailable("The registry's response lacks " + field
                + " as its schema defines it; this server may not support its version.");
    }
}
