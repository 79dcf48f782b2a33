package com.quiltdata.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.quiltdata.mcp.testing.Generated;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A tool changes for clients when its golden changes, and not otherwise. */
final class GoldenTest {
    private static final Path GOLDEN = Path.of("src/test/resources/golden/tools");
    private static final Generated GENERATED = new Generated(GoldenTest.class);
    private static final ObjectWriter PRETTY = pretty();

    static Stream<Named<JsonNode>> descriptors() {
        return Everything.descriptors();
    }

    @ParameterizedTest
    @MethodSource("descriptors")
    void everyToolMatchesItsGolden(JsonNode descriptor) throws JsonProcessingException {
        GENERATED.check(
                GOLDEN.resolve(descriptor.get("name").asText() + ".json"),
                PRETTY.writeValueAsString(descriptor) + "\n");
    }

    @Test
    void everyGoldenBelongsToATool() throws IOException {
        var wanted = Everything.tools().map(tool -> tool.getName() + ".json").collect(Collectors.toUnmodifiableSet());
        List<Path> kept;
        try (var files = Files.list(GOLDEN)) {
            kept = files.toList();
        }
        assertThat(kept).isNotEmpty();
        kept.stream()
                .filter(file -> !wanted.contains(file.getFileName().toString()))
                .forEach(GENERATED::orphan);
    }

    private static ObjectWriter pretty() {
        var lines = new DefaultIndenter("  ", "\n");
        var separators = Separators.createDefaultInstance().withObjectFieldValueSpacing(Separators.Spacing.AFTER);
        return new ObjectMapper()
                .writer(new DefaultPrettyPrinter(separators)
                        .withObjectIndenter(lines)
                        .withArrayIndenter(lines));
    }
}
