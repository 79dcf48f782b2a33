package com.quiltdata.mcp.catalog.graphql;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.quiltdata.mcp.auth.Caller;
import com.quiltdata.mcp.catalog.Failure;
import com.quiltdata.mcp.catalog.http.RegistryReason;
import com.quiltdata.mcp.catalog.http.UpstreamJson;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads the union that a mutation returns; refusals keep the registry's own words. */
record MutationResult(Caller caller, @Nullable String bucket) {
    private static final Pattern FORBIDDEN =
            Pattern.compile("(?i)forbidden|denied|unauthori[sz]ed|permission|notallowed");
    private static final int MAX_MESSAGE = 4000;

    /** Returns the value of the data's one field if it has the expected type, or throws the refusal. */
    static JsonNode of(Caller caller, @Nullable String bucket, JsonNode data, String expected) {
        var result = data.valueStream().findFirst().orElse(MissingNode.getInstance());
        return ofUnion(caller, bucket, result, expected);
    }

    /**
     * Returns a union's value if it has the expected type, or throws the refusal.
     *
     * @param bucket the bucket in which the caller's rights may be the reason of a refusal; null for none
     */
    static JsonNode ofUnion(Caller caller, @Nullable String bucket, JsonNode result, String expected) {
        var type = result.path("__typename").asText();
        if (type.equals(expected)) {
            return result;
        }
        var refusal = new MutationResult(caller, bucket);
        throw switch (type) {
            case "InvalidInput" -> refusal.invalid(result.path("errors"));
            case "OperationError" -> refusal.failed(result);
            default -> unknown();
        };
    }

    /** Returns a text field that the schema promises; without it the outcome of the change is unknown. */
    static String text(JsonNode result, String field) {
        var text = UpstreamJson.text(result, field);
        if (text == null) {
            throw unknown();
        }
        return text;
    }

    /** Returns the failure of a change whose result cannot be read. */
    static Failure.TooLate unknown() {
        return new Failure.TooLate("The registry's response has a form that this server does not know, so it is unknown"
                + " whether the change was made; check before you send it again.");
    }

    /** Returns one error with its own path; several are joined, each preceded by its path. */
    private Failure invalid(JsonNode errors) {
        var failures = errors.valueStream().map(this::invalidField).toList();
        if (failures.size() == 1) {
            return failures.getFirst();
        }
        var all = failures.stream().map(Failure::getMessage).collect(Collectors.joining("; "));
        return new Failure.Invalid(all.isEmpty() ? "The registry rejects the input." : truncated(all, MAX_MESSAGE));
    }

    private Failure invalidField(JsonNode error) {
        var path = UpstreamJson.text(error, "path");
        return new Failure.Invalid(path == null ? null : redacted(path), message(error));
    }

    private Failure failed(JsonNode error) {
        var name = UpstreamJson.text(error, "name");
        var message = message(error);
        return name != null && FORBIDDEN.matcher(name).find()
                ? new Failure.Denied(message, bucket)
                : new Failure.Invalid(
                        null, name == null || message.startsWith(name) ? message : redacted(name) + ": " + message);
    }

    private String message(JsonNode error) {
        var message = UpstreamJson.text(error, "message");
        var text = message == null || message.isBlank() ? "The registry gives no reason." : redacted(message);
        var context = context(error.path("context"), text);
        return context.isEmpty() || text.contains(context) ? text : text + " (" + context + ")";
    }

    /** Returns the context, without sentences that the message repeats. */
    private String context(JsonNode context, String message) {
        var details = UpstreamJson.text(context, "details");
        if (details != null) {
            return redacted(details);
        }
        return redacted(context.propertyStream()
                .filter(entry ->
                        entry.getValue().isValueNode() && !entry.getValue().isNull())
                .map(entry ->
                        Map.entry(entry.getKey(), redacted(entry.getValue().asText())))
                .filter(entry -> !entry.getValue().contains(" ") || !message.contains(entry.getValue()))
                .map(entry -> entry.getKey() + ": " + entry.getValue())
                .collect(Collectors.joining(", ")));
    }

    private String redacted(String text) {
        return RegistryReason.cleaned(caller, text);
    }

    private static String truncated(String text, int length) {
        return text.length() <= length ? text : text.substring(0, length) + "…";
    }
}
