package com.quiltdata.mcp.catalog.graphql;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.quiltdata.mcp.auth.Caller;
import com.quiltdata.mcp.catalog.Failure;
import com.quiltdata.mcp.catalog.http.UpstreamJson;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Reads the union that a mutation returns; refusals keep the registry's own words. */
final class MutationResult {
    private static final Pattern FORBIDDEN =
            Pattern.compile("(?i)forbidden|denied|unauthori[sz]ed|permission|notallowed");
    private static final int LONGEST_TEXT = 1000;
    private static final int LONGEST_MESSAGE = 4000;

    private final Caller caller;

    private MutationResult(Caller caller) {
        this.caller = caller;
    }

    /** Returns the value of the data's one field if it has the expected type, or throws the refusal. */
    static JsonNode of(Caller caller, JsonNode data, String expected) {
        var arm = data.valueStream().findFirst().orElse(MissingNode.getInstance());
        var type = arm.path("__typename").asText();
        if (type.equals(expected)) {
            return arm;
        }
        var outcome = new MutationResult(caller);
        throw switch (type) {
            case "InvalidInput" -> outcome.invalid(arm.path("errors"));
            case "OperationError" -> outcome.failed(arm);
            default -> unknown();
        };
    }

    /** Returns a text field that the schema promises; without it the outcome of the change is unknown. */
    static String text(JsonNode arm, String field) {
        var text = UpstreamJson.text(arm, field);
        if (text == null) {
            throw unknown();
        }
        return text;
    }

    private static Failure.TooLate unknown() {
        return new Failure.TooLate(
                "The registry's response has a form that this server does not know, so it is unknown whether the"
                        + " change was made; check before you send it again.",
                null);
    }

    /** Returns one error with its own path; several are joined, each preceded by its path. */
    private Failure invalid(JsonNode errors) {
        var first = errors.path(0);
        if (errors.size() == 1) {
            var path = UpstreamJson.text(first, "path");
            return new Failure.Invalid(path == null ? null : shown(path), message(first));
        }
        var all = errors.valueStream()
                .map(error -> {
                    var path = UpstreamJson.text(error, "path");
                    return (path == null ? "" : shown(path) + ": ") + message(error);
                })
                .collect(Collectors.joining("; "));
        return new Failure.Invalid(all.isEmpty() ? "The registry rejects the input." : cut(all, LONGEST_MESSAGE));
    }

    private Failure failed(JsonNode error) {
        var name = UpstreamJson.text(error, "name");
        var message = message(error);
        return name != null && FORBIDDEN.matcher(name).find()
                ? new Failure.Denied(message)
                : new Failure.Invalid(
                        null, name == null || message.startsWith(name) ? message : shown(name) + ": " + message);
    }

    /** Returns the registry's message, extended by its context. */
    private String message(JsonNode error) {
        var message = UpstreamJson.text(error, "message");
        var said = message == null || message.isBlank() ? "The registry gives no reason." : shown(message);
        var context = context(error.path("context"));
        return context.isEmpty() || said.contains(context) ? said : said + " (" + context + ")";
    }

    private String context(JsonNode context) {
        var details = UpstreamJson.text(context, "details");
        if (details != null) {
            return shown(details);
        }
        return shown(context.propertyStream()
                .filter(entry ->
                        entry.getValue().isValueNode() && !entry.getValue().isNull())
                .map(entry -> entry.getKey() + ": " + entry.getValue().asText())
                .collect(Collectors.joining(", ")));
    }

    private String shown(String text) {
        return cut(caller.redact(text).replaceAll("\\p{Cntrl}+", " ").strip(), LONGEST_TEXT);
    }

    private static String cut(String text, int length) {
        return text.length() <= length ? text : text.substring(0, length) + "…";
    }
}
