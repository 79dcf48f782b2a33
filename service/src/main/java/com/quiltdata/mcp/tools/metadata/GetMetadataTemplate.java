package com.quiltdata.mcp.tools.metadata;

import com.quiltdata.mcp.tool.Argument;
import com.quiltdata.mcp.tool.Call;
import com.quiltdata.mcp.tool.Doc;
import com.quiltdata.mcp.tool.Effect;
import com.quiltdata.mcp.tool.Spec;
import com.quiltdata.mcp.tool.Tool;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A template of metadata, as a form to fill in. */
final class GetMetadataTemplate implements Tool<GetMetadataTemplate.Input, GetMetadataTemplate.Output> {
    record Input(
            @Doc("Name of the template, of list_metadata_templates")
            String templateName,

            @Doc("Fields that are known already") @Nullable Map<String, Object> customFields) {}

    record Output(
            @Doc("The template") String templateName,
            @Doc("What it is for") String description,
            @Doc("Its fields") List<Field> fields,

            @Doc("What is known already: custom_fields and nothing else")
            Map<String, Object> metadata,

            @Doc("Required fields that are still to be given")
            List<String> missing) {}

    private static final Spec<Input, Output> SPEC = new Spec<>(
            "get_metadata_template",
            "Get a metadata template",
            Effect.READ,
            "Answers the fields of a template of package metadata: type, meaning, whether required, and which of the required "
                    + "ones custom_fields still lacks. Values are never made up.",
            Input.class,
            Output.class);

    @Override
    public Spec<Input, Output> spec() {
        return SPEC;
    }

    @Override
    public Output call(Input in, Call call) {
        var template = Argument.parse("template_name", in.templateName(), Templates::named);
        var known = Objects.requireNonNullElse(in.customFields(), Map.<String, Object>of());
        return new Output(
                template.name(), template.description(), template.fields(), known, template.missing(known, true));
    }
}
