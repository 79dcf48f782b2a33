package com.quiltdata.mcp.catalog.tabulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.quiltdata.mcp.catalog.Failure;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The form of a table's configuration, and the sentences about what is wrong with one. */
final class TabulatorConfigTest {
    private static final String VALID = """
            schema:
            - name: name
              type: STRING
            - name: tpm
              type: DOUBLE
              nullable: false
            source:
              type: quilt-packages
              package_name: ^ccle/(?<date>[^_]+)_(?<study_id>[^_]+)_rnaseq$
              logical_key: salmon/(?<sample_id>[^/]+)/quant[.]genes[.]sf$
            parser:
              format: csv
              header: true
              delimiter: "\\t"
            continue_on_error: true
            """;

    private static List<String> faults(String yaml) {
        return TabulatorConfig.parse(yaml).faults();
    }

    /** The faults of the valid configuration with one text replaced. */
    private static List<String> faults(String old, String replacement) {
        assertThat(VALID).contains(old);
        return faults(VALID.replace(old, replacement));
    }

    @Test
    void acceptsTheDocumentedForm() {
        assertThat(faults(VALID)).isEmpty();
        assertThat(faults(VALID.replaceFirst("(?s)format: csv.*", "format: parquet")))
                .isEmpty();
        assertThat(faults("continue_on_error: true", "")).isEmpty();
    }

    @Test
    void writesItAsItWasRead() {
        assertThat(TabulatorConfig.parse(VALID).yaml()).isEqualTo(VALID);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "name: name | name: 9n | `schema[0].name` must begin with a letter and have only letters, digits, _ and -",
                "name: name | nam: x | `schema[0].nam` is not supported; send only name, type, nullable",
                "name: name | name: TPM | `schema[0].name` and `schema[1].name` both define the column \"tpm\"",
                "name: name | name: date | `schema[0].name` and `source.package_name` both define the column \"date\"",
                "name: name | name: 12 | not 12",
                "type: STRING | type: string | TIMESTAMP, not \"string\" (did you mean STRING?)",
                "type: STRING | type: VARCHAR(10) | must be one of BOOLEAN, TINYINT, SMALLINT, INT, BIGINT, FLOAT, DOUBLE,",
                "nullable: false | nullable: maybe | `schema[1].nullable` must be true or false, not \"maybe\"",
                "quilt-packages | s3 | `source.type` must be \"quilt-packages\", not \"s3\"",
                "(?<date>[^_]+) | (?P<date>[^_]+) | `source.package_name` has the group (?P<date>…) in Python's form; send (?<date>…)",
                "(?<date>[^_]+) | (?<the-date>[^_]+) | has a group with the name \"the-date\"",
                "(?<date>[^_]+) | (?<study_id>[^_]+) | both define the column \"study_id\"",
                "(?<sample_id> | (?<study_id> | `source.package_name` and `source.logical_key` both define the column",
                "(?<date>[^_]+) | ([^_]+ | `source.package_name` is not a regular expression: Unclosed group",
                "format: csv | format: tsv | for tsv send format csv and delimiter \"\\t\"",
                "format: csv | format: parquet | `parser.header` is not supported by this format; send only format",
                "format: csv | format: json | `parser.format` must be csv or parquet, not \"json\"",
                "header: true | skip_rows: 1 | `parser.skip_rows` is not supported by this format; send only format, header, delimiter",
                "header: true | header: 1 | `parser.header` must be true or false, not 1",
                "\"\\t\" | \"\" | `parser.delimiter` must be one character, like \",\" or \"\\t\", not \"\"",
                "\"\\t\" | ab | must be one character, like",
                "continue_on_error: true | continue_on_error: 1 | `continue_on_error` must be true or false, not 1",
                "continue_on_error: true | on_error: stop | `on_error` is not supported; send only schema, source, parser,"
            })
    void saysWhatIsWrong(String old, String replacement, String sentence) {
        assertThat(faults(old, replacement))
                .anySatisfy(fault -> assertThat(fault).contains(sentence));
    }

    @Test
    void namesEveryMissingPart() {
        assertThat(faults("{}"))
                .hasSize(3)
                .anyMatch(it -> it.startsWith("`schema` must be a list of columns"))
                .anyMatch(it -> it.startsWith("`source` must be an object"))
                .anyMatch(it -> it.startsWith("`parser` must be an object"));
        assertThat(faults("schema: []")).anyMatch(it -> it.startsWith("`schema` must be a list of columns"));
        assertThat(faults("schema: [1, {name: a}]"))
                .anyMatch(it -> it.contains("`schema[0]` must be an object with name and type, not 1"))
                .anyMatch(it -> it.contains("`schema[1].type` must be one of"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a text", "[1, 2]", "null", "a: b: c", "{", "--- {}\n--- {}", "!!java.io.File [x]"})
    void refusesWhatIsNoObject(String yaml) {
        assertThatThrownBy(() -> TabulatorConfig.parse(yaml))
                .isInstanceOf(Failure.Invalid.class)
                .message()
                .containsAnyOf("is not YAML", "must be an object with schema, source and parser, not")
                .doesNotContain("\n");
    }

    @Test
    void namesTheLineThatIsNotYaml() {
        assertThatThrownBy(() -> TabulatorConfig.parse("schema:\n  a: b: c"))
                .hasMessage("The configuration is not YAML (line 2, column 7: mapping values are not allowed here)");
    }

    @Test
    void isNotHeldUpByAliasesThatMultiply() {
        var yaml = new StringBuilder("a0: &a0 [x, x]\n");
        for (int i = 1; i < 40; i++) {
            yaml.append("a%1$d: &a%1$d [*a%2$d, *a%2$d]%n".formatted(i, i - 1));
        }
        try {
            var config = TabulatorConfig.parse(yaml + "schema: *a39\nsource: {type: *a39}\n");
            assertThat(config.faults()).isNotEmpty();
            assertThat(config.columns()).isEmpty();
            assertThat(config.source()).isEmpty();
        } catch (Failure.Invalid e) {
            assertThat(e).hasMessageContaining("is not YAML that can be read");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "^(?P<a>x)_(?P<b_c>y)$ | ^(?<a>x)_(?<b_c>y)$",
                "\\(?P<a> | \\(?P<a>",
                "[(?P<a>] | [(?P<a>]",
                "(?<a>x)(?:y) | (?<a>x)(?:y)"
            })
    void translatesPythonsGroups(String python, String translated) {
        assertThat(TabulatorConfig.withoutPythonGroups(python)).isEqualTo(translated);
    }

    @Test
    void findsNamedGroupsAlone() {
        assertThat(CaptureGroups.of("(?<a_b>x)[(?<no>]\\(?<not>(?<=x)(?<!y)(?:z)\\k<a_b>(q)"))
                .containsExactly("a_b");
    }

    @Test
    void refusesLongExpressionBeforeItIsCompiled() {
        for (var regex : List.of("a".repeat(1_000_000), "\\k<x".repeat(200_000), "(?P<".repeat(200_000))) {
            assertThat(TabulatorConfig.withoutPythonGroups(regex)).isEqualTo(regex);
            assertThatThrownBy(() -> CaptureGroups.of(regex))
                    .hasMessage("has more than 4,000 characters; send a shorter regular expression");
        }
    }

    @Test
    void refusesExpressionThatIsNestedTooDeep() {
        var config = new TabulatorConfig(Map.of(
                "schema",
                List.of(Map.of("name", "a", "type", "INT")),
                "source",
                Map.of("type", "quilt-packages", "package_name", "(".repeat(4000), "logical_key", "x"),
                "parser",
                Map.of("format", "csv")));
        assertThat(config.faults()).singleElement().asString().startsWith("`source.package_name` is ");
    }
}
