package com.quiltdata.mcp.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.quiltdata.mcp.testing.Configurations;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The classes of the configuration and config.yml say the same. */
final class ConfigurationDefaultsTest {
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{([A-Z0-9_]+)");

    record Environment(String name, Function<String, @Nullable String> variables) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Environment> environments() {
        return Stream.of(
                new Environment("no variables", _ -> null),
                new Environment("all variables empty", _ -> " "),
                new Environment("all variables set", name -> "value of " + name));
    }

    private static ObjectNode filled(String yaml, Function<String, @Nullable String> environment) throws Exception {
        var document = (ObjectNode) new VariableResolver(environment).resolve(new YAMLMapper().readTree(yaml));
        new ConfigurationDefaults(environment).fill(document);
        return document;
    }

    @ParameterizedTest
    @MethodSource("environments")
    void emptyDocumentIsAsTheShippedOne(Environment environment) throws Exception {
        assertThat(filled("{}", environment.variables()))
                .isEqualTo(filled(Configurations.SHIPPED, environment.variables()));
    }

    static List<String> sections() throws Exception {
        return List.copyOf(new YAMLMapper()
                .readTree(Configurations.SHIPPED).properties().stream()
                        .map(Map.Entry::getKey)
                        .toList());
    }

    /** Each key of the shipped file has its default in a class: without the file's key, the value is the same. */
    @ParameterizedTest
    @MethodSource("sections")
    void documentWithoutOneSectionIsAsTheShippedOne(String section) throws Exception {
        var shipped = (ObjectNode) new YAMLMapper().readTree(Configurations.SHIPPED);
        var without = new YAMLMapper().writeValueAsString(shipped.deepCopy().without(section));
        assertThat(filled(without, _ -> null)).isEqualTo(filled(Configurations.SHIPPED, _ -> null));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "server: {type: simple}", "logging: {level: WARN}"})
    void everyVariableOfTheShippedFileIsKnownWithoutIt(String yaml) throws Exception {
        var variables = VARIABLE.matcher(Configurations.SHIPPED)
                .results()
                .map((MatchResult match) -> match.group(1))
                .filter(name -> !name.equals("NAME"))
                .toList();
        var defaults = new ConfigurationDefaults(_ -> null);
        defaults.fill((ObjectNode) new YAMLMapper().readTree(yaml));
        assertThat(defaults.variables()).containsExactlyInAnyOrderElementsOf(variables);
    }
}
