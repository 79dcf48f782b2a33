package com.quiltdata.mcp.tools.metadata;

import com.quiltdata.mcp.tool.Call;
import com.quiltdata.mcp.tool.Doc;
import com.quiltdata.mcp.tool.Effect;
import com.quiltdata.mcp.tool.Spec;
import com.quiltdata.mcp.tool.Tool;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Returns a metadata template and its missing fields. */
final class GetMetadataTemplate implements Tool<GetMetadataTemplate.Input, GetMetadataTemplate.Output> {
    record Input(
            @Doc("Template name from list_metadata_templates")
            String templateName,

            @Doc("Fields whose values you already know") @Nullable
            Map<String, Object> customFields) {}

    record Output(
            @Doc("Template name") String templateName,
            @Doc("Purpose of the template") String description,
            @Doc("Fields of the template") List<TemplateField> fields,

            @Doc("The given custom_fields, nothing added") Map<String, Object> metadata,

            @Doc("Required fields that custom_fields lacks") List<String> missing) {}

    private static final Spec<Input, Output> SPEC = new Spec<>(
            "get_metadata_template",
            "Get a metadata template",
            Effect.READ,
            "Returns the fields of a package metadata template: type, meaning, whether required, and which required "
                    + "fields `custom_fields` still lacks. It invents no values.",
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
        var template = MetadataTemplates.named(in.templateName());
        var known = Objects.requireNonNullElse(in.customFields(), Map.<String, Object>of());
        return new Output(
                template.name(), template.description(), template.fields(), known, template.missing(known, true));
    }
}
