package com.quiltdata.mcp.tools.metadata;

import com.quiltdata.mcp.tool.Call;
import com.quiltdata.mcp.tool.Doc;
import com.quiltdata.mcp.tool.Effect;
import com.quiltdata.mcp.tool.Spec;
import com.quiltdata.mcp.tool.Tool;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Lists the metadata templates. */
final class ListMetadataTemplates implements Tool<ListMetadataTemplates.Input, ListMetadataTemplates.Output> {
    record Input(
            @Doc("Only this template, e.g. \"genomics\". Optional. Default: all") @Nullable
            String templateName) {}

    record Output(@Doc("Available templates") List<Item> availableTemplates) {}

    record Item(
            @Doc("Template name; send it as template_name") String name,
            @Doc("Purpose of the template") String description,
            @Doc("Required fields") List<String> requiredFields,
            @Doc("Optional fields") List<String> optionalFields) {}

    private static final Spec<Input, Output> SPEC = new Spec<>(
            "list_metadata_templates",
            "List metadata templates",
            Effect.READ,
            "Lists the templates for package metadata with their fields. Templates only help you write metadata; for "
                    + "what a bucket actually requires use workflow_list.",
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
        return new Output(MetadataTemplates.chosen(in.templateName()).stream()
                .map(it -> new Item(it.name(), it.description(), it.names(true), it.names(false)))
                .toList());
    }
}
