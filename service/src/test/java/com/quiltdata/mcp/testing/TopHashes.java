package com.quiltdata.mcp.testing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.stream.Collectors;

/** The top hash of a manifest as Quilt computes it, from nothing but the manifest's text. */
public final class TopHashes {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Comparator<String> BY_CODE_POINT =
            (a, b) -> Arrays.compare(a.codePoints().toArray(), b.codePoints().toArray());
    private static final Comparator<String> BY_TREE =
            (a, b) -> Arrays.compare(a.split("/"), b.split("/"), BY_CODE_POINT);

    private TopHashes() {}

    public static String of(String manifest) {
        var records = manifest.lines().map(TopHashes::tree).toList();
        var entries = records.stream()
                .skip(1)
                .filter(record -> record.has("physical_keys"))
                .sorted(Comparator.comparing(
                        record -> record.path("logical_key").textValue(), BY_TREE))
                .map(TopHashes::hashed)
                .map(TopHashes::canonical)
                .collect(Collectors.joining());
        return sha256(canonical(records.getFirst()) + entries);
    }

    private static JsonNode hashed(JsonNode record) {
        ObjectNode hashed = JSON.createObjectNode();
        var meta = record.path("meta");
        hashed.set("hash", record.path("hash"));
        hashed.set("logical_key", record.path("logical_key"));
        hashed.set("meta", meta.isObject() ? meta : JSON.createObjectNode());
        hashed.set("size", record.path("size"));
        return hashed;
    }

    /** {@code json.dumps(node, sort_keys=True, separators=(',', ':'))}. */
    static String canonical(JsonNode node) {
        if (node.isObject()) {
            return node.propertyStream()
                    .sorted(java.util.Map.Entry.comparingByKey(BY_CODE_POINT))
                    .map(field -> quoted(field.getKey()) + ":" + canonical(field.getValue()))
                    .collect(Collectors.joining(",", "{", "}"));
        }
        if (node.isArray()) {
            return node.valueStream().map(TopHashes::canonical).collect(Collectors.joining(",", "[", "]"));
        }
        return node.isTextual() ? quoted(node.textValue()) : node.isDouble() ? repr(node.doubleValue()) : node.asText();
    }

    private static String quoted(String text) {
        return text.chars()
                .mapToObj(c -> switch (c) {
                    case '"' -> "\\\"";
                    case '\\' -> "\\\\";
                    case '\n' -> "\\n";
                    case '\r' -> "\\r";
                    case '\t' -> "\\t";
                    case '\b' -> "\\b";
                    case '\f' -> "\\f";
                    default -> c >= ' ' && c < 0x7F ? String.valueOf((char) c) : "\\u%04x".formatted(c);
                })
                .collect(Collectors.joining("", "\"", "\""));
    }

    /** The shortest digits that are this double, with an exponent below 1e-4 and from 1e16 on. */
    private static String repr(double value) {
        if (value == 0) {
            return 1 / value < 0 ? "-0.0" : "0.0";
        }
        var digits = new BigDecimal(Double.toString(value)).stripTrailingZeros();
        var exponent = digits.precision() - digits.scale() - 1;
        if (exponent >= -4 && exponent < 16) {
            var plain = digits.toPlainString();
            return plain.contains(".") ? plain : plain + ".0";
        }
        var mantissa = digits.movePointLeft(exponent).stripTrailingZeros().toPlainString();
        return "%se%s%02d".formatted(mantissa, exponent < 0 ? "-" : "+", Math.abs(exponent));
    }

    private static JsonNode tree(String line) {
        try {
            return JSON.readTree(line);
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.US_ASCII)));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
