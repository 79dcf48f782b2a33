package com.quiltdata.mcp.tools.packages.summaries;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.quiltdata.mcp.catalog.Failure;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class StructureParserTest {
    private static PackageContents parse(String folder, @Nullable Object... items) {
        return StructureParser.parse(Map.of(folder, Arrays.asList(items)));
    }

    private static SummaryFile only(String folder, @Nullable Object item) {
        return parse(folder, item).files().getFirst();
    }

    @ParameterizedTest
    @ValueSource(strings = {"logical_key", "logicalKey", "LogicalKey", "path"})
    void takesLogicalKeysAsTheyAre(String field) {
        assertThat(only("data", Map.of(field, "other/a.csv", "Size", 3)))
                .isEqualTo(new SummaryFile("other/a.csv", "data", 3L));
    }

    @ParameterizedTest
    @CsvSource({
        "data, raw/2024/a.csv, data/a.csv",
        "data, data/raw/a.csv, data/raw/a.csv",
        "data/, a.csv, data/a.csv",
        "'', raw/2024/a.csv, raw/2024/a.csv",
        "data, s3://bucket/raw/a.csv, data/a.csv",
        "'', /a.csv, a.csv",
        "'', ./a.csv, a.csv",
    })
    void putsObjectKeysIntoTheirFolder(String folder, String key, String path) {
        for (var field : List.of("Key", "key")) {
            assertThat(only(folder, Map.of(field, key)).path()).isEqualTo(path);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "data, a.csv, data/a.csv",
        "data, sub/a.csv, data/sub/a.csv",
        "'', a.csv, a.csv",
        "data, data/a.csv, data/a.csv"
    })
    void putsNamesBelowTheirFolder(String folder, String name, String path) {
        assertThat(only(folder, name)).isEqualTo(only(folder, Map.of("name", name)));
        assertThat(only(folder, name).path()).isEqualTo(path);
    }

    @Test
    void readsSizesInEachForm() {
        assertThat(parse(
                                "",
                                Map.of("name", "a", "Size", 1),
                                Map.of("name", "b", "size", 2L),
                                Map.of("name", "c", "size_bytes", "3"),
                                Map.of("name", "d", "size", 4.0),
                                Map.of("name", "e", "size", 0))
                        .files())
                .extracting(SummaryFile::size)
                .containsExactly(1L, 2L, 3L, 4L, 0L);
    }

    @Test
    void countsWhatIsNoSizeAsUnknownAndNotAsZero() {
        var nothing = new HashMap<String, Object>(Map.of("name", "n"));
        nothing.put("Size", null);
        var contents = parse(
                "",
                "plain.csv",
                nothing,
                Map.of("name", "a", "size", -1),
                Map.of("name", "b", "size", 1.5),
                Map.of("name", "c", "size", "large"),
                Map.of("name", "d", "size", BigInteger.TWO.pow(64).add(BigInteger.TEN)),
                Map.of("name", "e", "size", Double.POSITIVE_INFINITY),
                Map.of("name", "f", "size", 7));

        assertThat(contents.total()).isEqualTo(new FileTally(8, 7, 7));
        assertThat(contents.warnings())
                .containsExactly("7 of 8 files have no known size; sizes are those of the others.");
        assertThat(parse("", "a.csv").total().knownBytes()).isNull();
        assertThat(parse("").total().knownBytes()).isZero();
    }

    @Test
    void keepsFoldersWithoutFiles() {
        assertThat(parse("docs").byFolder()).containsExactly(Map.entry("docs", FileTally.NONE));
        assertThat(StructureParser.parse(Collections.singletonMap("docs", null)).folders())
                .containsExactly("docs");
    }

    @ParameterizedTest
    @ValueSource(strings = {"../../etc/passwd", "a/../b", "a//b", "a\u0007b.csv", "."})
    void countsFilesThatNoPackageCanHaveButShowsThemNowhere(String name) {
        var contents = parse("", name, "fine.csv");

        assertThat(contents.total().files()).isEqualTo(2);
        assertThat(contents.warnings().getFirst()).contains("No package can have files with these names (1)");
        assertThat(SummarizeSchema.paths(
                        SummaryRows.of(contents, null, List.of()).text()))
                .containsExactly("fine.csv");
    }

    @Test
    void saysWhereAnItemIsNoFile() {
        for (var item : new Object[] {7, List.of(), "", Map.of("size", 3), Map.of("name", " ")}) {
            assertThatExceptionOfType(Failure.Invalid.class)
                    .isThrownBy(() -> parse("data", "a.csv", item))
                    .withMessageStartingWith("`organized_structure[\"data\"][1]`: it ")
                    .withMessageContaining("{\"logical_key\": \"data/a.csv\", \"size\": 123}");
        }
        assertThatExceptionOfType(Failure.Invalid.class)
                .isThrownBy(() -> StructureParser.parse(Map.of("data", 7)))
                .withMessageStartingWith("`organized_structure[\"data\"]`: it must be an array of files.");
    }

    @ParameterizedTest
    @CsvSource({
        "a.CSV, csv",
        "a.tar.gz, gz",
        "a, unknown",
        "'a.this is no extension', unknown",
        "a.aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa, unknown",
    })
    void typesAreExtensions(String name, String type) {
        assertThat(new SummaryFile(name, "", null).type()).isEqualTo(type);
    }
}
