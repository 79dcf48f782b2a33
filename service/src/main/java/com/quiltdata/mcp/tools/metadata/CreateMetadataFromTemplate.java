package com.quiltdata.mcp.tools.metadata;

import com.quiltdata.mcp.catalog.Failure;
import com.quiltdata.mcp.tool.Call;
import com.quiltdata.mcp.tool.Default;
import com.quiltdata.mcp.tool.Doc;
import com.quiltdata.mcp.tool.Effect;
import com.quiltdata.mcp.tool.Spec;
import com.quiltdata.mcp.tool.Tool;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Builds metadata from the given fields in the order of a template. */
final class CreateMetadataFromTemplate
        implements Tool<CreateMetadataFromTemplate.Input, CreateMetadataFromTemplate.Output> {
    record Input(
            @Doc("Template name from list_metadata_templates") @Default("\"standard\"")
            String templateName,

            @Doc("Value of the description field: what the package contains") @Default("\"\"")
            String description,

            @Doc("Other fields, in the template or not, e.g. {\"organism\": \"Homo sapiens\"}") @Nullable
            Map<String, Object> customFields) {}

    record Output(
            @Doc("Metadata to send with a package") Map<String, Object> metadata,
            @Doc("Template name") String templateUsed,
            @Doc("Number of fields in metadata") int fieldCount,
            @Doc("Suggested improvements") List<String> suggestions) {}

    private static final Spec<Input, Output> SPEC = new Spec<>(
            "create_metadata_from_template",
            "Create metadata from a template",
            Effect.READ,
            "Returns package metadata built from the given fields, in the order of a template; fails if a required "
                    + "field is missing or has the wrong type. It invents no values and writes nothing: send the "
                    + "metadata when you push the package.",
            Input.class,
            Output.class);

    @Override
    public Spec<Input, Output> spec() {
        return SPEC;
    }

    @Override
    public Output call(Input in, Call call) {
        var template = MetadataTemplates.named(in.templateName());
        var given = new LinkedHashMap<>(Objects.requireNonNullElse(in.customFields(), Map.<String, Object>of()));
        if (!in.description().isBlank()) {
            given.put("description", in.description());
        }
        var metadata = new LinkedHashMap<String, Object>();
        template.fields().stream()
                .map(TemplateField::name)
                .filter(given::containsKey)
                .forEach(name -> metadata.put(name, given.remove(name)));
        metadata.putAll(given);
        var check = MetadataCheck.of(metadata, template);
        if (!check.issues().isEmpty()) {
            throw new Failure.Invalid(String.join(" ", check.issues()));
        }
        return new Output(metadata, template.name(), metadata.size(), check.suggestions());
    }
}
