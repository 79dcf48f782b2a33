package com.quiltdata.sandbox.graphql;

import graphql.ExecutionResult;
import graphql.GraphQLError;
import graphql.validation.ValidationError;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;

/** GraphQL errors in the wording of a real registry's GraphQL library; none has an extension. */
final class ErrorWording {
    private static final Pattern WHERE = Pattern.compile("^Validation error \\([^)]*\\) : ");
    private static final Pattern FIELD = Pattern.compile("Field '(.+)' in type '(.+)' is undefined");
    private static final Pattern ARGUMENT = Pattern.compile("Unknown field argument '(.+)'");

    private ErrorWording() {}

    static Map<String, Object> specification(ExecutionResult result) {
        var response = new LinkedHashMap<>(result.toSpecification());
        if (!result.getErrors().isEmpty()) {
            response.put(
                    "errors",
                    result.getErrors().stream().map(ErrorWording::error).toList());
        }
        return response;
    }

    private static Map<String, Object> error(GraphQLError error) {
        var response = new LinkedHashMap<>(error.toSpecification());
        response.remove("extensions");
        if (error instanceof ValidationError invalid) {
            response.put("message", message(invalid));
        }
        return response;
    }

    private static String message(ValidationError invalid) {
        List<String> path = Objects.requireNonNullElse(invalid.getQueryPath(), List.of());
        String field = path.isEmpty() ? "" : " on field '" + path.getLast().replace("$", "\\$") + "'";
        String message = WHERE.matcher(invalid.getMessage()).replaceFirst("");
        message = FIELD.matcher(message).replaceFirst("Cannot query field '$1' on type '$2'.");
        return ARGUMENT.matcher(message).replaceFirst("Unknown argument '$1'" + field + ".");
    }
}
