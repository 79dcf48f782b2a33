package com.quiltdata.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.quiltdata.mcp.tool.Effect;
import com.quiltdata.mcp.tool.Inventory;
import com.quiltdata.mcp.tool.Selection;
import com.quiltdata.mcp.tool.Tool;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for every tool there is, and for every tool to come. */
final class InventoryTest {
    private static final List<String> COMBINATORS = List.of("anyOf", "oneOf", "allOf", "not", "enum", "if", "$ref");

    /** Arguments that are true by default in the Python server: another layout of files, and links, which cost much. */
    private static final Set<String> ON_REQUEST =
            Set.of("package_create_from_s3 auto_organize", "bucket_objects_list include_signed_urls");

    /** Arguments of any type, listed as the one that all clients can send: {@code PortableSchemasTest}. */
    private static final Set<String> ANY_LISTED_AS_TEXT = Set.of("create_data_visualization data");

    static Stream<Named<Tool<?, ?>>> tools() {
        return Everything.tools();
    }

    static Stream<Named<JsonNode>> descriptors() {
        return Everything.descriptors();
    }

    @Test
    void namesAreUniqueInSnakeCaseAndShort() {
        assertThat(Inventory.descriptors(Everything.inventory().tools()))
                .isNotEmpty()
                .map(tool -> tool.get("name").asText())
                .doesNotHaveDuplicates()
                .allMatch(name -> name.matches("[a-z][a-z0-9]*(_[a-z0-9]+)*") && name.length() <= 64);
    }

    @Test
    void titlesAreUniqueAndReadable() {
        assertThat(Inventory.descriptors(Everything.inventory().tools()))
                .map(tool -> tool.get("title").asText())
                .doesNotHaveDuplicates()
                .allMatch(title -> title.matches("[A-Z][^_]{2,59}"));
    }

    @Test
    void defaultListIsShort() {
        var standard = ListTokens.of("standard");
        assertThat(standard.asModelsSeeIt()).isBetween(4_000, 8_999);
        assertThat(standard.tools()).isLessThanOrEqualTo(40);
    }

    @ParameterizedTest
    @MethodSource("descriptors")
    void inputSchemasHaveAtMost8KiB(JsonNode descriptor) {
        assertThat(descriptor.get("inputSchema").toString().getBytes(StandardCharsets.UTF_8))
                .hasSizeLessThanOrEqualTo(8 * 1024);
    }

    @ParameterizedTest
    @MethodSource("tools")
    void descriptionsHave80To420Characters(Tool<?, ?> tool) {
        assertThat(tool.spec().description()).hasSizeBetween(80, 420).endsWith(".");
    }

    @ParameterizedTest
    @MethodSource("descriptors")
    void hintsFollowTheEffect(JsonNode descriptor) {
        var effect = Everything.inventory()
                .find(descriptor.get("name").asText())
                .orElseThrow()
                .spec()
                .effect();
        var hints = descriptor.get("annotations");
        assertThat(hints.get("readOnlyHint").booleanValue()).isEqualTo(effect == Effect.READ);
        assertThat(hints.get("destructiveHint").booleanValue())
                .isEqualTo(effect == Effect.OVERWRITE || effect == Effect.DESTROY);
        assertThat(hints.get("idempotentHint").booleanValue()).isEqualTo(effect == Effect.READ);
        assertThat(hints.get("openWorldHint").booleanValue()).isTrue();
    }

    /** A client that cuts long results would cut an object that was asked for by offset and size. */
    @ParameterizedTest
    @MethodSource("descriptors")
    void toolsThatReturnContentDeclareTheirMaximumSize(JsonNode descriptor) {
        var reads = descriptor.at("/inputSchema/properties").has("max_bytes")
                || List.of("get_resource", "fetch")
                        .contains(descriptor.path("name").asText());
        assertThat(descriptor.at("/_meta/anthropic~1maxResultSizeChars").asInt())
                .isEqualTo(reads ? 500_000 : 0);
    }

    @ParameterizedTest
    @MethodSource("tools")
    void toolsWithAnOverwriteArgumentHaveTheEffectOverwrite(Tool<?, ?> tool) {
        var replaces = Stream.of(tool.spec().input().getRecordComponents())
                .anyMatch(component -> List.of("overwrite", "force").contains(component.getName()));
        if (replaces) {
            assertThat(tool.spec().effect()).isEqualTo(Effect.OVERWRITE);
        }
    }

    @ParameterizedTest
    @MethodSource("descriptors")
    void bothSchemasArePlainObjects(JsonNode descriptor) {
        for (var key : List.of("inputSchema", "outputSchema")) {
            var schema = descriptor.get(key);
            assertThat(schema.path("type").asText()).isEqualTo("object");
            assertThat(schema.path("additionalProperties").isBoolean()).isTrue();
            assertThat(schema.path("additionalProperties").booleanValue()).isFalse();
            assertThat(COMBINATORS).as("%s as %s has it", key, schema).noneMatch(schema::has);
            assertThat(schema.findValuesAsText("$ref")).allMatch(ref -> ref.startsWith("#"));
        }
    }

    @ParameterizedTest
    @MethodSource("descriptors")
    void everyComponentIsDescribed(JsonNode descriptor) {
        var silent = new ArrayList<String>();
        silent(descriptor.get("inputSchema"), "input", silent);
        silent(descriptor.get("outputSchema"), "output", silent);
        assertThat(silent).as("components without a @Doc").isSubsetOf("output.success");
    }

    @Test
    void listingDescribesArgumentsButNotOutputFields() {
        var listing = Inventory.listing(Selection.of(Everything.inventory(), "buckets"));
        var bucketList = StreamSupport.stream(listing.spliterator(), false)
                .filter(tool -> tool.path("name").asText().equals("bucket_list"))
                .findFirst()
                .orElseThrow();

        assertThat(bucketList.at("/inputSchema/properties/offset/description").asText())
                .isNotBlank();
        assertThat(bucketList.findValues("additionalProperties")).hasSize(1);
        var buckets = bucketList.at("/outputSchema/properties/buckets");
        assertThat(buckets.has("description")).isFalse();
        assertThat(buckets.at("/items/properties/description/type").asText()).isEqualTo("string");
        assertThat(buckets.at("/items/properties/description").has("description"))
                .isFalse();
    }

    private static void silent(JsonNode schema, String path, List<String> found) {
        if (schema.path("additionalProperties").asBoolean()) {
            return; // Its properties are examples of keys.
        }
        for (var property : schema.path("properties").properties()) {
            var name = path + "." + property.getKey();
            if (property.getValue().path("description").asText().isBlank()) {
                found.add(name);
            }
            silent(property.getValue(), name, found);
        }
        if (schema.has("items")) {
            silent(schema.get("items"), path + "[]", found);
        }
    }

    @ParameterizedTest
    @MethodSource("descriptors")
    void argumentsOfTheReplacedServerAreAcceptedAndOthersAreOptional(JsonNode descriptor) throws IOException {
        var reference = reference().at("/tools/" + descriptor.get("name").asText());
        var input = descriptor.get("inputSchema");
        var required = StreamSupport.stream(input.path("required").spliterator(), false)
                .map(JsonNode::asText)
                .toList();
        for (var argument : reference.properties()) {
            var name = argument.getKey();
            var theirs = argument.getValue();
            var ours = input.get("properties").path(name);
            assertThat(words(ours))
                    .as(name)
                    .containsAll(
                            ANY_LISTED_AS_TEXT.contains(descriptor.get("name").asText() + " " + name)
                                    ? List.of("string")
                                    : words(theirs.get("type").asText()));
            assertThat(ours.path("default"))
                    .as(name)
                    .isEqualTo(
                            ON_REQUEST.contains(descriptor.get("name").asText() + " " + name)
                                    ? BooleanNode.FALSE
                                    : preset(theirs));
            assertThat(required.contains(name))
                    .as(name)
                    .isEqualTo(theirs.get("required").booleanValue());
        }
        if (!reference.isMissingNode()) {
            assertThat(required).as("required arguments").allMatch(reference::has);
        }
    }

    /** A default of null and none at all are the same: the argument is absent. */
    private static JsonNode preset(JsonNode argument) {
        var preset = argument.path("default");
        return preset.isNull() ? preset.path("absent") : preset;
    }

    private static JsonNode reference() throws IOException {
        try (var in = InventoryTest.class.getResourceAsStream("/reference-tools.json")) {
            return new ObjectMapper().readTree(in);
        }
    }

    /** A type as the reference notes it: {@code integer minimum=1}, {@code array<string>}; several types are any. */
    private static List<String> words(String notation) {
        var type = notation.replace("|null", "");
        return List.of((type.contains("|") ? "any" : type).split(" ", -1));
    }

    private static List<String> words(JsonNode schema) {
        var words = new ArrayList<String>();
        if (schema.has("enum")) {
            var values = new ArrayList<String>();
            schema.get("enum").forEach(value -> values.add("'" + value.asText() + "'"));
            return words("enum [" + String.join(", ", values) + "]");
        }
        var items = schema.has("items") ? "<" + words(schema.get("items")).getFirst() + ">" : "";
        words.add(schema.path("type").asText("any") + items);
        for (var bound : List.of("minimum", "maximum", "minItems")) {
            if (schema.has(bound)) {
                words.add(bound + "=" + schema.get(bound).asText());
            }
        }
        return words;
    }
}
