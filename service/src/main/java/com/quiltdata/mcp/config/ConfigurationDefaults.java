package com.quiltdata.mcp.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.lang.reflect.AnnotatedElement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Fills in the keys that a document lacks: from variables, or else by the defaults of the configuration classes. */
final class ConfigurationDefaults {
    private final VariableResolver resolver;
    private final Function<String, @Nullable String> environment;

    /** The keys that each variable sets, as JSON pointers. */
    private final Map<String, List<String>> keys = new LinkedHashMap<>();

    ConfigurationDefaults(Function<String, @Nullable String> environment) {
        this.resolver = new VariableResolver(environment);
        this.environment = environment;
    }

    /** Adds what the document lacks. A null counts as lacking. */
    void fill(ObjectNode document) {
        keys.clear();
        DropwizardDefaults.VARIABLES.forEach(variable -> keys.put(variable, new ArrayList<>()));
        for (var field : McpConfiguration.class.getDeclaredFields()) {
            fill(document, "", field.getName(), field);
            if (field.getType().isRecord()) {
                object(document, field.getName()).ifPresent(section -> {
                    for (var component : field.getType().getRecordComponents()) {
                        fill(section, "/" + field.getName(), component.getName(), component);
                    }
                });
            }
        }
        DropwizardDefaults.fill(document, this);
    }

    private void fill(ObjectNode parent, String pointer, String key, AnnotatedElement element) {
        var setting = element.getAnnotation(Setting.class);
        if (setting != null) {
            merge(parent, pointer, parent.objectNode().put(key, setting.value()));
        }
    }

    /**
     * Adds the template's keys that the object lacks. Objects are merged, except those that have a type in the template:
     * the type decides which keys there are, so the user's object is kept as it is.
     */
    void merge(ObjectNode object, String pointer, ObjectNode template) {
        for (var entry : template.properties()) {
            var key = entry.getKey();
            var at = pointer + "/" + key;
            var preset = entry.getValue();
            VariableResolver.variables(preset)
                    .forEach(variable -> keys.computeIfAbsent(variable, _ -> new ArrayList<>())
                            .add(at));
            if (preset instanceof ObjectNode fields && !(object.hasNonNull(key) && fields.has("type"))) {
                object(object, key).ifPresent(child -> merge(child, at, fields));
            } else if (!object.hasNonNull(key)) {
                object.set(key, resolver.resolve(preset));
            }
        }
    }

    /** Returns the object at a key, which is created if absent; empty if the key has a value that is no object. */
    static Optional<ObjectNode> object(ObjectNode parent, String key) {
        if (!parent.hasNonNull(key)) {
            parent.putObject(key);
        }
        return parent.get(key) instanceof ObjectNode object ? Optional.of(object) : Optional.empty();
    }

    /** Returns one sentence for each variable that is set and whose value the filled document does not have. */
    List<String> ignoredVariables(JsonNode document) {
        return keys.entrySet().stream()
                .filter(entry -> {
                    var value = environment.apply(entry.getKey());
                    return value != null
                            && !value.isBlank()
                            && entry.getValue().stream()
                                    .noneMatch(at ->
                                            value.strip().equals(document.at(at).asText()));
                })
                .map(entry -> entry.getKey() + " has no effect: "
                        + entry.getValue().stream()
                                .findFirst()
                                .map(at -> "the configuration sets " + SettingChecks.path(at) + " to another value")
                                .orElse("the configuration has no key for it"))
                .toList();
    }

    /** Returns the names of all variables. */
    Set<String> variables() {
        return Set.copyOf(keys.keySet());
    }
}
