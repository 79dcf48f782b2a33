package com.quiltdata.mcp.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.quiltdata.mcp.testing.Configurations;
import io.dropwizard.jackson.Jackson;
import io.dropwizard.jersey.validation.Validators;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class CheckedConfigurationFactoryTest {
    private static final CheckedConfigurationFactory<McpConfiguration> FACTORY = new CheckedConfigurationFactory<>(
            new ConfigurationLoader(_ -> null, List.of()),
            McpConfiguration.class,
            Validators.newValidator(),
            Jackson.newObjectMapper(),
            "every-key");

    /** The pointers to all values of the shipped file. */
    static Stream<String> keys() throws Exception {
        return pointers(new YAMLMapper().readTree(Configurations.SHIPPED), "")
                // A type decides which other keys there are.
                .filter(pointer -> !pointer.equals("/server/type"));
    }

    private static Stream<String> pointers(JsonNode node, String pointer) {
        return switch (node) {
            case ObjectNode object ->
                object.properties().stream()
                        .flatMap(entry -> pointers(entry.getValue(), pointer + "/" + entry.getKey()));
            case ArrayNode list
            when list.path(0).isObject() ->
                Stream.iterate(0, i -> i < list.size(), i -> i + 1)
                        .flatMap(i -> pointers(list.get(i), pointer + "/" + i));
            default -> Stream.of(pointer);
        };
    }

    @ParameterizedTest
    @MethodSource("keys")
    void propertySetsEveryKeyWithoutFile(String pointer) {
        var property = "every-key."
                + (pointer.startsWith("/logging/loggers/")
                        ? "logging.loggers." + pointer.substring(17).replace(".", "\\.")
                        : SettingChecks.path(pointer));
        System.setProperty(property, "marker");
        try {
            var document = new YAMLMapper().createObjectNode();
            var faults = new ArrayList<String>();
            FACTORY.complete(document, new ConfigurationDefaults(_ -> null), faults);
            assertThat(faults).isEmpty();
            var found = document.at(JsonPointer.compile(pointer));
            assertThat(found.isArray() ? found.path(0).asText() : found.asText())
                    .isEqualTo("marker");
        } finally {
            System.clearProperty(property);
        }
    }
}
