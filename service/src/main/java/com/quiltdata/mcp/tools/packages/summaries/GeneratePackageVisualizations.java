package com.quiltdata.mcp.tools.packages.summaries;

import com.quiltdata.mcp.catalog.Failure;
import com.quiltdata.mcp.catalog.NameSyntax;
import com.quiltdata.mcp.tool.ArgumentParser;
import com.quiltdata.mcp.tool.Call;
import com.quiltdata.mcp.tool.Default;
import com.quiltdata.mcp.tool.Doc;
import com.quiltdata.mcp.tool.Effect;
import com.quiltdata.mcp.tool.Spec;
import com.quiltdata.mcp.tool.Tool;
import com.quiltdata.mcp.tools.packages.NameFormatter;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Charts the number and size of files in a list. */
record GeneratePackageVisualizations(InstantSource clock)
        implements Tool<GeneratePackageVisualizations.Input, GeneratePackageVisualizations.Output> {
    record Input(
            @Doc("Package, like \"examples/hurdat\"") String packageName,

            @Doc(
                    value = "Files by folder (\"\" is the root), like {\"data\": [{\"logical_key\": \"data/a.csv\", "
                            + "\"size\": 123}]}. A file may also be a name, like \"a.csv\"",
                    keys = StructureParser.KEYS)
            Map<String, Object> organizedStructure,

            @Doc(
                    value = "Number of files by type, like {\"csv\": 12}. {}: counted from organized_structure",
                    keys = "{\"csv\":{\"type\":\"integer\"}}")
            Map<String, Object> fileTypes,

            @Doc("Colors: standard, genomics, ml, research or analytics") @Default("\"standard\"")
            String metadataTemplate,

            @Doc("Ignored") @Nullable Map<String, Object> packageMetadata) {}

    record ChartMetadata(
            @Doc("Time of this result") Instant generatedAt,
            @Doc("metadata_template as sent") String templateUsed,

            @Doc("Colors of the charts") List<String> colorScheme) {}

    record Output(
            @Doc("Charts by name") Visualizations visualizations,
            @Doc("Number of charts") int count,
            @Doc("Names of the charts") List<String> types,
            @Doc("Time, template and colors") ChartMetadata metadata,

            @Doc("quilt_summarize.json that shows the charts")
            GeneratedText quiltSummarize,

            @Doc("Warnings") List<String> warnings) {}

    private static final Spec<Input, Output> SPEC = new Spec<>(
            "generate_package_visualizations",
            "Chart file counts and sizes",
            Effect.READ,
            "Returns charts of what a package consists of: files by type, files and bytes by folder, files by size; each an ECharts "
                    + "option with its logical key and its entry in quilt_summarize.json. It counts the list that you send and reads "
                    + "no file, so it cannot chart the values in one. Writes nothing.",
            Input.class,
            Output.class);

    @Override
    public Spec<Input, Output> spec() {
        return SPEC;
    }

    @Override
    public Output call(Input in, Call call) {
        var name = ArgumentParser.parse("package_name", in.packageName(), NameSyntax::packageName);
        var contents = StructureParser.parse(in.organizedStructure());
        var charts = SummaryCharts.of(name, contents, counts(in.fileTypes()));
        var visualizations = Visualizations.of(charts, contents, in.metadataTemplate());
        var names = visualizations.names();
        return new Output(
                visualizations,
                names.size(),
                names,
                new ChartMetadata(
                        clock.instant(), in.metadataTemplate(), SummaryChartOption.palette(in.metadataTemplate())),
                GeneratedText.of(SummaryRows.ofCharts(charts)),
                contents.warnings());
    }

    private static Map<String, Integer> counts(Map<String, Object> types) {
        var counts = new HashMap<String, Integer>();
        types.forEach((type, value) -> counts.put(type, count(type, value)));
        return counts;
    }

    private static int count(String type, @Nullable Object value) {
        var number =
                value instanceof Map<?, ?> facts ? facts.get(facts.get("count") == null ? "total" : "count") : value;
        if (number instanceof Number count && count.intValue() >= 0 && count.doubleValue() == count.intValue()) {
            return count.intValue();
        }
        throw new Failure.Invalid("`file_types[\"%s\"]`: send the number of files, like {\"csv\": 12}."
                .formatted(NameFormatter.shortened(type)));
    }
}
