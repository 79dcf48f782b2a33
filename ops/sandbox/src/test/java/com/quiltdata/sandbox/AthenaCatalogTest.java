package com.quiltdata.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.athena.AthenaClient;
import software.amazon.awssdk.services.athena.model.AthenaException;
import software.amazon.awssdk.services.athena.model.DataCatalogSummary;
import software.amazon.awssdk.services.athena.model.InvalidRequestException;
import software.amazon.awssdk.services.athena.model.MetadataException;
import software.amazon.awssdk.services.athena.model.TableMetadata;
import software.amazon.awssdk.services.athena.model.WorkGroupSummary;
import software.amazon.awssdk.services.glue.GlueClient;
import software.amazon.awssdk.services.glue.model.EntityNotFoundException;
import software.amazon.awssdk.services.glue.model.GlueException;
import software.amazon.awssdk.services.glue.model.Table;

/** Workgroups, data catalogs, databases and tables through the protocols of Athena and Glue. */
final class AthenaCatalogTest {
    private static final TestSandbox SANDBOX = new TestSandbox();
    private static final AthenaClient ATHENA = SANDBOX.athena("writer");
    private static final GlueClient GLUE = SANDBOX.glue("writer");
    private static final String OWN = "QuiltUserAthena-sandbox-ReadWriteQuiltBucket";
    private static final String READERS = "QuiltUserAthena-sandbox-ReadQuiltBucket";

    @AfterEach
    void reset() {
        settings("\"workgroups\":0,\"tables\":0,\"scanLimit\":0");
        SANDBOX.control("DELETE", "/faults", "");
    }

    @AfterAll
    static void close() {
        ATHENA.close();
        GLUE.close();
        SANDBOX.close();
    }

    @Test
    void listsTheWorkgroupsOfTheAccount() {
        assertThat(ATHENA.listWorkGroups(_ -> {}).workGroups())
                .extracting(WorkGroupSummary::name)
                .contains(OWN, READERS, "primary", "analytics");
    }

    @Test
    void listsWorkgroupsInPages() {
        settings("\"workgroups\":120");
        var pages = ATHENA.listWorkGroupsPaginator(_ -> {}).stream().toList();
        assertThat(pages).hasSize(3);
        assertThat(pages.getFirst().workGroups())
                .hasSize(50)
                .extracting(WorkGroupSummary::name)
                .doesNotContain(OWN);
    }

    @Test
    void describesTheRolesOwnWorkgroup() {
        settings("\"scanLimit\":1000000000");
        var group = ATHENA.getWorkGroup(r -> r.workGroup(OWN)).workGroup();
        assertThat(group.stateAsString()).isEqualTo("ENABLED");
        assertThat(group.configuration().resultConfiguration().outputLocation())
                .isEqualTo("s3://sandbox-athena-results-readwritequiltbucket-0/" + OWN + "/");
        assertThat(group.configuration().enforceWorkGroupConfiguration()).isTrue();
        assertThat(group.configuration().bytesScannedCutoffPerQuery()).isEqualTo(1_000_000_000);
    }

    @Test
    void refusesAnotherRolesWorkgroup() {
        assertThatThrownBy(() -> ATHENA.getWorkGroup(r -> r.workGroup(READERS)))
                .isInstanceOfSatisfying(
                        AthenaException.class,
                        e -> assertThat(e.awsErrorDetails().errorCode()).isEqualTo("AccessDeniedException"))
                .hasMessageContaining(
                        "User: arn:aws:sts::123456789012:assumed-role/ReadWriteQuiltBucket/writer is not authorized to"
                                + " perform: athena:GetWorkGroup on resource:"
                                + " arn:aws:athena:us-east-1:123456789012:workgroup/" + READERS);
    }

    @Test
    void refusesQueriesWithoutWorkgroup() {
        assertThatThrownBy(() -> ATHENA.startQueryExecution(r -> r.queryString("SELECT 1")))
                .hasMessageContaining("athena:StartQueryExecution")
                .hasMessageContaining("workgroup/primary");
    }

    @Test
    void refusesExecutionsOfAnotherRole() {
        String id = ATHENA.startQueryExecution(r -> r.queryString("SELECT 1").workGroup(OWN))
                .queryExecutionId();
        try (var reader = SANDBOX.athena("reader")) {
            assertThatThrownBy(() -> reader.getQueryExecution(r -> r.queryExecutionId(id)))
                    .hasMessageContaining("athena:GetQueryExecution");
            assertThatThrownBy(() -> reader.stopQueryExecution(r -> r.queryExecutionId(id)))
                    .hasMessageContaining("athena:StopQueryExecution");
        }
    }

    @Test
    void letsARoleUseTheBucketOfItsResultsAlone() {
        var _ = ATHENA.getWorkGroup(r -> r.workGroup(OWN));
        try (var writer = SANDBOX.s3("writer");
                var reader = SANDBOX.s3("reader")) {
            String bucket = "sandbox-athena-results-readwritequiltbucket-0";
            assertThat(writer.listObjectsV2(r -> r.bucket(bucket)).contents()).isEmpty();
            assertThatThrownBy(() -> reader.listObjectsV2(r -> r.bucket(bucket)))
                    .hasMessageContaining("Access Denied");
        }
    }

    @Test
    void listsDataCatalogs() {
        assertThat(ATHENA.listDataCatalogs(_ -> {}).dataCatalogsSummary())
                .extracting(DataCatalogSummary::catalogName)
                .contains("AwsDataCatalog", "quilt-sandbox-tabulator");
        assertThat(ATHENA.getDataCatalog(r -> r.name("AwsDataCatalog"))
                        .dataCatalog()
                        .typeAsString())
                .isEqualTo("GLUE");
    }

    @Test
    void doesNotKnowAnotherDataCatalog() {
        assertThatThrownBy(() -> ATHENA.listDatabases(r -> r.catalogName("other")))
                .isInstanceOf(InvalidRequestException.class);
    }

    @Test
    void listsDatabases() {
        assertThat(ATHENA.listDatabases(r -> r.catalogName("AwsDataCatalog")).databaseList())
                .anySatisfy(database -> assertThat(database.name()).isEqualTo("lab"));
        assertThat(ATHENA.getDatabase(r -> r.catalogName("AwsDataCatalog").databaseName("lab"))
                        .database()
                        .name())
                .isEqualTo("lab");
    }

    @Test
    void doesNotKnowAnotherDatabase() {
        assertThatThrownBy(() ->
                        ATHENA.getDatabase(r -> r.catalogName("AwsDataCatalog").databaseName("none")))
                .isInstanceOf(MetadataException.class)
                .hasMessageContaining("Database none not found. (Service: AmazonDataCatalog; Status Code: 400; Error"
                        + " Code: EntityNotFoundException");
    }

    @Test
    void pagesTables() {
        settings("\"tables\":120");
        var tables = new ArrayList<TableMetadata>();
        var pages =
                ATHENA
                        .listTableMetadataPaginator(
                                r -> r.catalogName("AwsDataCatalog").databaseName("many"))
                        .stream()
                        .peek(page -> tables.addAll(page.tableMetadataList()))
                        .toList();
        assertThat(pages).hasSize(3);
        assertThat(tables).hasSize(120);
    }

    @Test
    void findsTablesByExpression() {
        settings("\"tables\":20");
        assertThat(ATHENA.listTableMetadata(r -> r.catalogName("AwsDataCatalog")
                                .databaseName("many")
                                .expression(".*_0001."))
                        .tableMetadataList())
                .hasSize(10);
        assertThat(GLUE.getTables(r -> r.databaseName("many").expression("table_0001*"))
                        .tableList())
                .hasSize(10);
    }

    @Test
    void describesATableWithItsPartitionsApart() {
        var table = ATHENA
                .listTableMetadata(r -> r.catalogName("AwsDataCatalog").databaseName("lab"))
                .tableMetadataList()
                .stream()
                .filter(candidate -> !candidate.partitionKeys().isEmpty())
                .findFirst()
                .orElseThrow();
        assertThat(table.columns()).doesNotContainAnyElementsOf(table.partitionKeys());
        assertThat(ATHENA.getTableMetadata(r -> r.catalogName("AwsDataCatalog")
                                .databaseName("lab")
                                .tableName(table.name()))
                        .tableMetadata())
                .isEqualTo(table);
    }

    @Test
    void doesNotKnowAnotherTable() {
        assertThatThrownBy(() -> ATHENA.getTableMetadata(
                        r -> r.catalogName("AwsDataCatalog").databaseName("lab").tableName("none")))
                .isInstanceOf(MetadataException.class)
                .hasMessageContaining("Entity Not Found");
        assertThatThrownBy(() -> GLUE.getTable(r -> r.databaseName("lab").name("none")))
                .isInstanceOf(EntityNotFoundException.class);
    }

    @Test
    void describesDatabasesAndTablesInGlue() {
        assertThat(GLUE.getDatabases(_ -> {}).databaseList())
                .anySatisfy(database -> assertThat(database.name()).isEqualTo("lab"));
        var table = GLUE.getTables(r -> r.databaseName("lab")).tableList().getFirst();
        assertThat(table.storageDescriptor().columns()).isNotEmpty();
        assertThat(table.createTime()).isNotNull();
    }

    @Test
    void listsThePartitionsOfATable() {
        Table table = GLUE.getTables(r -> r.databaseName("lab")).tableList().stream()
                .filter(candidate -> !candidate.partitionKeys().isEmpty())
                .findFirst()
                .orElseThrow();
        var all = GLUE.getPartitions(r -> r.databaseName("lab").tableName(table.name()))
                .partitions();
        assertThat(all)
                .isNotEmpty()
                .allSatisfy(partition -> assertThat(partition.values()).hasSameSizeAs(table.partitionKeys()));
    }

    @Test
    void recordsAndFailsOperationsOfGlue() {
        SANDBOX.control("DELETE", "/requests", "");
        SANDBOX.control("POST", "/faults", "{\"path\":\"glue\",\"status\":503,\"times\":1}");
        assertThatThrownBy(() -> GLUE.getDatabases(_ -> {})).isInstanceOf(GlueException.class);
        assertThat(SANDBOX.send("GET", "/sandbox/requests", null, null).body())
                .contains("\"plane\":\"glue\"", "\"operationName\":\"GetDatabases\"", "\"status\":503");
    }

    private static void settings(String values) {
        SANDBOX.control("POST", "/settings", "{\"sql\":{" + values + "}}");
    }
}
