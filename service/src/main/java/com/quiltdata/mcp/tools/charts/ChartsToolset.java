package com.quiltdata.mcp.tools.charts;

import com.quiltdata.mcp.catalog.MemoryBudget;
import com.quiltdata.mcp.catalog.objects.ObjectReader;
import com.quiltdata.mcp.catalog.objects.ParquetReader;
import com.quiltdata.mcp.catalog.packages.PackageReader;
import com.quiltdata.mcp.tool.Toolset;
import java.util.List;
import java.util.Set;

/** The tools that draw charts. */
public final class ChartsToolset {
    /** The toolset's name in configuration and in requests. */
    public static final String NAME = "charts";

    private ChartsToolset() {}

    public static Toolset of(PackageReader packages, ObjectReader objects, ParquetReader parquet, MemoryBudget memory) {
        var reader = new ChartDataReader(packages, objects, parquet, memory);
        return new Toolset(NAME, List.of(new CreateDataVisualization(reader)), Set.of());
    }
}
