package com.quiltdata.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import com.quiltdata.mcp.catalog.CatalogInfo;
import com.quiltdata.mcp.catalog.objects.ObjectReader;
import com.quiltdata.mcp.catalog.sql.SqlSettings;
import com.quiltdata.mcp.mcp.RequestStateSigner;
import com.quiltdata.mcp.testing.Events;
import com.quiltdata.mcp.testing.Latches;
import com.quiltdata.mcp.testing.MemoryQueries;
import com.quiltdata.mcp.testing.MemorySql;
import com.quiltdata.mcp.testing.Protocols;
import com.quiltdata.mcp.testing.UnusablePorts;
import com.quiltdata.mcp.tool.Tool;
import com.quiltdata.mcp.tools.sql.SqlToolset;
import java.math.BigDecimal;
import org.junit.jupiter.api.Test;

/** A client that disconnects while its query runs. */
final class QueryHangUpTest {
    @Test
    void stopsTheQueryOfAClientThatDisconnects() {
        var sql = new MemorySql();
        sql.queries.polls = Integer.MAX_VALUE;
        var settings = new SqlSettings(false, SqlSettings.CostGuard.OFF, Long.MAX_VALUE, BigDecimal.valueOf(5));
        var info = new CatalogInfo("https://c", "https://r", null, null, null, null, null, null, null);
        var tools = SqlToolset.of(sql.ports(), settings, () -> info, UnusablePorts.port(ObjectReader.class))
                .tools();

        try (var server =
                new SampleServer(Protocols.of(RequestStateSigner.random(), tools.toArray(Tool<?, ?>[]::new)))) {
            var body =
                    "{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":\"tools/call\",\"params\":{\"name\":\"athena_query\",\"arguments\":{\"sql\":\"SELECT 1\"},\"_meta\":{\"progressToken\":1}}}";
            try (var stream =
                    new Events(server.endpoint(), "t", body, "Accept", "application/json, text/event-stream")) {
                assertThat(stream.data()).contains("notifications/progress", "QUEUED");
                assertThat(stream.data()).contains("\"message\":\"RUNNING, 1000 B scanned\"");
                assertThat(sql.queries.stopped.getCount()).isOne();
            }
            Latches.await(sql.queries.stopped);
        }
        assertThat(sql.queries.asked).last().isEqualTo("stop " + MemoryQueries.id(1));
        assertThat(sql.queries.started.getFirst().text()).startsWith("SELECT 1\n-- client=");
    }
}
