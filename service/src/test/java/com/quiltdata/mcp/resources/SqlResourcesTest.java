package com.quiltdata.mcp.resources;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.quiltdata.mcp.catalog.CatalogInfo;
import com.quiltdata.mcp.catalog.Failure;
import com.quiltdata.mcp.catalog.admin.AdminReaders;
import com.quiltdata.mcp.catalog.identity.IdentityReader;
import com.quiltdata.mcp.catalog.objects.BucketReader;
import com.quiltdata.mcp.catalog.objects.ObjectReader;
import com.quiltdata.mcp.catalog.packages.ManifestReader;
import com.quiltdata.mcp.catalog.packages.PackageReader;
import com.quiltdata.mcp.catalog.sql.Database;
import com.quiltdata.mcp.catalog.sql.QueryExecution;
import com.quiltdata.mcp.catalog.sql.QueryState;
import com.quiltdata.mcp.catalog.sql.Workgroup;
import com.quiltdata.mcp.catalog.tabulator.TabulatorReader;
import com.quiltdata.mcp.context.AllowedBuckets;
import com.quiltdata.mcp.testing.Calls;
import com.quiltdata.mcp.testing.MemoryQueries;
import com.quiltdata.mcp.testing.MemorySql;
import com.quiltdata.mcp.testing.MemoryWorkgroups;
import com.quiltdata.mcp.testing.UnusablePorts;
import com.quiltdata.mcp.tool.ResourceDirectory.Body;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class SqlResourcesTest {
    private static final Instant NOW = Instant.parse("2026-02-03T04:05:06Z");

    private final MemorySql sql = new MemorySql();

    private <T> T read(String uri, Class<T> type) {
        var ports = new ResourcePorts(
                UnusablePorts.port(IdentityReader.class),
                () -> new CatalogInfo("https://c", "https://r", "eu-west-1", null, null, null, null, null, null),
                UnusablePorts.port(BucketReader.class),
                UnusablePorts.port(PackageReader.class),
                UnusablePorts.port(ManifestReader.class),
                UnusablePorts.port(ObjectReader.class),
                UnusablePorts.port(TabulatorReader.class),
                sql.ports(),
                UnusablePorts.all(AdminReaders.class));
        var resource = SqlResources.of(ports, () -> NOW).stream()
                .filter(it -> it.entry().uri().equals(uri))
                .findFirst()
                .orElseThrow();
        assertThat(resource.cacheable()).isFalse();
        assertThat(resource.existsWhere("sql"::equals)).isTrue();
        assertThat(resource.existsWhere("tabulator"::equals)).isFalse();
        return type.cast(((Body.Json) resource.content().apply(Calls.any())).data());
    }

    private void fill(int databases) {
        IntStream.range(0, databases)
                .forEach(i -> sql.databases.with(
                        "AwsDataCatalog", new Database("db_%04d".formatted(i), null, "s3://b/" + i, NOW)));
    }

    private QueryExecution query(int number, Instant submitted, String text) {
        var details = new QueryExecution.Details(submitted, null, Duration.ofMillis(1_500), "s3://results/x.csv");
        return new QueryExecution(
                MemoryQueries.id(number),
                QueryState.FAILED,
                text,
                "DML",
                "no such table",
                MemoryWorkgroups.DEFAULT.name(),
                "AwsDataCatalog",
                "db",
                10L,
                details);
    }

    @Test
    void listsAllDatabasesOverAllPages() {
        fill(205);

        var all = read("athena://databases", SqlResources.Databases.class);

        assertThat(all.databases()).hasSize(205).doesNotHaveDuplicates();
        assertThat(all.databases().getFirst())
                .isEqualTo(new SqlResources.DatabaseItem("db_0000", null, "s3://b/0", NOW));
        assertThat(all.count()).isEqualTo(205);
        assertThat(all.note()).isNull();
    }

    @Test
    void saysThatMoreDatabasesFollow() {
        fill(1_001);

        var first = read("athena://databases", SqlResources.Databases.class);

        assertThat(first.count()).isEqualTo(1_000);
        assertThat(first.note()).contains("More databases");
    }

    @Test
    void refusesConnectionsThatAreLimitedToBuckets() {
        ScopedValue.where(AllowedBuckets.CURRENT, new AllowedBuckets(Set.of("quilt-example")))
                .run(() -> assertThatExceptionOfType(Failure.Denied.class)
                        .isThrownBy(() -> read("athena://databases", SqlResources.Databases.class))
                        .withMessageContaining("SQL cannot be limited"));
        assertThat(sql.databases.asked).isEmpty();
    }

    @Test
    void listsTheCallersWorkgroups() {
        var own = new Workgroup("own", null, null, true, null, false, null);
        sql.workgroups.with(Calls.any().caller(), own, MemoryWorkgroups.DEFAULT);

        var all = read("athena://workgroups", SqlResources.Workgroups.class);

        assertThat(all.workgroups())
                .extracting(SqlResources.WorkgroupItem::name)
                .containsExactly("own", "quilt-users");
        assertThat(all.workgroups().getLast().scanLimitBytes()).isEqualTo(1L << 30);
        assertThat(all.region()).isEqualTo("eu-west-1");
    }

    @Test
    void listsTheQueriesOfTheLastDayInTheDefaultWorkgroup() {
        sql.queries
                .with(query(1, NOW.minus(Duration.ofHours(25)), "SELECT old"))
                .with(query(2, NOW.minus(Duration.ofHours(23)), "SELECT " + "x".repeat(3_000)));

        var history = read("athena://query/history", SqlResources.History.class);

        assertThat(sql.queries.asked).contains("recent quilt-users 50");
        assertThat(history.queryHistory()).hasSize(1);
        var only = history.queryHistory().getFirst();
        assertThat(only.queryExecutionId()).isEqualTo(MemoryQueries.id(2));
        assertThat(only.query()).hasSize(2_001).endsWith("…");
        assertThat(only.executionTimeMs()).isEqualTo(1_500);
        assertThat(only.errorMessage()).isEqualTo("no such table");
        assertThat(history.filters().startTime()).isEqualTo(NOW.minus(Duration.ofHours(24)));
    }
}
