package com.quiltdata.mcp.tools.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.quiltdata.mcp.catalog.Failure;
import com.quiltdata.mcp.catalog.UnauthenticatedException;
import com.quiltdata.mcp.catalog.sql.DataTable;
import com.quiltdata.mcp.catalog.sql.QueryRequest;
import com.quiltdata.mcp.catalog.sql.SqlPorts;
import com.quiltdata.mcp.catalog.sql.SqlSettings;
import com.quiltdata.mcp.catalog.sql.TableReader;
import com.quiltdata.mcp.catalog.sql.Workgroup;
import com.quiltdata.mcp.catalog.trino.TrinoStatementParser;
import com.quiltdata.mcp.testing.Calls;
import com.quiltdata.mcp.testing.MemoryDatabases;
import com.quiltdata.mcp.testing.MemorySql;
import com.quiltdata.mcp.tool.Call;
import java.lang.reflect.Proxy;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a query may cost, on tables in memory. */
class CostGuardTest {
    private static final String UNFILTERED =
            "lab.runs is partitioned by year, month, and no condition names a value of these: the query may scan all of it.";

    private final MemorySql sql = new MemorySql();
    private final Call call = Calls.any();

    CostGuardTest() {
        sql.statements = new TrinoStatementParser();
        workgroup(null);
        table(MemoryDatabases.table("lab", "small", "a bigint"), Map.of("totalSize", "600"));
        table(MemoryDatabases.table("lab", "crawled", "a bigint"), Map.of("sizeKey", "700", "recordCount", "9"));
        table(MemoryDatabases.table("lab", "large", "a bigint"), Map.of("totalSize", "9223372036854775807"));
        table(MemoryDatabases.table("lab", "empty", "a bigint"), Map.of("totalSize", "0", "rawDataSize", "-1"));
        table(MemoryDatabases.table("lab", "unstated", "a bigint"), Map.of());
        table(MemoryDatabases.table("lab", "runs", List.of("year string", "month string"), "a bigint"), Map.of());
        var view = MemoryDatabases.table("lab", "v", "a bigint");
        sql.databases.with(
                TableReader.DEFAULT_CATALOG,
                new DataTable(
                        view.name(),
                        view.database(),
                        "VIRTUAL_VIEW",
                        view.columns(),
                        view.partitions(),
                        null,
                        null,
                        view.times(),
                        view.storage(),
                        Map.of("totalSize", "1")));
    }

    private void table(DataTable it, Map<String, String> parameters) {
        sql.databases.with(
                TableReader.DEFAULT_CATALOG,
                new DataTable(
                        it.name(),
                        it.database(),
                        "EXTERNAL_TABLE",
                        it.columns(),
                        it.partitions(),
                        null,
                        null,
                        it.times(),
                        it.storage(),
                        parameters));
    }

    private void workgroup(@Nullable Long scanLimit) {
        sql.workgroups.with(call.caller(), new Workgroup("quilt", null, null, true, "s3://r/", true, scanLimit));
    }

    private List<String> check(SqlSettings.CostGuard mode, SqlPorts ports, String query) {
        var guard = new CostGuard(ports, new SqlSettings(false, mode, 1000, BigDecimal.valueOf(5)));
        var request = new QueryRequest(query, TableReader.DEFAULT_CATALOG, "lab", null);
        return guard.check(call, ports.statements().parse(query), request);
    }

    private List<String> check(SqlSettings.CostGuard mode, String query) {
        return check(mode, sql.ports(), query);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT 1",
                "SELECT * FROM small",
                "SELECT * FROM crawled",
                "SELECT * FROM information_schema.tables",
                "SELECT * FROM \"runs$partitions\"",
                "EXPLAIN SELECT * FROM large",
                "SHOW TABLES",
            })
    void runsWhatCannotScanMoreThanAllowed(String query) {
        assertThat(check(SqlSettings.CostGuard.ENFORCE, query)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "SELECT * FROM large|the query may scan 8.0 EB, and the maximum is 1000 B.",
                "SELECT * FROM small, crawled|the query may scan 1.3 KB",
                "SELECT * FROM small x, small y|the query may scan 1.2 KB",
                "WITH x AS (SELECT * FROM small) SELECT * FROM x, x y|the query may scan 1.2 KB",
                "SELECT * FROM large, large y|the query may scan 8.0 EB",
                "SELECT * FROM empty|what the query may scan is not known (no size is stated for lab.empty)",
                "SELECT * FROM unstated, small|no size is stated for lab.unstated)",
                "SELECT * FROM v|no size is stated for lab.v)",
                "SELECT * FROM missing|no size is stated for lab.missing)",
                "SELECT * FROM other.lab.small|no size is stated for lab.small)",
                "EXPLAIN ANALYZE SELECT * FROM large|the query may scan 8.0 EB",
            })
    void refusesWhatMayScanMoreThanAllowed(String query, String reason) {
        assertThatExceptionOfType(Failure.Invalid.class)
                .isThrownBy(() -> check(SqlSettings.CostGuard.ENFORCE, query))
                .withMessageStartingWith("Nothing was sent, because ")
                .withMessageContaining(reason)
                .withMessageContaining("Query smaller tables");
        assertThat(check(SqlSettings.CostGuard.SHADOW, query))
                .singleElement()
                .asString()
                .startsWith("The cost guard would refuse this query, because ")
                .contains(reason);
        assertThat(check(SqlSettings.CostGuard.OFF, query)).isEmpty();
    }

    @Test
    void refusesMoreTablesThanAreLookedUp() {
        var query =
                IntStream.range(0, 25).mapToObj("TABLE small_%d"::formatted).collect(Collectors.joining(" UNION ALL "));

        assertThatExceptionOfType(Failure.Invalid.class).isThrownBy(() -> check(SqlSettings.CostGuard.ENFORCE, query));
        assertThat(sql.databases.asked).isEmpty();
    }

    @Test
    void trustsWorkgroupsLimit() {
        workgroup(1000L);
        assertThat(check(SqlSettings.CostGuard.ENFORCE, "SELECT * FROM large, v"))
                .isEmpty();
        workgroup(1001L);
        assertThatExceptionOfType(Failure.Invalid.class)
                .isThrownBy(() -> check(SqlSettings.CostGuard.ENFORCE, "SELECT * FROM v"))
                .withMessageContaining("the query may scan 1001 B");
        assertThat(check(SqlSettings.CostGuard.ENFORCE, "SELECT * FROM small")).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(SqlSettings.CostGuard.class)
    void warnsOfPartitionedTablesWithoutFilter(SqlSettings.CostGuard mode) {
        workgroup(1000L);
        assertThat(check(mode, "SELECT * FROM runs WHERE a = 1")).containsExactly(UNFILTERED);
        assertThat(check(mode, "SELECT * FROM runs r JOIN runs s ON r.a = s.a")).containsExactly(UNFILTERED);
        assertThat(check(mode, "SELECT * FROM runs WHERE month = '12'")).isEmpty();
    }

    @Test
    void looksUpFewTablesWhereGuardIsOff() {
        check(SqlSettings.CostGuard.OFF, "SELECT * FROM small, small y, large, runs, v");
        assertThat(sql.databases.asked).hasSize(4);
        check(SqlSettings.CostGuard.OFF, "SELECT * FROM small, large, runs, v, unstated");
        assertThat(sql.databases.asked).hasSize(4);
    }

    @Test
    void passesOnThatCallerMustSignIn() {
        var ports = sql.ports();
        var refusing = (TableReader)
                Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] {TableReader.class}, (_, _, _) -> {
                    throw new UnauthenticatedException();
                });

        assertThatExceptionOfType(UnauthenticatedException.class)
                .isThrownBy(() -> check(
                        SqlSettings.CostGuard.OFF,
                        new SqlPorts(ports.statements(), ports.queries(), ports.workgroups(), refusing),
                        "SELECT * FROM small"));
    }
}
