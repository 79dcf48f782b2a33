package com.quiltdata.mcp.catalog.athena;

import static com.quiltdata.mcp.catalog.athena.FakeAws.ALICE;
import static com.quiltdata.mcp.catalog.sql.TableReader.DEFAULT_CATALOG;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.quiltdata.mcp.catalog.Failure;
import com.quiltdata.mcp.catalog.sql.DataTable;
import com.quiltdata.mcp.catalog.sql.Database;
import com.quiltdata.mcp.catalog.sql.TableColumn;
import com.quiltdata.mcp.catalog.sql.TableReader;
import com.quiltdata.mcp.catalog.sql.TableScope;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How databases and tables are described. */
class AthenaTableReaderTest {
    private static final TableScope DB = new TableScope(DEFAULT_CATALOG, "Db");
    private static final TableScope OTHER = new TableScope("quilt-dev-tabulator", "bucket");

    private final FakeAws aws = new FakeAws();
    private final TableReader tables = aws.catalog().tables();

    AthenaTableReaderTest() throws Exception {}

    @AfterEach
    void close() {
        aws.close();
    }

    @Test
    void tellsColumnsAndPartitionsApartByTheCatalogsWord() {
        aws.on("GetTable", _ -> Map.of("Table", glueTable("t")));
        assertThat(tables.table(ALICE, DB, "T"))
                .isEqualTo(new DataTable(
                        "t",
                        "db",
                        "EXTERNAL_TABLE",
                        List.of(
                                new TableColumn("update_time", "timestamp", "when"),
                                new TableColumn("birthdate", "date", null)),
                        List.of(new TableColumn("region", "string", null)),
                        "A table.",
                        "hadoop",
                        new DataTable.Times(Instant.ofEpochSecond(1), Instant.ofEpochSecond(2)),
                        new DataTable.Storage("s3://b/t/", "In", "Out", "Serde"),
                        Map.of("classification", "csv")));
        assertThat(aws.requests("GetTable").getFirst().text("DatabaseName")).isEqualTo("db");
        assertThat(aws.requests("GetTable").getFirst().text("Name")).isEqualTo("t");
    }

    private static Map<String, Object> glueTable(String name) {
        return Map.ofEntries(
                Map.entry("Name", name),
                Map.entry("DatabaseName", "db"),
                Map.entry("TableType", "EXTERNAL_TABLE"),
                Map.entry("Description", "A table."),
                Map.entry("Owner", "hadoop"),
                Map.entry("CreateTime", 1),
                Map.entry("UpdateTime", 2),
                Map.entry("Parameters", Map.of("classification", "csv")),
                Map.entry("PartitionKeys", List.of(Map.of("Name", "region", "Type", "string"))),
                Map.entry(
                        "StorageDescriptor",
                        Map.of(
                                "Columns",
                                List.of(
                                        Map.of("Name", "update_time", "Type", "timestamp", "Comment", "when"),
                                        Map.of("Name", "birthdate", "Type", "date")),
                                "Location",
                                "s3://b/t/",
                                "InputFormat",
                                "In",
                                "OutputFormat",
                                "Out",
                                "SerdeInfo",
                                Map.of("SerializationLibrary", "Serde"))));
    }

    private static Map<String, Object> athenaTable(String name) {
        return Map.of(
                "Name",
                name,
                "TableType",
                "EXTERNAL_TABLE",
                "CreateTime",
                1,
                "Columns",
                List.of(Map.of("Name", "yearly_total", "Type", "double")),
                "PartitionKeys",
                List.of(Map.of("Name", "year", "Type", "int")),
                "Parameters",
                Map.of("location", "s3://b/t/", "serde.serialization.lib", "Serde"));
    }

    @Test
    void asksAthenaForOtherDataCatalogs() {
        aws.on("GetTableMetadata", _ -> Map.of("TableMetadata", athenaTable("t")));
        var table = tables.table(ALICE, OTHER, "t");
        assertThat(table.columns()).extracting(TableColumn::name).containsExactly("yearly_total");
        assertThat(table.partitions()).extracting(TableColumn::name).containsExactly("year");
        assertThat(table.storage()).isEqualTo(new DataTable.Storage("s3://b/t/", null, null, "Serde"));
        assertThat(table.times()).isEqualTo(new DataTable.Times(Instant.ofEpochSecond(1), null));
        assertThat(aws.requests("GetTableMetadata").getFirst().text("CatalogName"))
                .isEqualTo("quilt-dev-tabulator");
        assertThat(aws.requests("GetTable")).isEmpty();
    }

    @Test
    void asksAthenaWhereGlueRefusesTheRole() {
        aws.refuse(
                        "GetTable",
                        "AccessDeniedException",
                        "User: u is not authorized to perform: glue:GetTable on resource: r")
                .on("GetTableMetadata", _ -> Map.of("TableMetadata", athenaTable("t")));
        assertThat(tables.table(ALICE, DB, "t").name()).isEqualTo("t");
        aws.refuse("GetTableMetadata", "AccessDeniedException", "You are not authorized");
        assertThatThrownBy(() -> tables.table(ALICE, DB, "t"))
                .isInstanceOf(Failure.Denied.class)
                .hasMessageContaining("`glue:GetTable`");
    }

    @Test
    void saysWhichTableIsMissing() {
        aws.refuse("GetTable", "EntityNotFoundException", "Entity Not Found");
        assertThatThrownBy(() -> tables.table(ALICE, DB, "t"))
                .isInstanceOf(Failure.NotFound.class)
                .hasMessageContaining("No table `t` in database `Db`");
    }

    @Test
    void saysWhichDatabaseIsMissing() {
        aws.refuse("ListTableMetadata", "MetadataException", "Database bucket not found");
        assertThatThrownBy(() -> tables.tables(ALICE, OTHER, null, null, 10))
                .isInstanceOf(Failure.NotFound.class)
                .hasMessageContaining("No database `bucket` in data catalog `quilt-dev-tabulator`");
    }

    @Test
    void listsDatabases() {
        aws.on(
                "GetDatabases",
                _ -> Map.of(
                        "DatabaseList",
                        List.of(Map.of("Name", "db", "Description", "d", "LocationUri", "s3://b/", "CreateTime", 1))));
        aws.on("ListDatabases", _ -> Map.of("DatabaseList", List.of(Map.of("Name", "bucket"))));
        assertThat(tables.databases(ALICE, "awsdatacatalog", null, 10).items())
                .containsExactly(new Database("db", "d", "s3://b/", Instant.ofEpochSecond(1)));
        assertThat(tables.databases(ALICE, "other", null, 10).items())
                .containsExactly(new Database("bucket", null, null, null));
    }

    /** Answers with pages of this many tables, named t0 and so on. */
    private void many(String operation, int count, Function<List<Map<String, Object>>, Map<String, Object>> page) {
        aws.on(operation, it -> {
            var from = it.body().path("NextToken").asInt();
            var end = Math.min(count, from + it.body().path("MaxResults").asInt());
            var answer = new java.util.HashMap<>(page.apply(IntStream.range(from, end)
                    .mapToObj(i -> operation.equals("GetTables") ? glueTable("t" + i) : athenaTable("t" + i))
                    .toList()));
            if (end < count) {
                answer.put("NextToken", Integer.toString(end));
            }
            return answer;
        });
    }

    private List<String> all(TableScope scope, @Nullable String pattern, int max) {
        var names = new ArrayList<String>();
        String position = null;
        do {
            var page = tables.tables(ALICE, scope, pattern, position, max);
            assertThat(page.items()).hasSizeLessThanOrEqualTo(max);
            page.items().forEach(table -> names.add(table.name()));
            position = page.next();
        } while (position != null);
        return names;
    }

    @ParameterizedTest
    @ValueSource(ints = {7, 100, 130, 2000})
    void listsEachOfManyTablesOnce(int max) {
        many("GetTables", 1234, it -> Map.of("TableList", it));
        many("ListTableMetadata", 321, it -> Map.of("TableMetadataList", it));
        assertThat(all(DB, null, max)).hasSize(1234).doesNotHaveDuplicates();
        assertThat(all(OTHER, null, max)).hasSize(321).doesNotHaveDuplicates();
    }

    @Test
    void listsOnlyMatchesWhateverAwsReturns() {
        many("GetTables", 300, it -> Map.of("TableList", it));
        assertThat(all(DB, "T29*", 5)).hasSize(11).contains("t29", "t299");
        assertThat(aws.requests("GetTables").getFirst().text("Expression")).isEqualTo("t29|t29.*");
    }

    @Test
    void continuesWhereTheListingBegan() {
        aws.refuse("GetTables", "AccessDeniedException", "You are not authorized");
        many("ListTableMetadata", 60, it -> Map.of("TableMetadataList", it));
        assertThat(all(DB, null, 25)).hasSize(60);
        assertThat(aws.requests("GetTables")).hasSize(1);
    }

    @Test
    void refusesPositionOfAnotherListing() {
        assertThatThrownBy(() -> tables.tables(ALICE, OTHER, null, "glue:1", 5)).isInstanceOf(Failure.Invalid.class);
        assertThatThrownBy(() -> tables.tables(ALICE, DB, null, "x", 5)).isInstanceOf(Failure.Invalid.class);
    }

    @Test
    void saysThatTablesWithoutNamesAreNotFromGlue() {
        var columns = List.of(Map.of("Type", "bigint"));
        aws.on("GetTables", _ -> Map.of("TableList", Arrays.asList((Object) null)))
                .on("GetTable", _ -> Map.of("Table", Map.of("Name", "t", "PartitionKeys", columns)));

        assertThatThrownBy(() -> tables.tables(ALICE, DB, null, null, 10))
                .isInstanceOf(Failure.Unavailable.class)
                .hasMessageContaining("AWS_ENDPOINT_URL_GLUE");
        assertThatThrownBy(() -> tables.table(ALICE, DB, "t"))
                .isInstanceOf(Failure.Unavailable.class)
                .hasMessageContaining("AWS_ENDPOINT_URL_GLUE");
    }
}
