package com.quiltdata.mcp.catalog.graphql;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.quiltdata.mcp.auth.Caller;
import com.quiltdata.mcp.catalog.CatalogException;
import com.quiltdata.mcp.catalog.CatalogException.Denied;
import com.quiltdata.mcp.catalog.CatalogException.Rejected;
import com.quiltdata.mcp.catalog.CatalogException.TooLate;
import com.quiltdata.mcp.catalog.http.Json;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The arm of a union that a mutation answered with; whatever is refused is told in the registry's own words. */
final class Outcome {
    private static final Pattern FORBIDDEN =
            Pattern.compile("(?i)forbidden|denied|unauthori[sz]ed|permission|notallowed");
    private static final int LONGEST_TEXT = 1000;
    private static final int LONGEST_MESSAGE = 4000;

    private final Caller caller;

    private Outcome(Caller caller) {
        this.caller = caller;
    }

    /** The arm of this type that the one field of the data is; every other one is a fault. */
    static JsonNode of(Caller caller, JsonNode data, String expected) {
        var arm = data.valueStream().findFirst().orElse(MissingNode.getInstance());
        var type = arm.path("__typename").asText();
        if (type.equals(expected)) {
            return arm;
        }
        var outcome = new Outcome(caller);
        throw switch (type) {
            case "InvalidInput" -> outcome.invalid(arm.path("errors"));
            case "OperationError" -> outcome.failed(arm);
            default -> unknown();
        };
    }

    /** A text that the arm promises, without which nobody knows what became of the change. */
    static String text(JsonNode arm, String field) {
        var text = Json.text(arm, field);
        if (text == null) {
            throw unknown();
        }
        return text;
    }

    private static TooLate unknown() {
        return new TooLate(
                "The registry answered in a way that this server does not know, so that it is unknown whether the change was"
                        + " made; look before you send it again.",
                null);
    }

    /** One error under its own path; several one after the other, each with its path before it. */
    private CatalogException invalid(JsonNode errors) {
        var first = errors.path(0);
        if (errors.size() == 1) {
            var path = Json.text(first, "path");
            return new Rejected(path == null ? null : shown(path), message(first));
        }
        var all = errors.valueStream()
                .map(error -> {
                    var path = Json.text(error, "path");
                    return (path == null ? "" : shown(path) + ": ") + message(error);
                })
                .collect(Collectors.joining("; "));
        return new Rejected(null, all.isEmpty() ? "The registry rejects the input." : cut(all, LONGEST_MESSAGE));
    }

    private CatalogException failed(JsonNode error) {
        var name = Json.text(error, "name");
        var message = message(error);
        return name != null && FORBIDDEN.matcher(name).find()
                ? new Denied(message)
                : new Rejected(null, name == null || message.startsWith(name) ? message : shown(name) + ": " + message);
    }

    /** The registry's message, and what its context adds to it. */
    private String message(JsonNode error) {
        var message = Json.text(error, "message");
        var said = message == null || message.isBlank() ? "The registry refuses it without a reason." : shown(message);
        var context = context(error.path("context"));
        return context.isEmpty() || said.contains(context) ? said : said + " (" + context + ")";
    }

    private String context(JsonNode context) {
        var details = Json.text(context, "details");
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
        return cut(caller.hiddenIn(text).replaceAll("\\p{Cntrl}+", " ").strip(), LONGEST_TEXT);
    }

    private static String cut(String text, int length) {
        return text.length() <= length ? text : text.substring(0, length) + "…";
    }
}
