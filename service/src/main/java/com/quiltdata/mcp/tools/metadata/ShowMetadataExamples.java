package com.quiltdata.mcp.tools.metadata;

import com.quiltdata.mcp.tool.Call;
import com.quiltdata.mcp.tool.Doc;
import com.quiltdata.mcp.tool.Effect;
import com.quiltdata.mcp.tool.Spec;
import com.quiltdata.mcp.tool.Tool;
import java.util.List;
import java.util.Map;

/** What metadata looks like. */
final class ShowMetadataExamples implements Tool<ShowMetadataExamples.Input, ShowMetadataExamples.Output> {
    record Input() {}

    record Output(
            @Doc("An example of each template, about data that does not exist")
            List<Item> examples,

            @Doc("What makes metadata useful") List<String> bestPractices) {}

    record Item(
            @Doc("The template") String templateName,
            @Doc("Metadata of that template") Map<String, Object> metadata) {}

    private static final List<String> PRACTICES = List.of(
            "Say what the data is and where it comes from; leave out what you do not know.",
            "Numbers as numbers, dates as YYYY-MM-DD, several values as an array: search can then compare them.",
            "Use the names that the bucket's workflow asks for: workflow_list.",
            "Check with validate_metadata_structure before pushing.");

    private static final Spec<Input, Output> SPEC = new Spec<>(
            "show_metadata_examples",
            "Show metadata examples",
            Effect.READ,
            "Shows an example of package metadata for each template, and what makes metadata useful. The values are examples: do "
                    + "not copy them into a package.",
            Input.class,
            Output.class);

    @Override
    public Spec<Input, Output> spec() {
        return SPEC;
    }

    @Override
    public Output call(Input in, Call call) {
        return new Output(
                Templates.ALL.stream()
                        .map(template -> new Item(template.name(), template.example()))
                        .toList(),
                PRACTICES);
    }
}
