package com.quiltdata.mcp.tools.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.quiltdata.mcp.catalog.Failure;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.concurrent.FutureTask;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ParsedQueryTest {
    /** A Wednesday. */
    private static final Instant NOW = Instant.parse("2024-05-15T10:00:00Z");

    private static ParsedQuery read(String query) {
        return ParsedQuery.of(query, NOW);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "csv files | '' | ext:.csv",
                "CSV files about hurricanes | hurricanes | ext:.csv",
                "find csv and parquet files | '' | ext:(.csv OR .parquet)",
                "*.csv | '' | ext:.csv",
                "storms .fastq.gz files | storms | ext:.fastq.gz",
                "show me all storms | storms | ''",
                "files larger than 10 MB | '' | size:[10485760 TO *]",
                "images under 1.5 kb | images | size:[* TO 1536]",
                "between 1 KB and 2 KB | '' | size:[1024 TO 2048]",
                "csv files larger than 1 GB | '' | ext:.csv size:[1073741824 TO *]",
                "plates of the last 7 days | plates | last_modified:[2024-05-08T00:00:00Z TO *]",
                "plates uploaded last month | plates | last_modified:[2024-04-15T00:00:00Z TO *]",
                "plates this week | plates | last_modified:[2024-05-13T00:00:00Z TO *]",
                "plates created yesterday | plates | last_modified:[2024-05-14T00:00:00Z TO 2024-05-14T23:59:59.999Z]",
                "plates since 2024-02-01 | plates | last_modified:[2024-02-01T00:00:00Z TO *]",
                "plates modified before 2024-02 | plates | last_modified:[* TO 2024-01-31T23:59:59.999Z]",
                "plates modified in 2023 | plates | last_modified:[2023-01-01T00:00:00Z TO 2023-12-31T23:59:59.999Z]",
                "plates last_modified>=2023-02-01 | plates | last_modified:[2023-02-01T00:00:00Z TO *]",
                "plates modified < 2023-02-01 | plates | last_modified:[* TO 2023-01-31T23:59:59.999Z]",
                "plates last_modified<=2023-02-01 | plates | last_modified:[* TO 2023-02-01T23:59:59.999Z]",
                "files between 100 and 300 bytes | '' | size:[100 TO 300]",
                "*.csv files larger than 200 B | '' | ext:.csv size:[200 TO *]",
                "*.csv, *.json and .tsv files | '' | ext:(.csv OR .json OR .tsv)",
                "files with extension csv | '' | ext:.csv",
                "files ending in .csv | '' | ext:.csv",
                "files less than 5MB but more than 1MB | '' | size:[1048576 TO 5242880]",
                "packages larger than 1 KB | '' | size:[1024 TO *]",
                "files modified on or after 2023-02-01 | '' | last_modified:[2023-02-01T00:00:00Z TO *]",
                "plates on or before 2023-02-01 | plates | last_modified:[* TO 2023-02-01T23:59:59.999Z]",
                "files not modified since 2020 | '' | last_modified:[* TO 2019-12-31T23:59:59.999Z]",
                "plates older than 30 days | plates | last_modified:[* TO 2024-04-14T23:59:59.999Z]",
                "files modified more than a year ago | '' | last_modified:[* TO 2023-05-14T23:59:59.999Z]",
                "csv files not changed in the last 2 weeks | '' | ext:.csv last_modified:[* TO 2024-04-30T23:59:59.999Z]",
                "files newer than 7 days | '' | last_modified:[2024-05-08T00:00:00Z TO *]",
                "plates modified between 2023-02-01 and 2023-02-28 | plates | last_modified:[2023-02-01T00:00:00Z TO 2023-02-28T23:59:59.999Z]",
                "more than thirty plates | more than thirty plates | ''",
                "storms in 2024 | storms in 2024 | ''",
                "all files | all files | ''",
                "raw data | raw data | ''",
                "plates since 2024-13-45 | plates since 2024-13-45 | ''",
            })
    void convertsExtensionSizeAndDateToFilters(String query, String text, String filters) {
        var reading = read(query);
        assertThat(reading.syntax()).isFalse();
        assertThat(reading.text()).isEqualTo(text);
        assertThat(String.join(" ", QueryText.filters(reading.filters(), false)))
                .isEqualTo(filters);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ext:.csv AND size:>1000",
                "storms AND NOT csv",
                "\"heat shock\" csv files",
                "stor*",
                "(storms hurricanes) csv",
                "+storms -csv files",
                "last_modified:[2024-01-01 TO *]",
                "mnfst_stats.total_files:>100",
                "_exists_:content",
                "key:a\\/b",
                "content:/lmnb[12]/",
                "storms~2"
            })
    void sendsNormalizedQueryUnchanged(String query) {
        assertThat(read(query)).isEqualTo(ParsedQuery.inSyntax(query, null));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "examples/hurdat | examples\\/hurdat",
                "tx-2024 (draft | tx-2024 \\(draft",
                "TODO: fix | TODO\\: fix",
                "where is storms.csv? | storms.csv",
                "a\"b | a\\\"b",
                "p < 0.05 | p 0.05",
            })
    void escapesPlainWords(String query, String text) {
        assertThat(read(query).text()).isEqualTo(text);
    }

    @Test
    void searchesTheBucketAndKeyOfS3Uri() {
        var query = read("csv files of 2024 in s3://quilt-example/raw/");
        assertThat(query.text()).isEqualTo("2024 AND key:raw\\/*");
        assertThat(query.terms(List.of()).buckets()).containsExactly("quilt-example");
        assertThat(query.ofPackages().text())
                .isEqualTo("2024 AND entry_pk:s3\\:\\/\\/quilt-example\\/raw\\/* AND (entry_lk:*.csv)");
        assertThatThrownBy(() -> query.terms(List.of("other")))
                .isInstanceOf(Failure.Invalid.class)
                .hasMessageContaining("`query` has a URI of bucket quilt-example");
    }

    @Test
    void searchesPackagesForTheEncodedUriOfAnObject() {
        var uri = "entry_pk:s3\\:\\/\\/quilt-lab\\/results\\/report%281%29%20new.csv";
        assertThat(read("s3://quilt-lab/results/report(1)%20new.csv")
                        .ofPackages()
                        .text())
                .isEqualTo("(" + uri + " OR " + uri + "\\?versionId=*)");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "s3://a-bucket/x.csv OR s3://other/y.csv",
                "ext:.csv NOT s3://a-bucket/tmp/",
                "files in s3://a-bucket/x/ and s3://other/y/",
                "quilt+s3://a-bucket#package=ns/name@%s&path=data/x.csv"
            })
    void refusesUrisThatItCannotSearchFor(String query) {
        assertThatThrownBy(() -> read(query.formatted("ab".repeat(32))))
                .isInstanceOf(Failure.Invalid.class)
                .hasMessageContaining("`query`");
    }

    @Test
    void separatesAnExtensionFromTheWordThatFollowsItsQuotes() {
        assertThat(read("ext:\"CSV\"ext:\"x]\"").text()).isEqualTo("ext:.csv ext:.x\\]");
    }

    @Test
    void endsAUriBeforeThePunctuationOfASentence() {
        assertThat(read("csv files in s3://a-bucket/x/, larger than 1 KB").text())
                .isEqualTo("key:x\\/*");
    }

    @ParameterizedTest
    @ValueSource(strings = {"modified:>2024-01-01", "ext:csv AND date: >=2024-01-01", "bucket:b-1 AND ext:csv"})
    void refusesFieldsThatTheSearchDoesNotHave(String query) {
        assertThatThrownBy(() -> read(query))
                .isInstanceOf(Failure.Invalid.class)
                .hasMessageContaining("is not a search field");
    }

    /** A pattern that needs a frame for each character would overflow the stack of a thread that has little left. */
    @Test
    void addsNoConditionToAnOperatorAtTheEnd() {
        assertThat(read("\"x\" and y\" and OR ").ofObjects().text())
                .isEqualTo("(\"x\" AND y\\\" AND OR) AND NOT key:.quilt\\/*");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"\"%s\"", "ext:\"%s\"", "key:/%s/", "s3://a-bucket/%s", "key:(%s)", "\"%s", "csv, %s csv files"})
    void readsLongQueriesOnASmallStack(String form) throws Exception {
        for (var part : List.of("a", "\\a", "csv,", "a b", "(", "csv or ")) {
            var query = form.formatted(part.repeat(1_950 / part.length()));
            var read = new FutureTask<>(() -> {
                var parsed = read(query);
                return parsed.ofObjects().text() + parsed.ofPackages().text();
            });
            new Thread(null, read, "small", 160 << 10).start();
            assertThat(read.get()).isNotEmpty();
        }
    }

    /** Whatever is typed is a query or a refusal. */
    @Test
    void readsEveryTextWithoutError() {
        var pieces = List.of(
                "key:",
                "ext:",
                "size:>",
                "last_modified:[",
                "s3://bucket/a",
                "quilt+s3://b#package=a/b",
                "(",
                ")",
                "\"",
                "/",
                "\\",
                "^2",
                "~",
                " ",
                " AND ",
                " OR ",
                "NOT",
                "[",
                " TO ",
                "]",
                "1GB",
                "2024-01-01 10:00",
                "a",
                "*",
                "in ",
                ".csv",
                "$1",
                "%2C",
                "+");
        var random = new Random(1);
        for (int i = 0; i < 20_000; i++) {
            var query = random.ints(1 + random.nextInt(8), 0, pieces.size())
                    .mapToObj(pieces::get)
                    .collect(Collectors.joining());
            assertThatCode(() -> {
                        try {
                            var read = read(query);
                            read.ofObjects().terms(List.of());
                            QuerySyntax.conditions(
                                    read.ofPackages().terms(List.of()).text());
                        } catch (Failure.Invalid e) {
                            assertThat(e).hasMessageStartingWith("`query`");
                        }
                    })
                    .as(query)
                    .doesNotThrowAnyException();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  ", "*", "*:*"})
    void matchesEverythingWithoutWords(String query) {
        assertThat(read(query).text()).isEmpty();
    }

    @Test
    void searchesPackagesByTheExtensionsOfTheirEntries() {
        assertThat(read("csv files").ofPackages().text()).isEqualTo("entry_lk:*.csv");
        assertThat(read("csv files about storms").ofPackages().text()).isEqualTo("storms csv");
        assertThat(read("csv files").ofPackages().filters().none()).isTrue();
    }
}
