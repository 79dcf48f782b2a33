package com.quiltdata.mcp.tool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.quiltdata.mcp.catalog.Failure;
import io.dropwizard.jersey.validation.Validators;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Arguments that clients send in another form than the schema's, and those for which no other form is accepted. */
final class LenientArgumentsTest {
    record Item(
            String key,
            @Nullable @KeepBlank String text,
            @Nullable Map<String, Object> meta) {}

    record Input(
            @Nullable String registry,
            @Nullable String packageName,
            @Nullable @KeepBlank Map<String, Object> metadata,
            @Nullable Map<String, Object> entries,
            @Nullable @Alias("s3_uri") List<String> s3Uris,
            @Nullable @KeepBlank List<String> patterns,
            @Nullable List<Item> items,
            @Nullable Item item,
            @Default("100") int maxKeys,
            @Default("false") boolean force,
            @Default("\"all\"") @KeepBlank String revision,
            @Nullable String uri,
            @Nullable String message,
            @Nullable String contentType,
            @Nullable Double gte) {}

    record Column(String name, String type, @Nullable Boolean nullable) {}

    record Table(
            @ListByKey(key = "name", value = "type") List<Column> columns,
            @Nullable @NullIsValue Object config) {}

    private static Table table(String text) {
        return new ArgumentDecoder<>(Table.class, List.of(), PageAddresses.NONE, Validators.newValidator())
                .decode(json(text));
    }

    private final ArgumentDecoder<Input> decoder =
            new ArgumentDecoder<>(Input.class, List.of("confirm"), PageAddresses.NONE, Validators.newValidator());

    private static ObjectNode json(String text) {
        try {
            return (ObjectNode) ToolJson.MAPPER.readTree(text.replace('\'', '"'));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(text, e);
        }
    }

    private Input decode(String text) {
        return decoder.decode(json(text));
    }

    private Input one(String name, String value) {
        return decoder.decode(json("{}").put(name, value));
    }

    private void refuses(String arguments, String because) {
        assertThatExceptionOfType(Failure.Invalid.class)
                .isThrownBy(() -> decode(arguments))
                .withMessageContaining(because);
    }

    enum Shape {
        @OtherWords({"box", "boxandwhisker"})
        BOXPLOT,
        BAR
    }

    record Chart(Shape shape) {}

    private static Shape shape(String word) {
        return new ArgumentDecoder<>(Chart.class, List.of(), PageAddresses.NONE, Validators.newValidator())
                .decode(json("{}").put("shape", word))
                .shape();
    }

    @Test
    void acceptsOtherWordsForAConstantInAnyCaseAndWithPunctuation() {
        assertThat(shape("BoxPlot")).isEqualTo(Shape.BOXPLOT);
        assertThat(shape("box")).isEqualTo(Shape.BOXPLOT);
        assertThat(shape("Box-and-Whisker ")).isEqualTo(Shape.BOXPLOT);
        assertThatExceptionOfType(Failure.Invalid.class)
                .isThrownBy(() -> shape("boxes"))
                .withMessageContaining("`shape` must be one of boxplot, bar, not \"boxes\"");
    }

    @Test
    void parsesJsonInStringsWhereTheSchemaSaysArrayOrObject() {
        assertThat(one("s3_uris", "[\"a\", \"b\"]").s3Uris()).containsExactly("a", "b");
        assertThat(one("metadata", " {\"a\": {\"b\": \"{}\"}}").metadata()).isEqualTo(Map.of("a", Map.of("b", "{}")));
        assertThat(one("item", "{\"key\": \"k\", \"meta\": \"{\\\"a\\\": 1}\"}").item())
                .isEqualTo(new Item("k", null, Map.of("a", 1)));
        assertThat(one("items", "[{\"key\": \"k\"}, \"{\\\"key\\\": \\\"l\\\"}\"]")
                        .items())
                .extracting(Item::key)
                .containsExactly("k", "l");
    }

    @Test
    void readsListOfObjectsFromAnObject() {
        var columns = List.of(new Column("a", "INT", null), new Column("b", "DATE", false));
        assertThat(table("{'config': 1, 'columns': {'a': 'INT', 'b': {'type': 'DATE', 'nullable': 'false'}}}")
                        .columns())
                .isEqualTo(columns);
        assertThat(table(
                                "{'config': 1, 'columns': [{'name': 'a', 'type': 'INT'}, {'name': 'b', 'type': 'DATE', 'nullable': false}]}")
                        .columns())
                .isEqualTo(columns);
        assertThatExceptionOfType(Failure.Invalid.class)
                .isThrownBy(() -> table("{'config': 1, 'columns': {'a': 7}}"))
                .withMessageContaining("`columns[0].type` must be a string, not 7");
    }

    @Test
    void tellsNullFromAbsenceWhereItIsAValue() {
        assertThat(table("{'columns': [], 'config': null}").config()).isNull();
        assertThat(table("{'columns': [], 'config': {'a': [1]}}").config()).isEqualTo(Map.of("a", List.of(1)));
        assertThat(table("{'columns': [], 'config': ''}").config()).isEqualTo("");
        assertThatExceptionOfType(Failure.Invalid.class)
                .isThrownBy(() -> table("{'columns': []}"))
                .withMessageContaining("`config` is missing");
        assertThat(Schemas.input(Table.class).at("/required").toString()).isEqualTo("[\"columns\",\"config\"]");
        assertThat(Schemas.input(Table.class).at("/properties/config/type").asText())
                .isEqualTo("string");
    }

    @Test
    void parsesNoJsonInStringsWhereTheSchemaSaysStringOrInsideMetadata() {
        assertThat(one("message", "[\"a\"]").message()).isEqualTo("[\"a\"]");
        assertThat(decode("{'s3_uris': ['[1]'], 'metadata': {'a': '[1]'}, 'entries': {'b': '{}'}}"))
                .satisfies(
                        input -> assertThat(input.s3Uris()).containsExactly("[1]"),
                        input -> assertThat(input.metadata()).isEqualTo(Map.of("a", "[1]")),
                        input -> assertThat(input.entries()).isEqualTo(Map.of("b", "{}")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "s3_uris | [\"a\", 1] | `s3_uris[1]` must be a string, not 1",
                "s3_uris | [\"a\", \"b\" | the string is not one JSON value; send a JSON array, not a string",
                "s3_uris | ['a', 'b'] | `s3_uris` must be an array, not \"['a', 'b']\"",
                "s3_uris | {\"a\": 1} | `s3_uris` must be an array",
                "items | a | `items` must be an array, not \"a\"",
                "items | [{\"key\": \"k\", \"kye\": 1}] | unknown argument `items[0].kye`",
                "metadata | [1] | `metadata` must be an object, not \"[1]\"",
                "metadata | {\"a\": 1, \"a\": 2} | the string holds an object with the same name twice; send a JSON object",
                "metadata | {\"a\": 1} {} | `metadata` must be an object",
                "metadata | {\"a\": \"\\u0000\"} | `metadata.a` must not contain NUL",
                "metadata | {\"a\": [1e999]} | a number is beyond 1.7e308",
                "max_keys | [1] | `max_keys` must be an integer",
            })
    void refusesJsonInStringsThatDoesNotFit(String name, String value, String because) {
        assertThatExceptionOfType(Failure.Invalid.class)
                .isThrownBy(() -> one(name, value))
                .withMessageContaining(because);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"[*.tmp, secret/*]", " [a,b]\n", "[*.tmp]", "[[a, b]", "['a']", "[]]x, y]", "[*.tmp, secret/*"})
    void refusesListThatIsNotJsonInsteadOfTakingItForOneItem(String list) {
        assertThatExceptionOfType(Failure.Invalid.class)
                .isThrownBy(() -> one("patterns", list))
                .withMessageContaining("`patterns` must be an array, not ")
                .withMessageContaining("the string is not one JSON value; send a JSON array, not a string");
    }

    @Test
    void saysWhyJsonInStringIsNotParsed() {
        assertThat(one("items", "[" + " ".repeat((1 << 20) - 2) + "]").items()).isEmpty();
        assertThatExceptionOfType(Failure.Invalid.class)
                .isThrownBy(() -> one("items", "[" + " ".repeat((1 << 20) - 1) + "]"))
                .withMessageContaining("`items` must be an array, not \"[")
                .withMessageEndingWith(
                        "; JSON in strings may have 1,048,576 characters in all; send a JSON array, not a string.");
        assertThatExceptionOfType(Failure.Invalid.class)
                .isThrownBy(() -> one("metadata", "{\"a\":".repeat(101) + "1" + "}".repeat(101)))
                .withMessageContaining("`metadata` must be an object, not \"{")
                .withMessageEndingWith("; the string is nested more than 100 levels deep.");
    }

    @ParameterizedTest
    @CsvSource({"7, 7", " -1.5 , -1.5", "+2e3, 2000", "1E-2, 0.01", ".5, 0.5"})
    void acceptsNumbersAsText(String text, double number) {
        assertThat(one("gte", text).gte()).isEqualTo(number);
    }

    @ParameterizedTest
    @ValueSource(strings = {"NaN", "Infinity", "-Infinity", "1e3d", "1f", "0x1p3", "1e400", "1.", ".", "1,5", "1 2"})
    void refusesNumbersInJavaOnlySyntax(String text) {
        assertThatExceptionOfType(Failure.Invalid.class)
                .isThrownBy(() -> one("gte", text))
                .withMessageContaining("`gte` must be a number, not \"" + text + "\"");
    }

    @Test
    void parsesOneMebicharacterOfJsonInStrings() {
        var arguments = json("{}");
        var items = arguments.putArray("items");
        for (int i = 0; i < 20; i++) {
            items.addObject().put("key", "k").put("meta", "{\"a\": [%s0]}".formatted("[],".repeat(20_000)));
        }
        assertThatExceptionOfType(Failure.Invalid.class)
                .isThrownBy(() -> decoder.decode(arguments))
                .withMessageContaining("`items[17].meta` must be an object")
                .withMessageNotContaining("`items[16].meta`");
    }

    @Test
    void acceptsASingleStringAsListOfOneWithoutSplitting() {
        assertThat(one("s3_uris", "s3://b/a, s3://b/b").s3Uris()).containsExactly("s3://b/a, s3://b/b");
        assertThat(one("patterns", "[ab]*.csv").patterns()).containsExactly("[ab]*.csv");
        assertThat(one("patterns", "[ab]*[cd]").patterns()).containsExactly("[ab]*[cd]");
    }

    @ParameterizedTest
    @CsvSource({"registry", "package_name", "entries", "s3_uris", "items", "item", "max_keys", "force", "uri", "message"
    })
    void treatsBlankOptionalArgumentAsAbsent(String name) {
        var absent = decode("{}");
        assertThat(decode("{'%s': ''}".formatted(name))).isEqualTo(absent);
        assertThat(decode("{'%s': {}}".formatted(name))).isEqualTo(absent);
    }

    @Test
    void keepsBlankWhereAbsenceWouldChangeMore() {
        assertThat(decode("{'revision': ''}").revision()).isEmpty();
        assertThat(decode("{'top_hash': ''}").revision()).isEmpty();
        refuses("{'revision': {}}", "`revision` must be a string");
        refuses("{'patterns': ''}", "`patterns` must be an array, not \"\"");
        refuses("{'patterns': {}}", "`patterns` must be an array");
    }

    @Test
    void keepsEmptyObjectThatIsStoredAndEmptyArray() {
        assertThat(decode("{'metadata': {}}").metadata()).isEmpty();
        assertThat(decode("{'metadata': ''}").metadata()).isNull();
        assertThat(decode("{'s3_uris': []}").s3Uris()).isEmpty();
        assertThat(decode("{'message': ' '}").message()).isEqualTo(" ");
        refuses("{'items': [{'key': {}}]}", "`items[0].key` must be a string");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "bucket | registry",
                "name | package_name",
                "meta | metadata",
                "s3_uri | s3_uris",
                "physical_key | uri",
                "limit | max_keys",
                "page_size | max_keys",
                "overwrite | force",
                "top_hash | revision",
                "package_hash | revision",
            })
    void acceptsSynonyms(String synonym, String name) {
        var value = switch (name) {
            case "max_keys" -> "7";
            case "force" -> "true";
            case "metadata" -> "{\"a\": 1}";
            default -> "x";
        };
        assertThat(one(synonym, value)).isEqualTo(one(name, value)).isNotEqualTo(decode("{}"));
        assertThat(decoder.decode(json("{}").put(synonym, value).put(name, value)))
                .isEqualTo(one(name, value));
    }

    @Test
    void acceptsSynonymsInsideItems() {
        assertThat(decode("{'items': [{'key': 'k', 'content': 'c', 'metadata': {'a': 1}}]}")
                        .items())
                .containsExactly(new Item("k", "c", Map.of("a", 1)));
    }

    @Test
    void refusesTwoNamesOfOneArgumentWithDifferentValues() {
        refuses(
                "{'bucket': 'a', 'items': [], 'registry': 'b'}",
                "`bucket` and `registry` are names of one argument with different values; send only `registry`");
        refuses("{'top_hash': 'a', 'package_hash': 'b'}", "send only `revision`");
        refuses("{'top_hash': 'a', 'revision': ''}", "send only `revision`");
        assertThat(decode("{'bucket': 'a', 'registry': ''}").registry()).isEqualTo("a");
        assertThat(decode("{'limit': '7', 'max_keys': 7}").maxKeys()).isEqualTo(7);
    }

    @ParameterizedTest
    @ValueSource(strings = {"''", "{}", "null"})
    void ignoresBlankBesideValueUnderAnotherName(String blank) {
        record Required(String registry) {}
        var required = new ArgumentDecoder<>(Required.class, List.of(), PageAddresses.NONE, Validators.newValidator());
        for (var both : List.of("{'bucket': 'a', 'registry': %s}", "{'registry': %s, 'bucket': 'a'}")) {
            assertThat(required.decode(json(both.formatted(blank)))).isEqualTo(new Required("a"));
        }
        for (var both : List.of("'text': 'x', 'content': %s", "'content': 'x', 'text': %s")) {
            assertThat(decode("{'items': [{'key': 'k', %s}]}".formatted(both.formatted(blank)))
                            .items())
                    .containsExactly(new Item("k", "x", null));
        }
        assertThat(decode("{'items': [{'key': 'k', 'content': ''}]}").items()).containsExactly(new Item("k", "", null));
    }

    @ParameterizedTest
    @CsvSource({"'', {}", "'', null", "{}, null", "'', ''", "{}, {}"})
    void readsTwoBlanksOfOneArgumentTheSameInAnyOrder(String one, String other) {
        record Required(String registry) {}
        var required = new ArgumentDecoder<>(Required.class, List.of(), PageAddresses.NONE, Validators.newValidator());
        assertThat(required.decode(json("{'bucket': '', 'registry': {}}")))
                .isEqualTo(required.decode(json("{'registry': {}, 'bucket': ''}")))
                .isEqualTo(new Required(""));
        var blanks = new String[] {one, other};
        for (var names : List.of("registry bucket", "bucket registry", "metadata meta", "meta metadata")) {
            var name = names.split(" ", 2);
            var pair = "{'%s': %s, '%s': %s}";
            var first = decode(pair.formatted(name[0], quoted(blanks[0]), name[1], quoted(blanks[1])));
            assertThat(decode(pair.formatted(name[1], quoted(blanks[1]), name[0], quoted(blanks[0]))))
                    .isEqualTo(first);
            assertThat(first.metadata())
                    .isEqualTo(names.contains("meta") && List.of(blanks).contains("{}") ? Map.of() : null);
        }
    }

    private static String quoted(String blank) {
        return blank.isEmpty() ? "''" : blank;
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", " { } "})
    void readsEmptyObjectInStringAsEmptyObject(String empty) {
        assertThat(one("entries", empty)).isEqualTo(decode("{}"));
        assertThat(one("metadata", empty).metadata()).isEmpty();
        for (var names : List.of("meta metadata", "metadata meta")) {
            var name = names.split(" ", 2);
            assertThat(decoder.decode(json("{}").put(name[0], empty).put(name[1], "{\"a\": 1}"))
                            .metadata())
                    .isEqualTo(Map.of("a", 1));
            assertThat(decoder.decode(json("{}").put(name[0], "{\"a\": 1}").put(name[1], empty))
                            .metadata())
                    .isEqualTo(Map.of("a", 1));
        }
    }

    @Test
    void doesNotTreatAnArgumentAsASynonymOfAnother() {
        record Both(@Nullable String bucket, @Nullable String registry) {}
        var both = new ArgumentDecoder<>(Both.class, List.of(), PageAddresses.NONE, Validators.newValidator());
        assertThat(both.decode(json("{'bucket': 'a', 'registry': 'b'}"))).isEqualTo(new Both("a", "b"));
    }

    @Test
    void ignoresWhatClientsSendBesideTheArguments() {
        assertThat(decode("{'toolCallId': 'x', 'sessionId': 1, 'action': {}, 'chatInput': 'c', 'bucket': 'b'}"))
                .isEqualTo(decode("{'registry': 'b'}"));
        record Acting(@Nullable String action) {}
        var acting = new ArgumentDecoder<>(Acting.class, List.of(), PageAddresses.NONE, Validators.newValidator());
        assertThat(acting.decode(json("{'action': 'a'}")).action()).isEqualTo("a");
        refuses("{'items': [{'key': 'k', 'action': 'a'}]}", "unknown argument `items[0].action`");
    }

    @Test
    void namesEachKnownArgumentOnceAndTheOneThatIsMeant() {
        refuses(
                "{'packageName': 'a/b', 'Bucket': 'c', 'dest_uri': 1, 'item_keys': 2, 'other': 3}",
                "unknown arguments `packageName` (did you mean `package_name`?), `Bucket` (did you mean `registry`?), "
                        + "`dest_uri` (did you mean `uri`?), `item_keys` (did you mean `item`?), `other`; "
                        + "known arguments: registry, package_name, metadata, entries, s3_uris, patterns, items, item, "
                        + "max_keys, force, revision, uri, message, content_type, gte, confirm.");
    }
}
