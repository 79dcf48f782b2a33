package com.quiltdata.mcp.tools.packages.summaries;

import com.quiltdata.mcp.catalog.CatalogSite;
import com.quiltdata.mcp.testing.Calls;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Calls of the tools that generate summaries. */
final class GeneratedSummaries {
    static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
    static final CatalogSite SITE = CatalogSite.parse("https://quilt.example.org");
    static final Map<String, Object> PLATES = Map.of(
            "",
            List.of(Map.of("Key", "notes.md", "Size", 100)),
            "data",
            List.of(Map.of("Key", "in/a.csv", "Size", 1_000), Map.of("logical_key", "data/b.csv", "size", 3_000)),
            "images",
            List.of(Map.of("name", "well.png", "size", 2_000_000), "unknown.tiff"));

    private GeneratedSummaries() {}

    static SummaryInput input(Map<String, Object> structure, String readme) {
        return new SummaryInput(
                "lab/plates",
                Map.of("quilt", Map.of("description", "Plates of January", "created_by", "ada")),
                structure,
                readme,
                Map.of("bucket", "s3://quilt-lab", "prefix", "in/"),
                "genomics");
    }

    static GenerateQuiltSummarizeJson.Output summarize(SummaryInput input) {
        return new GenerateQuiltSummarizeJson(SITE, InstantSource.fixed(NOW)).call(input, Calls.any());
    }

    static CreateQuiltSummaryFiles.Output files(SummaryInput input) {
        return new CreateQuiltSummaryFiles(InstantSource.fixed(NOW)).call(input, Calls.any());
    }

    static GeneratePackageVisualizations.Output charts(Map<String, Object> structure, Map<String, Object> types) {
        return new GeneratePackageVisualizations(InstantSource.fixed(NOW))
                .call(
                        new GeneratePackageVisualizations.Input("lab/plates", structure, types, "standard", null),
                        Calls.any());
    }

    /** Files of all sizes in very many folders, with long names and very many types. */
    static Map<String, Object> large(int files) {
        var structure = new LinkedHashMap<String, Object>();
        for (int i = 0; i < files; i++) {
            var folder = "runs/2026/%s/plate-%04d".formatted("long-name-".repeat(20), i % 1_000);
            var file = Map.<String, Object>of("Key", "well-%06d.type%d".formatted(i, i % 300), "Size", 1L << (i % 41));
            @SuppressWarnings("unchecked")
            var list = (List<Object>) structure.computeIfAbsent(folder, _ -> new ArrayList<Object>());
            list.add(file);
        }
        return structure;
    }
}
