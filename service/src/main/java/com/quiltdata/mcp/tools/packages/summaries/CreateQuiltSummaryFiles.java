package com.quiltdata.mcp.tools.packages.summaries;

import com.quiltdata.mcp.tool.Call;
import com.quiltdata.mcp.tool.Doc;
import com.quiltdata.mcp.tool.Effect;
import com.quiltdata.mcp.tool.Name;
import com.quiltdata.mcp.tool.Spec;
import com.quiltdata.mcp.tool.Tool;
import com.quiltdata.mcp.tool.Truncatable;
import com.quiltdata.mcp.tools.QuiltSummarize;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Generates README, quilt_summarize.json and charts from a list of files. */
record CreateQuiltSummaryFiles(InstantSource clock) implements Tool<SummaryInput, CreateQuiltSummaryFiles.Output> {
    record SummaryPackage(
            @Doc("Content of quilt_summarize.json: its rows") @Name("quilt_summarize.json")
            List<Object> quiltSummarize,

            @Doc("Text of README.md: yours, or a generated one; absent if the files include one")
            @Name("README.md")
            @Nullable
            String readme,

            @Doc("Charts by name") Visualizations visualizations,
            @Doc("How this was generated") GenerationInfo generationInfo) {}

    record GenerationInfo(
            @Doc("Time of this result") Instant generatedAt,
            @Doc("Name of this server") String generator,
            @Doc("metadata_template as sent") String templateUsed,

            @Doc("Logical keys of the generated files") List<String> filesGenerated) {}

    record GeneratedFiles(
            @Doc("Always true") @Name("quilt_summarize.json")
            boolean quiltSummarize,

            @Doc("Whether there is a README.md") @Name("README.md")
            boolean readme,

            @Doc("Whether there are charts") boolean visualizations) {}

    record Output(
            @Doc("Generated files") SummaryPackage summaryPackage,
            @Doc("Whether each was generated") GeneratedFiles filesGenerated,
            @Doc("Number of charts") int visualizationCount,

            @Doc("How to add the files to a package") List<String> nextSteps,

            @Doc("Warnings") List<String> warnings,

            @Doc("Omitted content") @Nullable String note)
            implements Truncatable<Output> {
        @Override
        public int parts() {
            return 1;
        }

        @Override
        public Output first(int parts) {
            return this;
        }

        @Override
        public @Nullable Output withoutMetadata() {
            var files = summaryPackage;
            return files.readme() == null
                    ? null
                    : new Output(
                            new SummaryPackage(
                                    files.quiltSummarize(), null, files.visualizations(), files.generationInfo()),
                            filesGenerated,
                            visualizationCount,
                            nextSteps,
                            warnings,
                            "README.md is left out: it is the text that you sent, and too long to repeat.");
        }
    }

    private static final List<String> NEXT_STEPS = List.of(
            "Write each file to the package under its logical key: quilt_summarize.json and README.md at the root, the option of "
                    + "each chart as JSON under its filename.",
            "quilt_summarize.json names the charts, so add them together with it.");

    private static final Spec<SummaryInput, Output> SPEC = new Spec<>(
            "create_quilt_summary_files",
            "Generate summary files",
            Effect.READ,
            "Generates all summary files for a list of files: README.md, quilt_summarize.json (what the catalog shows on the "
                    + "package's page), and charts of file counts and sizes as ECharts options. Returns them with next_steps, and writes "
                    + "nothing. Use it before the package is created.",
            SummaryInput.class,
            Output.class);

    @Override
    public Spec<SummaryInput, Output> spec() {
        return SPEC;
    }

    @Override
    public Output call(SummaryInput in, Call call) {
        var source = SummarySource.of(in);
        var contents = source.contents();
        var charts = SummaryCharts.of(source.name(), contents, Map.of());
        var readme = source.readmeText();
        var path = contents.atRoot(QuiltSummarize.README).orElse(QuiltSummarize.README);
        var summarize = SummaryRows.of(contents, path, charts);
        var visualizations = Visualizations.of(charts, contents, in.metadataTemplate());
        var info = new GenerationInfo(
                clock.instant(),
                GenerateQuiltSummarizeJson.GENERATOR,
                in.metadataTemplate(),
                keys(readme == null ? null : path, charts));
        return new Output(
                new SummaryPackage(summarize.items(), readme, visualizations, info),
                new GeneratedFiles(true, readme != null, !charts.isEmpty()),
                charts.size(),
                NEXT_STEPS,
                contents.warnings(),
                null);
    }

    private static List<String> keys(@Nullable String readme, List<SummaryChart> charts) {
        var keys = new ArrayList<>(List.of(QuiltSummarize.NAME));
        if (readme != null) {
            keys.add(readme);
        }
        charts.forEach(chart -> keys.add(chart.path()));
        return keys;
    }
}
