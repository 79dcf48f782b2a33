package com.quiltdata.sandbox.workflows;

import com.networknt.schema.Error;
import com.quiltdata.sandbox.json.Json;
import com.quiltdata.sandbox.json.PythonRepr;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Error messages in the wording of Python's {@code jsonschema}, which Quilt's callers read. */
final class SchemaErrorMessages {
    private SchemaErrorMessages() {}

    static String of(Error error, List<Error> all) {
        Object instance = Json.plain(error.getInstanceNode());
        Object limit = Json.plain(error.getSchemaNode());
        String value = PythonRepr.of(instance);
        return switch (error.getKeyword()) {
            case "required" -> PythonRepr.of(error.getProperty()) + " is a required property";
            case "type" ->
                value + " is not of type "
                        + (limit instanceof List<?> types ? PythonRepr.joined(types) : PythonRepr.of(limit));
            case "enum" -> value + " is not one of " + PythonRepr.of(limit);
            case "const" -> PythonRepr.of(limit) + " was expected";
            case "pattern" -> value + " does not match " + PythonRepr.of(limit);
            case "minLength", "minItems", "minProperties" ->
                value + (isOne(limit) ? " should be non-empty" : few(error));
            case "maxLength", "maxItems" -> value + " is too long";
            case "maxProperties" -> value + " has too many properties";
            case "minimum" -> value + " is less than the minimum of " + limit;
            case "maximum" -> value + " is greater than the maximum of " + limit;
            case "exclusiveMinimum" -> value + " is less than or equal to the minimum of " + limit;
            case "exclusiveMaximum" -> value + " is greater than or equal to the maximum of " + limit;
            case "multipleOf" -> value + " is not a multiple of " + limit;
            case "uniqueItems" -> value + " has non-unique elements";
            case "contains" -> "None of " + value + " are valid under the given schema";
            case "additionalProperties" -> additional(error, all);
            default -> error.getMessage();
        };
    }

    private static boolean isOne(@Nullable Object limit) {
        return limit instanceof Number number && number.intValue() == 1;
    }

    private static String few(Error error) {
        return "minProperties".equals(error.getKeyword()) ? " does not have enough properties" : " is too short";
    }

    /** Python reports all surplus properties of an object at once. */
    private static String additional(Error error, List<Error> all) {
        List<String> surplus = all.stream()
                .filter(other -> "additionalProperties".equals(other.getKeyword())
                        && other.getInstanceLocation().equals(error.getInstanceLocation()))
                .map(Error::getProperty)
                .sorted()
                .toList();
        return "Additional properties are not allowed (" + PythonRepr.joined(surplus)
                + (surplus.size() == 1 ? " was unexpected)" : " were unexpected)");
    }
}
