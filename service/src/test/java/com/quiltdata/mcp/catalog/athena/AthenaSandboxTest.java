package com.quiltdata.mcp.catalog.athena;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.quiltdata.mcp.auth.Caller;
import com.quiltdata.mcp.breaker.BreakerRegistry;
import com.quiltdata.mcp.catalog.Failure;
import com.quiltdata.mcp.catalog.UnauthenticatedException;
import com.quiltdata.mcp.catalog.http.UpstreamHttp;
import com.quiltdata.mcp.catalog.rest.RestCatalog;
import com.quiltdata.mcp.catalog.sql.DataTable;
import com.quiltdata.mcp.catalog.sql.QueryExecution;
import com.quiltdata.mcp.catalog.sql.QueryRequest;
import com.quiltdata.mcp.catalog.sql.QueryState;
import com.quiltdata.mcp.catalog.sql.TableReader;
import com.quiltdata.mcp.catalog.sql.TableScope;
import com.quiltdata.mcp.catalog.sql.Workgroup;
import com.quiltdata.mcp.testing.FakeUpstream;
import com.quiltdata.mcp.testing.RecordedSessions;
import com.quiltdata.mcp.testing.S3Adapters;
import com.quiltdata.mcp.testing.SandboxProcess;
import com.quiltdata.mcp.traces.ExchangeRecorder;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Athena and Glue of the sandbox, whose roles each have a workgroup of their own. */
@Tag("process")
class AthenaSandboxTest {
    private static final SandboxProcess SANDBOX = SandboxProcess.started("sandbox-athena");
    private static final UpstreamHttp HTTP = FakeUpstream.client();
    private static final RestCatalog REST =
            RestCatalog.of(HTTP, SANDBOX.catalogUrl(), SANDBOX.registryUrl(), new RecordedSessions(), true);
    private static final AthenaCatalog ATHENA = AthenaCatalog.of(
            new AthenaSettings(
                    URI.create(SANDBOX.athenaEndpoint()),
                    URI.create(SANDBOX.glueEndpoint()),
                    "us-east-1",
                    null,
                    Duration.ofSeconds(20)),
            new AthenaCatalog.Parts(
                    REST.credentials(),
                    REST.info(),
                    S3Adapters.unlimited(),
                    ExchangeRecorder.untold(),
                    BreakerRegistry.none()));
    private static final Caller WRITER = Caller.of(SANDBOX.token("writer"));
    private static final Caller READER = Caller.of(SANDBOX.token("reader"));
    private static final String WRITERS = "QuiltUserAthena-sandbox-ReadWriteQuiltBucket";
    private static final String READERS = "QuiltUserAthena-sandbox-ReadQuiltBucket";

    @AfterEach
    void clear() {
        SANDBOX.clearFaults();
        SANDBOX.settings("{\"sql\":{\"tables\":0,\"workgroups\":0,\"neverEnds\":false}}");
    }

    @AfterAll
    static void close() throws Exception {
        ATHENA.resources().stop();
        HTTP.stop();
        SANDBOX.close();
    }

    private static QueryExecution start(Caller caller, String sql) {
        return ATHENA.queries().start(caller, new QueryRequest(sql, TableReader.DEFAULT_CATALOG, null, null));
    }

    private static QueryExecution ended(Caller caller, String sql) {
        var execution = start(caller, sql);
        while (!execution.state().ended()) {
            execution = ATHENA.queries().get(caller, execution.id());
        }
        return execution;
    }

    @Test
    void runsEachCallersQueriesInTheCallersOwnWorkgroup() {
        SANDBOX.settings("{\"sql\":{\"workgroups\":120}}");
        for (int i = 0; i < 100; i++) {
            var caller = i % 2 == 0 ? WRITER : READER;
            var started = start(caller, "SELECT " + i);
            assertThat(ATHENA.queries().get(caller, started.id()).workgroup())
                    .isEqualTo(started.workgroup())
                    .isEqualTo(i % 2 == 0 ? WRITERS : READERS);
        }
        assertThat(ATHENA.workgroups().list(WRITER)).extracting(Workgroup::name).containsExactly(WRITERS);
        assertThat(ATHENA.workgroups().list(READER)).extracting(Workgroup::name).containsExactly(READERS);
    }

    @Test
    void refusesExecutionOfAnotherRole() {
        var execution = start(WRITER, "SELECT 1");
        assertThatThrownBy(() -> ATHENA.queries().get(READER, execution.id()))
                .isInstanceOf(Failure.Denied.class)
                .hasMessageContaining("`athena:GetQueryExecution`");
        assertThatThrownBy(() -> ATHENA.queries().rows(READER, execution, 1)).isInstanceOf(Failure.Denied.class);
        assertThatThrownBy(() -> ATHENA.queries().stop(READER, execution.id())).isInstanceOf(Failure.Denied.class);
    }

    @Test
    void readsFiveMillionRowsToTheMaximum() {
        var execution = ended(
                WRITER,
                "SELECT a.n FROM UNNEST(sequence(1, 5000)) AS a (n) CROSS JOIN UNNEST(sequence(1, 1000)) AS b (n)");
        assertThat(execution.state()).as(execution.reason()).isEqualTo(QueryState.SUCCEEDED);
        SANDBOX.clearRequests();
        var result = ATHENA.queries().rows(WRITER, execution, 1000);
        assertThat(result.rows()).hasSize(1000);
        assertThat(result.truncated()).isTrue();
        assertThat(SANDBOX.requests().findValuesAsText("operationName"))
                .containsExactly("GetQueryResults", "GetQueryResults");
    }

    @Test
    void stopsAQueryThatNeverEnds() {
        SANDBOX.settings("{\"sql\":{\"neverEnds\":true}}");
        var execution = start(READER, "SELECT 1");
        assertThat(ATHENA.queries().get(READER, execution.id()).state().ended()).isFalse();
        ATHENA.queries().stop(READER, execution.id());
        assertThat(ATHENA.queries().get(READER, execution.id()).state()).isEqualTo(QueryState.CANCELLED);
        assertThat(ATHENA.queries().recent(READER, READERS, 5))
                .first()
                .extracting(QueryExecution::id)
                .isEqualTo(execution.id());
    }

    @Test
    void listsEachOfManyTablesOnce() {
        SANDBOX.settings("{\"sql\":{\"tables\":1234}}");
        var names = new ArrayList<String>();
        String position = null;
        do {
            var page = ATHENA.tables()
                    .tables(WRITER, new TableScope(TableReader.DEFAULT_CATALOG, "many"), null, position, 500);
            page.items().forEach(table -> names.add(table.name()));
            position = page.next();
        } while (position != null);
        assertThat(names).hasSize(1234).doesNotHaveDuplicates();
        assertThat(matches(names.getLast().substring(0, 4) + "*")).isNotEmpty().allMatch(names::contains);
    }

    private static List<String> matches(String pattern) {
        var scope = new TableScope(TableReader.DEFAULT_CATALOG, "many");
        return ATHENA.tables().tables(WRITER, scope, pattern, null, 2000).items().stream()
                .map(table -> table.name())
                .toList();
    }

    @Test
    void readsTheTablesOfEachDatabase() {
        var tabulator = String.valueOf(REST.info().info().tabulatorDataCatalog());
        assertThat(tables(TableReader.DEFAULT_CATALOG))
                .isNotEmpty()
                .anySatisfy(table -> assertThat(table.partitions()).isNotEmpty());
        assertThat(tables(tabulator)).isNotEmpty();
    }

    /** Returns all tables of a data catalog, each as it is described on its own. */
    private static List<DataTable> tables(String dataCatalog) {
        var tables = new ArrayList<DataTable>();
        for (var database :
                ATHENA.tables().databases(WRITER, dataCatalog, null, 100).items()) {
            var scope = new TableScope(dataCatalog, database.name());
            for (var listed :
                    ATHENA.tables().tables(WRITER, scope, null, null, 100).items()) {
                var table = ATHENA.tables().table(WRITER, scope, listed.name());
                assertThat(table).isEqualTo(listed);
                assertThat(table.columns()).isNotEmpty();
                tables.add(table);
            }
        }
        return tables;
    }

    @Test
    void throwsRefusedTokenWithoutAskingAthena() {
        SANDBOX.clearRequests();
        assertThatThrownBy(() -> start(Caller.of(SANDBOX.token("expired")), "SELECT 1"))
                .isInstanceOf(UnauthenticatedException.class);
        assertThat(SANDBOX.requests().findValuesAsText("plane")).doesNotContain("athena");
    }
}
