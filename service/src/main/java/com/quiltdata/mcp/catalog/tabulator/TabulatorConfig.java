package com.quiltdata.mcp.catalog.tabulator;

import com.quiltdata.mcp.catalog.Failure;
import com.quiltdata.mcp.catalog.workflows.SafeYaml;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;

/** A table's configuration: its fields as plain values, which may be of any form until {@link #faults} is empty. */
public record TabulatorConfig(Map<?, ?> fields) {
    /** Parses YAML; anything but an object is {@link Failure.Invalid}. */
    public static TabulatorConfig parse(String yaml) {
        try {
            return of(SafeYaml.load(yaml.getBytes(StandardCharsets.UTF_8)));
        } catch (MarkedYAMLException e) {
            throw invalid("is not YAML" + SafeYaml.place(e));
        } catch (YAMLException e) {
            throw invalid("is not YAML that can be read");
        }
    }

    private static Failure.Invalid invalid(String why) {
        return new Failure.Invalid("The configuration " + why);
    }

    /** Returns the configuration of a value; anything but an object is {@link Failure.Invalid}. */
    public static TabulatorConfig of(@Nullable Object value) {
        if (value instanceof Map<?, ?> fields) {
            return new TabulatorConfig(fields);
        }
        throw invalid("must be an object with schema, source and parser, not " + TabulatorConfigCheck.shown(value));
    }

    /** Returns a regular expression with groups of Python's form {@code (?P<x>…)} in the form {@code (?<x>…)}. */
    public static String withoutPythonGroups(String regex) {
        return CaptureGroups.withoutPythonForm(regex);
    }

    /** Returns what is wrong with it, each fault as a clause that begins with the field; empty if it is valid. */
    public List<String> faults() {
        return TabulatorConfigCheck.faults(fields);
    }

    /** Returns the columns without values of a wrong form. */
    public List<Map<String, Object>> columns() {
        return fields.get("schema") instanceof List<?> columns
                ? columns.stream()
                        .filter(Map.class::isInstance)
                        .map(TabulatorConfig::scalars)
                        .toList()
                : List.of();
    }

    /** Returns the source without values of a wrong form. */
    public Map<String, Object> source() {
        return scalars(fields.get("source"));
    }

    /** Returns the parser without values of a wrong form. */
    public Map<String, Object> parser() {
        return scalars(fields.get("parser"));
    }

    /** Returns whether queries skip files that cannot be read. */
    public boolean continueOnError() {
        return Boolean.TRUE.equals(fields.get("continue_on_error"));
    }

    /** Returns a valid configuration as YAML. */
    public String yaml() {
        var ordered = new LinkedHashMap<String, Object>();
        ordered.put(
                "schema",
                columns().stream()
                        .map(column -> ordered(column, "name", "type", "nullable"))
                        .toList());
        ordered.put("source", ordered(source(), "type", "package_name", "logical_key"));
        ordered.put("parser", ordered(parser(), "format", "header", "delimiter"));
        if (fields.containsKey("continue_on_error")) {
            ordered.put("continue_on_error", continueOnError());
        }
        var options = new DumperOptions();
        options.setDefaultFlowStyle(DumperOptions.FlowStyle.BLOCK);
        options.setSplitLines(false);
        return new Yaml(options).dump(ordered);
    }

    private static Map<String, Object> ordered(Map<String, Object> fields, String... names) {
        var ordered = new LinkedHashMap<String, Object>();
        for (var name : names) {
            var value = fields.get(name);
            if (value != null) {
                ordered.put(name, value);
            }
        }
        return ordered;
    }

    /** Returns the texts, numbers and flags among the members of an object, in order. */
    private static Map<String, Object> scalars(@Nullable Object value) {
        var scalars = new LinkedHashMap<String, Object>();
        if (value instanceof Map<?, ?> members) {
            members.forEach((name, member) -> {
                if (name instanceof String key
                        && (member instanceof String || member instanceof Number || member instanceof Boolean)) {
                    scalars.put(key, Objects.requireNonNull(member));
                }
            });
        }
        return scalars;
    }
}
