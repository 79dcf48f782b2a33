package com.quiltdata.mcp.tools.charts;

import com.fasterxml.jackson.databind.JsonNode;
import com.quiltdata.mcp.catalog.MemoryBudget;
import com.quiltdata.mcp.memory.ByteBudget;
import com.quiltdata.mcp.testing.Calls;
import com.quiltdata.mcp.testing.MemoryObjects;
import com.quiltdata.mcp.testing.ParquetFiles;
import com.quiltdata.mcp.testing.ReadOnlyPackages;
import com.quiltdata.mcp.tool.ToolJson;
import com.quiltdata.mcp.tools.charts.CreateDataVisualization.Input;
import org.jspecify.annotations.Nullable;

/** Calls of {@code create_data_visualization} on objects in memory. */
final class Charts {
    final MemoryObjects objects = new MemoryObjects();
    final ReadOnlyPackages packages = new ReadOnlyPackages();

    ChartResult draw(Input input) {
        var reader = new ChartDataReader(packages, objects, ParquetFiles.reader(), new MemoryBudget(ByteBudget.of(0)));
        return new CreateDataVisualization(reader).call(input, Calls.any());
    }

    ChartResult draw(Object data, PlotType type, String x, @Nullable String y) {
        return draw(input(data, type, x, y, null, null));
    }

    ChartResult draw(Object data, PlotType type, String x, @Nullable String y, String group) {
        return draw(input(data, type, x, y, group, null));
    }

    static Input input(
            Object data, PlotType type, String x, @Nullable String y, @Nullable String group, @Nullable String value) {
        return new Input(data, type, x, y, group, value, "", "", "", ColorScheme.DEFAULT, "research", "echarts", null);
    }

    /** The ECharts option of a result. */
    static JsonNode option(ChartResult result) {
        return ToolJson.tree(result).at("/visualization_config/option");
    }
}
