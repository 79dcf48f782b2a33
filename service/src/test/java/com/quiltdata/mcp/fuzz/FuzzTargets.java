package com.quiltdata.mcp.fuzz;

import com.quiltdata.mcp.catalog.docs.HtmlFuzz;
import com.quiltdata.mcp.catalog.objects.ImageFuzz;
import com.quiltdata.mcp.catalog.parquet.ParquetFuzz;
import com.quiltdata.mcp.catalog.s3.ManifestFuzz;
import com.quiltdata.mcp.catalog.workflows.YamlFuzz;
import com.quiltdata.mcp.http.HeaderFuzz;
import com.quiltdata.mcp.mcp.StateFuzz;
import com.quiltdata.mcp.signin.SignInFuzz;
import com.quiltdata.mcp.tool.ArgumentFuzz;
import com.quiltdata.mcp.tools.charts.ChartFuzz;
import com.quiltdata.mcp.tools.objects.DelimitedFuzz;
import com.quiltdata.mcp.tools.search.QueryFuzz;
import com.quiltdata.mcp.tools.sql.StatementFuzz;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** All targets by name. */
final class FuzzTargets {
    static final Map<String, FuzzTarget> ALL = new TreeMap<>(Map.ofEntries(
            Map.entry("arguments", FuzzTarget.ofText(ArgumentFuzz::check)),
            Map.entry("charts", FuzzTarget.ofText(ChartFuzz::check)),
            Map.entry("cursors", CursorFuzz::check),
            Map.entry("delimited", FuzzTarget.ofText(DelimitedFuzz::check)),
            Map.entry("headers", FuzzTarget.ofText(HeaderFuzz::headers)),
            Map.entry("html", HtmlFuzz::check),
            Map.entry("images", ImageFuzz::check),
            Map.entry("json", JsonFuzz::check),
            Map.entry("manifests", ManifestFuzz::check),
            Map.entry("names", FuzzTarget.ofText(NameFuzz::check)),
            Map.entry("parameters", FuzzTarget.ofText(SignInFuzz::parameters)),
            Map.entry("parquet", ParquetFuzz::check),
            Map.entry("paths", FuzzTarget.ofText(HeaderFuzz::paths)),
            Map.entry("queries", FuzzTarget.ofText(QueryFuzz::check)),
            Map.entry("redirects", FuzzTarget.ofText(SignInFuzz::redirects)),
            Map.entry("sealed", SignInFuzz::sealed),
            Map.entry("sql", FuzzTarget.ofText(StatementFuzz::check)),
            Map.entry("state", FuzzTarget.ofText(StateFuzz::check)),
            Map.entry("uris", FuzzTarget.ofText(UriFuzz::check)),
            Map.entry("yaml", YamlFuzz::check)));

    /** How many times longer an input takes than most. */
    private static final Map<String, Integer> COSTS =
            Map.of("sql", 10, "parquet", 10, "charts", 30, "images", 3, "yaml", 2, "html", 4);

    private FuzzTargets() {}

    static FuzzTarget named(String name) {
        return Objects.requireNonNull(ALL.get(name), name);
    }

    static int cost(String name) {
        return COSTS.getOrDefault(name, 1);
    }
}
