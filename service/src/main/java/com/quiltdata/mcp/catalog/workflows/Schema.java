package com.quiltdata.mcp.catalog.workflows;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.networknt.schema.Error;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import com.networknt.schema.regex.RegularExpression;
import com.quiltdata.mcp.catalog.CatalogException.Rejected;
import com.quiltdata.mcp.json.ForeignJson;
import com.quiltdata.mcp.json.UnreadableJson;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A JSON Schema of draft 7, as Quilt takes it: without {@code $ref}, and with formats as mere remarks. */
record Schema(JsonNode json, com.networknt.schema.Schema compiled, Doubts doubts) {
    private static final String DRAFT_7 = "http://json-schema.org/draft-07/schema#";
    private static final int MOST_FAULTS = 10;
    private static final int LONGEST_FAULT = 300;
    private static final JsonMapper MAPPER = ForeignJson.DOCUMENT.mapper().build();

    /** Whether some pattern did not come out; the validator would log an error for each that throws. */
    static final class Doubts {
        private boolean any;

        RegularExpression bounded(String regex) {
            var pattern = BoundedPattern.of(regex);
            return text -> {
                try {
                    return pattern.found(text);
                } catch (BoundedPattern.Undecided e) {
                    any = true;
                    return true;
                }
            };
        }
    }

    /** Reads a schema; what is none is rejected in the registry's words. */
    static Schema parse(String id, String url, byte[] text) {
        var json = tree(url, text);
        if (names(json).anyMatch("$ref"::equals)) {
            throw rejected("Currently we don't support $ref in schema.");
        }
        var dialect = json.path("$schema");
        if (!dialect.isMissingNode() && !dialect.isTextual()) {
            throw rejected("$schema must be a string.");
        }
        if (dialect.isTextual() && !dialect.textValue().equals(DRAFT_7)) {
            throw rejected("Unsupported meta-schema: " + dialect.textValue() + ".");
        }
        var doubts = new Doubts();
        var registry = SchemaRegistry.withDefaultDialect(
                SpecificationVersion.DRAFT_7, builder -> builder.schemaRegistryConfig(config(doubts)));
        var wrong = told(registry.getSchema(SchemaLocation.of(DRAFT_7)).validate(json));
        if (!wrong.isEmpty()) {
            throw rejected("Schema '" + id + "' is not valid: " + wrong + ".");
        }
        return new Schema(json, registry.getSchema(json), doubts);
    }

    /** The schema as an object; {@code true} and {@code false}, which are schemas too, are none. */
    @SuppressWarnings("unchecked") // the keys of a JSON object are texts
    Map<String, Object> asMap() {
        if (!json.isObject()) {
            throw rejected("The schema is no JSON object.");
        }
        return MAPPER.convertValue(json, Map.class);
    }

    /** Whether the word stands anywhere in it, as a name or as a text. */
    boolean mentions(String word) {
        return names(json).anyMatch(word::equals) || texts(json).anyMatch(word::equals);
    }

    /** What is wrong with the document, as far as the errors count; empty also where it does not come out. */
    String faults(JsonNode document, Predicate<Error> counts) {
        var errors = compiled.validate(document).stream().filter(counts).toList();
        return doubts.any ? "" : told(errors);
    }

    private static SchemaRegistryConfig config(Doubts doubts) {
        return SchemaRegistryConfig.builder()
                .formatAssertionsEnabled(false)
                .losslessNarrowing(true) // 1.0 is an integer, as it is to Quilt
                .locale(Locale.ENGLISH)
                .regularExpressionFactory(doubts::bounded)
                .build();
    }

    private static String told(List<Error> errors) {
        var told = errors.stream().limit(MOST_FAULTS).map(Schema::told).collect(Collectors.joining("; "));
        var more = errors.size() - MOST_FAULTS;
        return more > 0 ? told + "; and " + more + " more" : told;
    }

    private static String told(Error error) {
        var at = error.getInstanceLocation();
        var told = at.getNameCount() == 0 ? error.getMessage() : at + ": " + error.getMessage();
        return told.length() <= LONGEST_FAULT ? told : told.substring(0, LONGEST_FAULT) + "…";
    }

    private static JsonNode tree(String url, byte[] text) {
        try {
            var tree = ForeignJson.DOCUMENT.read(text);
            if (tree.isMissingNode()) {
                throw unreadable(url);
            }
            return tree;
        } catch (UnreadableJson e) {
            throw e.tooLarge() ? rejected(url + " " + e.getMessage() + ".") : unreadable(url);
        }
    }

    /** Every name of a field in it, at any depth. */
    private static Stream<String> names(JsonNode node) {
        return Stream.concat(
                node.propertyStream().map(Map.Entry::getKey), node.valueStream().flatMap(Schema::names));
    }

    private static Stream<String> texts(JsonNode node) {
        return node.isTextual()
                ? Stream.of(node.textValue())
                : node.valueStream().flatMap(Schema::texts);
    }

    private static Rejected unreadable(String url) {
        return rejected("Couldn't parse " + url + " as JSON.");
    }

    private static Rejected rejected(String message) {
        return new Rejected("workflow", message);
    }
}
