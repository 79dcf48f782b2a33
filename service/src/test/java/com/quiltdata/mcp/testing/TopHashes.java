package com.quiltdata.mcp.testing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;

/**
 * The top hash of a manifest (Quilt's packages.py): header and entries in tree order, as Python prints them with sorted keys.
 * Of numbers only integers are printed as Python does.
 */
public final class TopHashes {
    private static final JsonMapper PYTHON = JsonMapper.builder()
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
            .build();

    private TopHashes() {}

    /** The hash of a manifest, line by line. */
    public static String of(List<JsonNode> lines) {
        var digest = sha256();
        update(digest, lines.getFirst());
        lines.stream()
                .skip(1)
                .filter(it -> it.has("physical_keys"))
                .sorted(Comparator.comparing(it -> it.get("logical_key").asText(), TopHashes::inTreeOrder))
                .forEach(line -> update(digest, hashed(line)));
        return HexFormat.of().formatHex(digest.digest());
    }

    private static JsonNode hashed(JsonNode line) {
        var entry = JsonNodeFactory.instance.objectNode();
        entry.set("hash", line.get("hash"));
        entry.set("logical_key", line.get("logical_key"));
        entry.set("meta", line.path("meta").isObject() ? line.get("meta") : JsonNodeFactory.instance.objectNode());
        entry.set("size", line.get("size"));
        return entry;
    }

    private static void update(MessageDigest digest, JsonNode node) {
        try {
            var text = PYTHON.writeValueAsString(PYTHON.treeToValue(node, Object.class));
            digest.update(lowerHex(text).getBytes(StandardCharsets.US_ASCII));
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    /** Python writes the digits of an escape in lower case. */
    private static String lowerHex(String text) {
        return java.util.regex.Pattern.compile("\\\\u[0-9A-F]{4}")
                .matcher(text)
                .replaceAll(it -> "\\\\" + it.group().substring(1).toLowerCase(Locale.ROOT));
    }

    private static int inTreeOrder(String one, String other) {
        return Arrays.compare(one.split("/", -1), other.split("/", -1));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
