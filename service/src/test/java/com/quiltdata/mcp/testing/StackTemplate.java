package com.quiltdata.mcp.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** A CloudFormation template. The tags of short forms are lost: {@code !Ref X} is the text X, {@code !If} is a list. */
public record StackTemplate(JsonNode tree) {
    private static final Path FOLDER = Path.of("../ops/cloudformation");

    /** Returns a template of ops/cloudformation. */
    public static StackTemplate of(String file) {
        try {
            return new StackTemplate(
                    new YAMLMapper().readTree(FOLDER.resolve(file).toFile()));
        } catch (IOException e) {
            throw new UncheckedIOException(file, e);
        }
    }

    /** Returns the names of all templates. */
    public static List<String> files() throws IOException {
        try (var files = Files.list(FOLDER)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".yml"))
                    .sorted()
                    .toList();
        }
    }

    /** Returns the resources by name. */
    public Map<String, JsonNode> resources() {
        var all = new LinkedHashMap<String, JsonNode>();
        tree.path("Resources").properties().forEach(entry -> all.put(entry.getKey(), entry.getValue()));
        return all;
    }

    /** Returns a resource. */
    public JsonNode resource(String name) {
        return tree.path("Resources").path(name);
    }

    /** Returns a resource's properties. */
    public JsonNode properties(String resource) {
        return resource(resource).path("Properties");
    }

    /** Returns the properties of the resources of a type. */
    public List<JsonNode> ofType(String type) {
        return resources().values().stream()
                .filter(resource -> resource.path("Type").asText().equals(type))
                .map(resource -> resource.path("Properties"))
                .toList();
    }

    /** Returns the container of the task definition. */
    public JsonNode container() {
        return properties("TaskDefinition").at("/ContainerDefinitions/0");
    }

    /** Returns the value of a variable of the container. */
    public JsonNode variable(String name) {
        return each(container().path("Environment"))
                .filter(one -> one.path("Name").asText().equals(name))
                .map(one -> one.path("Value"))
                .findFirst()
                .orElseThrow();
    }

    /** Returns a value as it is if every parameter has its default and every condition is false. */
    public String byDefault(JsonNode value) {
        if (value.isArray()) {
            return byDefault(value.path(value.size() - 1));
        }
        var parameter = tree.path("Parameters").path(value.asText());
        return parameter.isMissingNode()
                ? value.asText()
                : parameter.path("Default").asText();
    }

    /** Returns the elements of a list. */
    public static Stream<JsonNode> each(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false);
    }
}
