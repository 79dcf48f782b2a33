package com.quiltdata.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.quiltdata.sandbox.json.Json;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.sync.RequestBody;

/** The query-string syntax of Elasticsearch with its pitfalls, on objects whose keys contain its operators. */
final class SearchSyntaxTest {
    private static final TestSandbox SANDBOX = new TestSandbox();
    private static final String BUCKET = "quilt-lab";
    private static final List<String> KEYS = List.of(
            "syntax/sub/README.md",
            "syntax/sub/Table.CSV",
            "syntax/report(1).csv",
            "syntax/a:b.txt",
            "syntax/alpha-beta.txt");

    @BeforeAll
    static void put() {
        try (var s3 = SANDBOX.s3("writer")) {
            KEYS.forEach(key -> s3.putObject(
                    request -> request.bucket(BUCKET).key(key), RequestBody.fromString("Quick brown Foxes at " + key)));
        }
    }

    @AfterAll
    static void close() {
        SANDBOX.close();
    }

    private static List<String> keys(String query) {
        return JsonFields.all(graphql(query), "key").stream()
                .filter(key -> key.startsWith("syntax/"))
                .map(key -> key.substring("syntax/".length()))
                .toList();
    }

    private static String graphql(String query) {
        return SANDBOX.data("writer", """
                {searchObjects(buckets:["quilt-lab"],searchString:%s){__typename
                 ...on ObjectsSearchResultSet{total firstPage(size:100,order:LEX_ASC){hits{key}}}
                 ...on InvalidInput{errors{path message}}}}""".formatted(Json.text(query)));
    }

    private static HttpResponse<String> rest(String query, String parameters) {
        return SANDBOX.send(
                "GET",
                "/api/search?action=search&index=quilt-lab" + parameters + "&query="
                        + URLEncoder.encode(query, StandardCharsets.UTF_8),
                null,
                SANDBOX.bearer("writer"));
    }

    /** Slashes open a regular expression, which here matches one path segment of the analyzed key. */
    @Test
    void readsPairOfSlashesAsRegularExpression() {
        assertThat(keys("key:syntax/sub/README.md")).contains("sub/README.md", "sub/Table.CSV");
        assertThat(keys("ext:.md AND key:syntax/sub/*")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"key:syntax/README.md", "key:syntax/sub/README.md/x", "/sub", "key:/[/"})
    void refusesUnterminatedRegularExpression(String query) {
        assertThat(graphql(query)).contains("InvalidInput", "searchString", "Failed to parse query");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "key:syntax\\/sub\\/README.md|[sub/README.md]",
                "key:\"syntax/sub/README.md\"|[sub/README.md]",
                "ext:.md AND key:syntax\\/sub\\/*|[sub/README.md]",
                "key:/syntax\\/sub\\/.*/|[sub/README.md, sub/Table.CSV]",
                "key:syntax\\/report\\(1\\).csv|[report(1).csv]",
                "key:syntax\\/a\\:b.txt|[a:b.txt]",
                "key_text:alpha-beta|[alpha-beta.txt]",
                "key_text:(alpha AND beta)|[alpha-beta.txt]"
            })
    void findsExactKeysOnceOperatorsAreEscaped(String query, String keys) {
        assertThat(keys(query)).hasToString(keys);
    }

    @Test
    void readsBracketsAsGroup() {
        assertThat(keys("key:report(1).csv")).containsExactly("report(1).csv", "sub/Table.CSV");
        assertThat(keys("key:report AND (1)")).isEmpty();
    }

    @Test
    void readsSecondColonAsError() {
        assertThat(graphql("key:syntax:a")).contains("Failed to parse query [key:syntax:a]");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "key:*Table.CSV|[sub/Table.CSV]",
                "key:*table.csv|[]",
                "key:*TABLE.CSV|[]",
                "key_text:TAB*|[sub/Table.CSV]",
                "key_text:T?BLE|[sub/Table.CSV]",
                "content:FOX* AND key_text:table|[sub/Table.CSV]",
                "ext:.CSV AND key_text:table|[]",
                "ext:.csv AND key_text:table|[sub/Table.CSV]",
                "ext:csv|[]",
                "ext:(.md OR .txt)|[a:b.txt, alpha-beta.txt, sub/README.md]"
            })
    void lowersCaseInAnalyzedFieldsOnly(String query, String keys) {
        assertThat(keys(query)).hasToString(keys);
    }

    @Test
    void joinsWordsByOr() {
        assertThat(keys("key_text:alpha key_text:table")).contains("alpha-beta.txt", "sub/Table.CSV");
        assertThat(keys("key_text:alpha AND key_text:table")).isEmpty();
        assertThat(keys("+key_text:syntax -ext:.txt")).hasSize(3);
    }

    @Test
    void joinsWordsByTheOperatorThatATestSets() {
        SANDBOX.control("POST", "/settings", "{\"search\":{\"operator\":\"and\"}}");
        try {
            assertThat(keys("key_text:alpha key_text:table")).isEmpty();
            assertThat(keys("key_text:alpha OR key_text:table")).contains("alpha-beta.txt", "sub/Table.CSV");
        } finally {
            SANDBOX.control("POST", "/settings", "{\"search\":{\"operator\":\"or\"}}");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "key_text:tabel~|[sub/Table.CSV]",
                "key_text:tabe~1|[sub/Table.CSV]",
                "key_text:ub~|[]",
                "key_text:sbu~|[sub/README.md, sub/Table.CSV]",
                "key_text:xyz~|[]",
                "key_text:alpha^4|[alpha-beta.txt]",
                "_exists_: content AND key_text:alpha|[alpha-beta.txt]",
                "content:\"quick foxes\"~2 AND key_text:alpha|[alpha-beta.txt]"
            })
    void supportsFuzzinessBoostAndProximity(String query, String keys) {
        assertThat(keys(query)).hasToString(keys);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "size:>1GB|For input string",
                "size:1*|Can only use prefix queries on keyword, text and wildcard fields - not on [size]",
                "size:*1*|Can only use wildcard queries on keyword, text and wildcard fields - not on [size]",
                "size:/1.*/|Can only use regexp queries on keyword and text fields - not on [size]",
                "size:10~1|Can only use fuzzy queries on keyword and text fields - not on [size] which is of type [long]",
                "last_modified:2024*|which is of type [date]",
                "last_modified:yesterday|failed to parse date field [yesterday]",
                "key:a AND|Failed to parse query",
                "key:(a|Failed to parse query",
                "size:[1 TO|Failed to parse query"
            })
    void reportsInvalidQueries(String query, String message) {
        assertThat(graphql(query)).contains("InvalidInput", message);
        assertThat(rest(query, "").statusCode()).isEqualTo(400);
    }

    @Test
    void firstRetryIgnoresValuesThatDoNotFit() {
        assertThat(rest("size:>1GB OR key_text:alpha", "&retry=1").body()).contains("\"value\":1,");
        assertThat(rest("key:(", "&retry=1").statusCode()).isEqualTo(400);
    }

    @Test
    void laterRetriesReadEverySyntax() {
        assertThat(rest("alpha (", "&retry=2").body()).contains("alpha-beta.txt");
    }
}
