package com.quiltdata.mcp.tools.metadata;

import com.quiltdata.mcp.tool.Argument;
import com.quiltdata.mcp.tool.Call;
import com.quiltdata.mcp.tool.Default;
import com.quiltdata.mcp.tool.Doc;
import com.quiltdata.mcp.tool.Effect;
import com.quiltdata.mcp.tool.Failure;
import com.quiltdata.mcp.tool.Spec;
import com.quiltdata.mcp.tool.Tool;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Metadata of a template, of what its author gave. */
final class CreateMetadataFromTemplate
        implements Tool<CreateMetadataFromTemplate.Input, CreateMetadataFromTemplate.Output> {
    record Input(
            @Doc("Name of the template, of list_metadata_templates") @Default("\"standard\"")
            String templateName,

            @Doc("What is in the package; the field description") @Default("\"\"")
            String description,

            @Doc("The other fields, and any besides the template's") @Nullable
            Map<String, Object> customFields) {}

    record Output(
            @Doc("The metadata, to be sent with a package") Map<String, Object> metadata,
            @Doc("The template") String templateUsed,
            @Doc("How many fields it has") int fieldCount,
            @Doc("What could be better") List<String> suggestions) {}

    private static final Spec<Input, Output> SPEC = new Spec<>(
            "create_metadata_from_template",
            "Create metadata from a template",
            Effect.READ,
            "Makes package metadata of the fields given, in the order of a template, and refuses it as long as a required one is "
                    + "missing or of the wrong type. Values are never made up, and nothing is written: send the "
                    + "metadata with the package.",
            Input.class,
            Output.class);

    @Override
    public Spec<Input, Output> spec() {
        return SPEC;
    }

    @Override
    public Output call(Input in, Call call) {
        var template = Argument.parse("template_name", in.templateName(), Templates::named);
        var given = new LinkedHashMap<String, Object>();
        if (in.customFields() != null) {
            given.putAll(in.customFields());
        }
        if (!in.description().isBlank()) {
            given.put("description", in.description());
        }
        var metadata = new LinkedHashMap<String, Object>();
        template.fields().stream()
                .map(Field::name)
                .filter(given::containsKey)
                .forEach(name -> metadata.put(name, given.remove(name)));
        metadata.putAll(given);
        var check = Check.of(metadata, template);
        if (!check.issues().isEmpty()) {
            throw new Failure.Invalid(String.join(" ", check.issues()));
        }
        return new Output(metadata, template.name(), metadata.size(), check.suggestions());
    }
}
