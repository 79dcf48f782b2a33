package com.quiltdata.mcp.tools.metadata;

import com.quiltdata.mcp.tool.Call;
import com.quiltdata.mcp.tool.Doc;
import com.quiltdata.mcp.tool.Effect;
import com.quiltdata.mcp.tool.Spec;
import com.quiltdata.mcp.tool.Tool;
import java.util.List;

/** Which templates of metadata there are. */
final class ListMetadataTemplates implements Tool<ListMetadataTemplates.Input, ListMetadataTemplates.Output> {
    record Input() {}

    record Output(@Doc("The templates") List<Item> availableTemplates) {}

    record Item(
            @Doc("What to send as template_name") String name,
            @Doc("What it is for") String description,
            @Doc("Fields that metadata of it must have") List<String> requiredFields,
            @Doc("Fields that it may have besides") List<String> optionalFields) {}

    private static final Spec<Input, Output> SPEC = new Spec<>(
            "list_metadata_templates",
            "List metadata templates",
            Effect.READ,
            "Lists the templates of package metadata with their fields. They are a help for writing metadata; what a bucket "
                    + "really demands is in its workflows: workflow_list.",
            Input.class,
            Output.class);

    @Override
    public Spec<Input, Output> spec() {
        return SPEC;
    }

    @Override
    public Output call(Input in, Call call) {
        return new Output(
                Templates.ALL.stream().map(ListMetadataTemplates::item).toList());
    }

    private static Item item(Template template) {
        return new Item(template.name(), template.description(), names(template, true), names(template, false));
    }

    private static List<String> names(Template template, boolean required) {
        return template.fields().stream()
                .filter(field -> field.required() == required)
                .map(Field::name)
                .toList();
    }
}
