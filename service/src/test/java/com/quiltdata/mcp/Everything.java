package com.quiltdata.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.quiltdata.mcp.catalog.CatalogSite;
import com.quiltdata.mcp.catalog.sql.SqlSettings;
import com.quiltdata.mcp.testing.UnusablePorts;
import com.quiltdata.mcp.tool.Inventory;
import com.quiltdata.mcp.tool.ResourceDirectory;
import com.quiltdata.mcp.tool.Tool;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Named;

/** All that the server offers, on no catalog. */
public final class Everything {
    /** Settings with which every SQL tool exists. */
    private static final SqlSettings SQL =
            new SqlSettings(true, SqlSettings.CostGuard.OFF, Long.MAX_VALUE, BigDecimal.valueOf(5));

    private Everything() {}

    public static Inventory inventory() {
        return McpServerFactory.inventory(
                CatalogSite.parse("https://quilt.example.com"),
                new McpServerFactory.ToolSettings(Duration.ofMinutes(3), SQL),
                UnusablePorts.all(Adapters.class),
                UnusablePorts.port(ResourceDirectory.class));
    }

    /** The descriptor of every tool, as {@code tools/list} shows it, under the tool's name. */
    static Stream<Named<JsonNode>> descriptors() {
        return StreamSupport.stream(Inventory.descriptors(inventory().tools()).spliterator(), false)
                .map(tool -> Named.of(tool.get("name").asText(), tool));
    }

    /** Every tool under its name, for a test of each. */
    static Stream<Named<Tool<?, ?>>> tools() {
        return inventory().tools().stream().map(tool -> Named.of(tool.spec().name(), tool));
    }
}
