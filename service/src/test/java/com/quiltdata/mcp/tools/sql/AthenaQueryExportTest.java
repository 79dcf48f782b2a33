package com.quiltdata.mcp.tools.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.quiltdata.mcp.catalog.Failure;
import com.quiltdata.mcp.catalog.sql.QueryExecution;
import com.quiltdata.mcp.catalog.sql.QueryState;
import com.quiltdata.mcp.catalog.sql.SqlSettings;
import com.quiltdata.mcp.catalog.sql.Workgroup;
import com.quiltdata.mcp.testing.Calls;
import com.quiltdata.mcp.testing.MemoryObjects;
import com.quiltdata.mcp.testing.MemoryQueries;
import com.quiltdata.mcp.testing.MemorySql;
import com.quiltdata.mcp.tool.Call;
import java.math.BigDecimal;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class AthenaQueryExportTest {
    private static final String ID = MemoryQueries.id(1);

    private final MemorySql sql = new MemorySql();
    private final MemoryObjects objects = new MemoryObjects();

    private AthenaQueryExport tool() {
        var settings = new SqlSettings(false, SqlSettings.CostGuard.OFF, Long.MAX_VALUE, BigDecimal.valueOf(5));
        var ports = sql.ports();
        var tools = ExportTools.of(ports, new QueryStarter(ports, new CostGuard(ports, settings)), objects);
        return (AthenaQueryExport) tools.getFirst();
    }

    private ExportResult call(
            Call call,
            @Nullable String query,
            @Nullable String executionId,
            ExportFormat format,
            @Nullable String compression) {
        var input = new AthenaQueryExport.Input(query, executionId, "db", null, "AwsDataCatalog", format, compression);
        return tool().call(input, call);
    }

    private ExportResult export(String query) {
        return call(Calls.any(), query, null, ExportFormat.PARQUET, null);
    }

    private ExportResult resume(String executionId) {
        return call(Calls.any(), null, executionId, ExportFormat.PARQUET, null);
    }

    private static Call shortCall() {
        return new Call(Calls.any().caller(), "request-1", Call.Deadline.in(Duration.ofMillis(50)));
    }

    private void add(String text) {
        var details = new QueryExecution.Details(MemoryQueries.NOW, null, null, null);
        sql.queries.with(new QueryExecution(
                ID, QueryState.SUCCEEDED, text, "DML", null, "quilt-users", "AwsDataCatalog", null, 5L, details));
    }

    private static String unload(String location) {
        return "UNLOAD (\nSELECT 1\n) TO '%s' WITH (format = 'PARQUET')\n-- client=other request=r".formatted(location);
    }

    private static String folder(String uuid) {
        return "s3://results/athena/quilt-mcp/%s/".formatted(uuid);
    }

    @Test
    void unloadsTheQueryToANewFolderOfTheWorkgroupsResults() {
        var first = export("SELECT 1 AS a -- all");
        var second = export("SELECT 1 AS a");

        assertThat(sql.queries.started.getFirst().text())
                .matches("UNLOAD \\(\nSELECT 1 AS a -- all\n\\) TO 's3://results/athena/quilt-mcp/[0-9a-f-]{36}/'"
                        + " WITH \\(format = 'PARQUET'\\)\n-- client=\\S+ request=request-1");
        assertThat(sql.queries.started.getFirst().workgroup()).isEqualTo("quilt-users");
        assertThat(first.location())
                .startsWith("s3://results/athena/quilt-mcp/")
                .isNotEqualTo(second.location());
        assertThat(first.state()).isEqualTo("SUCCEEDED");
        assertThat(first.note()).contains("no rows");
    }

    @Test
    void linksToTheFilesOfAnExportOfAnyProcess() {
        var uuid = "00000000-0000-0000-0000-00000000000a";
        add(unload(folder(uuid)));
        objects.with("results", "athena/quilt-mcp/" + uuid + "/part 1", "PAR1")
                .with("results", "athena/quilt-mcp/" + uuid + "/part2", "PAR1PAR1")
                .with("results", "athena/quilt-mcp/other/part3", "x");

        var found = resume(ID);

        assertThat(found.files())
                .extracting(ExportResult.File::uri)
                .containsExactly(folder(uuid) + "part%201", folder(uuid) + "part2");
        assertThat(found.files()).extracting(ExportResult.File::url).allMatch(url -> url.startsWith("https://signed/"));
        assertThat(found.count()).isEqualTo(2);
        assertThat(found.totalSize()).isEqualTo(12);
        assertThat(found.truncated()).isFalse();
        assertThat(found.expiresAt()).isEqualTo(MemoryObjects.NOW.plus(Duration.ofHours(1)));
    }

    @Test
    void linksTo100FilesAndSaysThatThereAreMore() {
        var uuid = "00000000-0000-0000-0000-00000000000a";
        add(unload(folder(uuid)));
        for (int i = 0; i < 130; i++) {
            objects.with("results", "athena/quilt-mcp/%s/%03d".formatted(uuid, i), "x");
        }

        var found = resume(ID);

        assertThat(found.files()).hasSize(100);
        assertThat(found.count()).isEqualTo(130);
        assertThat(found.truncated()).isTrue();
        assertThat(found.note()).contains("100 of 130");
        assertThat(found.first(3).truncated()).isTrue();
    }

    @Test
    void returnsTheIdOfAnExportThatOutlastsTheCallAndItsFilesLater() {
        sql.queries.polls = Integer.MAX_VALUE;

        var running = call(shortCall(), "SELECT 1 AS a", null, ExportFormat.JSON, null);

        assertThat(running.state()).isIn("QUEUED", "RUNNING");
        assertThat(running.files()).isNull();
        assertThat(running.note()).contains(AthenaQueryExport.NAME, "do not send the query again");
        sql.queries.polls = 0;
        assertThat(resume(running.executionId()).location()).isEqualTo(running.location());
        assertThat(sql.queries.started).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT 1",
                "UNLOAD (\nSELECT 1\n) TO 's3://other/quilt-mcp/00000000-0000-0000-0000-00000000000a/' WITH (format = 'PARQUET')",
                "UNLOAD (\nSELECT 1\n) TO 's3://results/athena/quilt-mcp/x/' WITH (format = 'PARQUET')",
                "UNLOAD (\nSELECT '\n) TO 's3://results/athena/quilt-mcp/00000000-0000-0000-0000-00000000000a/' WITH (format = 'PARQUET')'\n) TO 's3://other/' WITH (format = 'ORC')",
            })
    void refusesAnExecutionThatIsNoExport(String text) {
        add(text);

        assertThatExceptionOfType(Failure.Invalid.class)
                .isThrownBy(() -> resume(ID))
                .withMessageContaining("no export by this tool");
        assertThat(objects.asked).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"DROP TABLE t", "SHOW TABLES", "EXPLAIN SELECT 1"})
    void refusesWhatIsNoSelect(String query) {
        assertThatExceptionOfType(Failure.Invalid.class)
                .isThrownBy(() -> export(query))
                .withMessageContaining("Only the rows of a SELECT");
        assertThat(sql.queries.started).isEmpty();
    }

    @Test
    void refusesAWorkgroupWithoutAFolderForResults() {
        sql.workgroups.with(Calls.any().caller(), new Workgroup("managed", null, null, true, null, true, null));

        assertThatExceptionOfType(Failure.Invalid.class)
                .isThrownBy(() -> export("SELECT 1 AS a"))
                .withMessageContaining("managed has no folder")
                .withMessageContaining("athena://workgroups");
        assertThat(sql.queries.started).isEmpty();
    }

    @Test
    void refusesCompressionsThatTheFormatDoesNotHave() {
        assertThatExceptionOfType(Failure.Invalid.class)
                .isThrownBy(() -> call(Calls.any(), "SELECT 1 AS a", null, ExportFormat.PARQUET, "zip"))
                .withMessageContaining("gzip, snappy, zstd, lz4");
        assertThatExceptionOfType(Failure.Invalid.class)
                .isThrownBy(() -> call(Calls.any(), "SELECT 1 AS a", null, ExportFormat.JSON, "gzip"))
                .withMessageContaining("Leave it out");
        call(Calls.any(), "SELECT 1 AS a", null, ExportFormat.ORC, " zstd ");
        assertThat(sql.queries.started.getFirst().text()).contains("(format = 'ORC', compression = 'ZSTD')");
    }

    @Test
    void refusesBothOrNeitherOfQueryAndExecutionId() {
        assertThatExceptionOfType(Failure.Invalid.class)
                .isThrownBy(() -> call(Calls.any(), "SELECT 1", ID, ExportFormat.PARQUET, null));
        assertThatExceptionOfType(Failure.Invalid.class)
                .isThrownBy(() -> call(Calls.any(), null, null, ExportFormat.PARQUET, null));
        assertThat(sql.queries.asked).isEmpty();
    }

    @Test
    void passesOnWhyAthenaFailed() {
        sql.queries.reasons.put("_col0", "Column name '_col0' specified more than once");

        assertThatExceptionOfType(Failure.Invalid.class)
                .isThrownBy(() -> export("SELECT _col0, _col0 FROM t"))
                .withMessageContaining("specified more than once");
    }

    @Test
    void saysThatTheFilesAreWrittenWhenTheyCannotBeListed() {
        objects.faults.put("list results", new Failure.Denied("Your role may not list this bucket.", "results"));

        var written = export("SELECT 1 AS a");

        assertThat(written.state()).isEqualTo("SUCCEEDED");
        assertThat(written.files()).isNull();
        assertThat(written.note()).contains("may not list", "do not send the query again");
        assertThat(written.location()).startsWith("s3://results/athena/quilt-mcp/");
    }
}
