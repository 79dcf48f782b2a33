package com.quiltdata.mcp.tools.charts;

import static com.quiltdata.mcp.fuzz.FuzzTarget.require;

import com.quiltdata.mcp.catalog.Failure;
import com.quiltdata.mcp.catalog.MemoryBudget;
import com.quiltdata.mcp.fuzz.Sentences;
import com.quiltdata.mcp.memory.ByteBudget;
import com.quiltdata.mcp.testing.Calls;
import com.quiltdata.mcp.testing.MemoryObjects;
import com.quiltdata.mcp.testing.ParquetFiles;
import com.quiltdata.mcp.testing.ReadOnlyPackages;
import com.quiltdata.mcp.tool.ToolJson;
import java.util.EnumSet;
import java.util.List;

/** Data of charts: a refusal, or a chart with a picture, which accounts for every row and has finite numbers only. */
public final class ChartFuzz {
    private static final int MIDDLE = 2;
    private static final List<PlotType> TYPES = List.copyOf(EnumSet.allOf(PlotType.class));

    private ChartFuzz() {}

    public static void check(String text) {
        var reader = new ChartDataReader(
                new ReadOnlyPackages(), new MemoryObjects(), ParquetFiles.reader(), new MemoryBudget(ByteBudget.of(0)));
        try {
            var names = reader.read(text, Calls.any()).get().columns();
            var type = TYPES.get(Math.floorMod(text.hashCode(), TYPES.size()));
            var middle = names.get(names.size() / MIDDLE);
            var input = Charts.input(text, type, names.getFirst(), names.getLast(), middle, middle);
            drawn(new CreateDataVisualization(reader).call(input, Calls.any()));
        } catch (Failure refusal) {
            Sentences.check(String.valueOf(refusal.getMessage()), text);
        }
    }

    private static void drawn(ChartResult result) {
        var it = result.metadata();
        var leftOut = it.leftOut().stream().mapToInt(LeftOutRows.LeftOut::rows).sum();
        require(it.dataPoints() + leftOut == it.rows(), "%s", it);
        require(it.dataPoints() > 0 && result.image() != null, "%s", it);
        var option = ToolJson.text(result.visualizationConfig().option());
        require(ToolJson.value(option).isPresent(), "%s", option);
        require(ToolJson.value(result.quiltSummarize().text()).isPresent(), "%s", result.quiltSummarize());
    }
}
