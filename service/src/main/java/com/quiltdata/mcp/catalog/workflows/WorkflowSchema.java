package com.quiltdata.mcp.catalog.workflows;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.networknt.schema.Error;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import com.networknt.schema.regex.RegularExpression;
import com.quiltdata.mcp.catalog.Failure;
import com.quiltdata.mcp.json.BoundedJsonParser;
import com.quiltdata.mcp.json.UnreadableJsonException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A JSON Schema of draft 7, as Quilt supports it: without {@code $ref}, and with formats as annotations only. */
record WorkflowSchema(JsonNode json, com.networknt.schema.Schema compiled, UndecidedPatterns doubts) {
    private static final String DRAFT_7 = "http://json-schema.org/draft-07/schema#";
    private static final int MAX_ERRORS = 10;
    private static final int MAX_ERROR_LENGTH = 300;
    private static final JsonMapper MAPPER = BoundedJsonParser.DOCUMENT.mapper().build();

    /** Records whether some pattern was undecided; the validator would log an error for each that throws. */
    static final class UndecidedPatterns {
        private boolean any;

        RegularExpression bounded(String regex) {
            var pattern = BoundedPattern.compile(regex);
            return text -> {
                try {
                    return pattern.find(text);
                } catch (BoundedPattern.UndecidedMatchException e) {
                    any = true;
                    return true;
                }
            };
        }
    }

    /** Parses a schema; an invalid one is rejected in the registry's words. */
    static WorkflowSchema parse(String id, String url, byte[] text) {
        var json = tree(url, text);
        if (json.findValue("$ref") != null) {
            throw rejected("Currently we don't support $ref in schema.");
        }
        var dialect = json.path("$schema");
        if (!dialect.isMissingNode() && !dialect.isTextual()) {
            throw rejected("$schema must be a string.");
        }
        if (dialect.isTextual() && !dialect.textValue().equals(DRAFT_7)) {
            throw rejected("Unsupported meta-schema: " + dialect.textValue() + ".");
        }
        var doubts = new UndecidedPatterns();
        var registry = SchemaRegistry.withDefaultDialect(
                SpecificationVersion.DRAFT_7, builder -> builder.schemaRegistryConfig(config(doubts)));
        var errors = describe(registry.getSchema(SchemaLocation.of(DRAFT_7)).validate(json));
        if (!errors.isEmpty()) {
            throw rejected("Schema '" + id + "' is not valid: " + errors + ".");
        }
        return new WorkflowSchema(json, registry.getSchema(json), doubts);
    }

    /** Returns the schema as an object; the schemas {@code true} and {@code false} are rejected. */
    @SuppressWarnings("unchecked") // the keys of a JSON object are texts
    Map<String, Object> asMap() {
        if (!json.isObject()) {
            throw rejected("The schema is not a JSON object.");
        }
        return MAPPER.convertValue(json, Map.class);
    }

    /** Returns whether the word occurs anywhere in it, as a name or as a text. */
    boolean mentions(String word) {
        return json.findValue(word) != null || texts(json).anyMatch(word::equals);
    }

    /** Returns the document's errors that {@code counts} accepts; empty also when a pattern was undecided. */
    String faults(JsonNode document, Predicate<Error> counts) {
        var errors = compiled.validate(document).stream().filter(counts).toList();
        return doubts.any ? "" : describe(errors);
    }

    private static SchemaRegistryConfig config(UndecidedPatterns doubts) {
        return SchemaRegistryConfig.builder()
                .formatAssertionsEnabled(false)
                .losslessNarrowing(true) // 1.0 is an integer, as it is to Quilt
                .locale(Locale.ENGLISH)
                .regularExpressionFactory(doubts::bounded)
                .build();
    }

    private static String describe(List<Error> errors) {
        var text =
                errors.stream().limit(MAX_ERRORS).map(WorkflowSchema::describe).collect(Collectors.joining("; "));
        var more = errors.size() - MAX_ERRORS;
        return more > 0 ? text + "; and " + more + " more" : text;
    }

    private static String describe(Error error) {
        var at = error.getInstanceLocation();
        var text = at.getNameCount() == 0 ? error.getMessage() : at + ": " + error.getMessage();
        return text.length() <= MAX_ERROR_LENGTH ? text : text.substring(0, MAX_ERROR_LENGTH) + "…";
    }

    private static JsonNode tree(String url, byte[] text) {
        try {
            var tree = BoundedJsonParser.DOCUMENT.read(text);
            if (tree.isMissingNode()) {
                throw unreadable(url);
            }
            return tree;
        } catch (UnreadableJsonException e) {
            throw e.tooLarge() ? rejected(url + " " + e.getMessage() + ".") : unreadable(url);
        }
    }

    private static Stream<String> texts(JsonNode node) {
        return node.isTextual()
                ? Stream.of(node.textValue())
                : node.valueStream().flatMap(WorkflowSchema::texts);
    }

    private static Failure.Invalid unreadable(String url) {
        return rejected("Couldn't parse " + url + " as JSON.");
    }

    private static Failure.Invalid rejected(String message) {
        return new Failure.Invalid("workflow", message);
    }
}
