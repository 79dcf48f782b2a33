package com.quiltdata.mcp.catalog.athena;

import com.quiltdata.mcp.auth.Caller;
import com.quiltdata.mcp.breaker.BreakerRegistry;
import com.quiltdata.mcp.catalog.CatalogInfoReader;
import com.quiltdata.mcp.catalog.MemoryBudget;
import com.quiltdata.mcp.catalog.identity.CredentialsSource;
import com.quiltdata.mcp.catalog.sql.QueryRunner;
import com.quiltdata.mcp.catalog.sql.TableReader;
import com.quiltdata.mcp.catalog.sql.WorkgroupReader;
import com.quiltdata.mcp.traces.ExchangeRecorder;
import io.dropwizard.lifecycle.Managed;
import java.util.function.Consumer;

/**
 * The adapters over Athena and Glue, which share clients.
 *
 * @param forget removes what is cached for a caller
 * @param resources the clients, to be closed with the server
 */
public record AthenaCatalog(
        QueryRunner queries,
        WorkgroupReader workgroups,
        TableReader tables,
        Consumer<Caller> forget,
        Managed resources) {
    /** What the clients are built from; {@code info} names the region. */
    public record Parts(
            CredentialsSource credentials,
            CatalogInfoReader info,
            MemoryBudget memory,
            ExchangeRecorder exchanges,
            BreakerRegistry breakers) {}

    public static AthenaCatalog of(AthenaSettings settings, Parts parts) {
        var clients = new AthenaClients(settings, parts);
        var workgroups = new AthenaWorkgroupReader(clients, parts.memory(), parts.info(), settings.workgroup());
        return new AthenaCatalog(
                new AthenaQueryRunner(clients, workgroups, parts.memory()),
                workgroups,
                new AthenaTableReader(new GlueTableSource(clients), new AthenaTableSource(clients)),
                workgroups::forget,
                clients);
    }
}
