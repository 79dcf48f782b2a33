package com.quiltdata.mcp.tools.metadata;

import com.quiltdata.mcp.tool.Call;
import com.quiltdata.mcp.tool.Doc;
import com.quiltdata.mcp.tool.Effect;
import com.quiltdata.mcp.tool.Spec;
import com.quiltdata.mcp.tool.Tool;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Returns examples of metadata. */
final class ShowMetadataExamples implements Tool<ShowMetadataExamples.Input, ShowMetadataExamples.Output> {
    record Input(
            @Doc("Only this template, e.g. \"genomics\". Optional. Default: all") @Nullable
            String templateName) {}

    record Output(
            @Doc("One example per template, with made-up values")
            List<Item> examples,

            @Doc("Advice for useful metadata") List<String> bestPractices) {}

    record Item(
            @Doc("Template name") String templateName,
            @Doc("Example metadata") Map<String, Object> metadata) {}

    private static final List<String> PRACTICES = List.of(
            "Describe what the data is and where it comes from; omit what you do not know.",
            "Write numbers as numbers, dates as YYYY-MM-DD, multiple values as an array, so that search can compare "
                    + "them.",
            "Use the field names in the bucket's workflow schema: see workflow_list.",
            "Check the metadata with validate_metadata_structure before you push.");

    private static final Spec<Input, Output> SPEC = new Spec<>(
            "show_metadata_examples",
            "Show metadata examples",
            Effect.READ,
            "Returns example package metadata for each template, and advice for useful metadata. The values are made "
                    + "up: do not copy them into a package.",
            Input.class,
            Output.class);

    @Override
    public Spec<Input, Output> spec() {
        return SPEC;
    }

    @Override
    public boolean isLocal(Input in) {
        return true;
    }

    @Override
    public Output call(Input in, Call call) {
        return new Output(
                MetadataTemplates.chosen(in.templateName()).stream()
                        .map(template -> new Item(template.name(), template.example()))
                        .toList(),
                PRACTICES);
    }
}
