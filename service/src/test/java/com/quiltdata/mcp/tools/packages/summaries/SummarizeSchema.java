package com.quiltdata.mcp.tools.packages.summaries;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** The public rules of {@code quilt_summarize.json}. */
public final class SummarizeSchema {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Schema SCHEMA = schema();

    private SummarizeSchema() {}

    private static Schema schema() {
        try (var in = SummarizeSchema.class.getResourceAsStream("/quilt/quilt_summarize.schema.json")) {
            return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                    .getSchema(Objects.requireNonNull(in));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns what the catalog would refuse. */
    public static List<String> faults(String text) {
        return SCHEMA.validate(text, InputFormat.JSON).stream()
                .map(error -> String.valueOf(error))
                .toList();
    }

    /** Checks a text, and returns the paths of its entries in their order. */
    public static List<String> paths(String text) {
        assertThat(faults(text)).as(text).isEmpty();
        var paths = new ArrayList<String>();
        for (var row : json(text)) {
            if (row.isArray()) {
                row.forEach(file -> paths.add(path(file)));
            } else {
                paths.add(path(row));
            }
        }
        return paths;
    }

    private static String path(JsonNode file) {
        return file.isTextual() ? file.asText() : file.get("path").asText();
    }

    static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
