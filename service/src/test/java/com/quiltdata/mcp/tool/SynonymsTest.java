package com.quiltdata.mcp.tool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.quiltdata.mcp.catalog.Failure;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Which field is meant where an object names it by another word. */
final class SynonymsTest {
    private static final Map<String, Object> OWN = Map.of("uri", "", "meta", Map.of());
    private static final Map<String, Object> META = Map.of("k", 1);

    private static Map<String, Object> resolved(Map<?, ?> fields) {
        return Synonyms.resolve(fields, OWN, "entries[\"a\"]");
    }

    private static Map<String, Object> inOrder(String one, Object first, String other, Object second) {
        var fields = new LinkedHashMap<String, Object>();
        fields.put(one, first);
        fields.put(other, second);
        return fields;
    }

    @Test
    void resolvesOtherWordsOfAField() {
        assertThat(resolved(Map.of("metadata", META, "uri", "s3://b/k", "else", 1)))
                .isEqualTo(Map.of("meta", META, "uri", "s3://b/k", "else", 1));
    }

    @Test
    void dropsNullsAndBlanksOfAnotherType() {
        var fields = new HashMap<String, Object>(Map.of("meta", ""));
        fields.put("uri", null);
        assertThat(resolved(fields)).isEmpty();
        assertThat(resolved(Map.of("uri", "", "meta", Map.of()))).isEqualTo(OWN);
        assertThat(resolved(Map.of("uri", Map.of()))).isEmpty();
        assertThat(resolved(Map.of("else", ""))).isEqualTo(Map.of("else", ""));
    }

    @Test
    void ignoresBlankBesideValueUnderAnotherName() {
        var meta = Map.<String, Object>of("meta", META);
        assertThat(resolved(inOrder("meta", META, "metadata", Map.of()))).isEqualTo(meta);
        assertThat(resolved(inOrder("metadata", Map.of(), "meta", META))).isEqualTo(meta);
        assertThat(resolved(inOrder("metadata", META, "meta", META))).isEqualTo(meta);
    }

    @Test
    void refusesTwoValuesOfOneField() {
        assertThatExceptionOfType(Failure.Invalid.class)
                .isThrownBy(() -> resolved(inOrder("meta", META, "metadata", Map.of("k", 2))))
                .withMessage(
                        "`entries[\"a\"].meta`: two names of it are sent with different values; send only `meta`.");
    }
}
