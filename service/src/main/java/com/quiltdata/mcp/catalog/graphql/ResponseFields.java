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
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** Reads the fields that the schema promises; a response without them is not a registry's. */
final class ResponseFields {
    private ResponseFields() {}

    static String text(JsonNode node, String field) {
        var value = node.path(field);
        if (!value.isTextual()) {
            throw broken(field);
        }
        return value.textValue();
    }

    static boolean flag(JsonNode node, String field) {
        var value = node.path(field);
        if (!value.isBoolean()) {
            throw broken(field);
        }
        return value.booleanValue();
    }

    /** Returns a number of bytes: {@code Float} in the schema, because its {@code Int} is too small. */
    static long bytes(JsonNode node, String field) {
        var value = bytesOrNull(node, field);
        if (value == null) {
            throw broken(field);
        }
        return value;
    }

    static @Nullable Long bytesOrNull(JsonNode node, String field) {
        var value = node.path(field);
        return value.isNumber() ? Long.valueOf(value.longValue()) : null;
    }

    static int count(JsonNode node, String field) {
        var value = intOrNull(node, field);
        if (value == null) {
            throw broken(field);
        }
        return value;
    }

    static @Nullable Integer intOrNull(JsonNode node, String field) {
        var value = node.path(field);
        return value.isNumber() ? Integer.valueOf(value.intValue()) : null;
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
            throw broken(field);
        }
    }

    static List<JsonNode> list(JsonNode node, String field) {
        var value = node.path(field);
        if (!value.isArray()) {
            throw broken(field);
        }
        return StreamSupport.stream(value.spliterator(), false).toList();
    }

    static List<String> texts(JsonNode node, String field) {
        return StreamSupport.stream(node.path(field).spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }

    private static Failure broken(String field) {
        return new Failure.Unavailable(
                "The registry's response lacks " + field
                        + " as its schema defines it; this server may not support its version.",
                null);
    }
}
