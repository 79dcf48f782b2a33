package com.quiltdata.mcp.tool;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.victools.jsonschema.generator.CustomDefinition;
import com.github.victools.jsonschema.generator.FieldScope;
import com.github.victools.jsonschema.generator.Option;
import com.github.victools.jsonschema.generator.OptionPreset;
import com.github.victools.jsonschema.generator.SchemaGenerator;
import com.github.victools.jsonschema.generator.SchemaGeneratorConfigBuilder;
import com.github.victools.jsonschema.generator.SchemaVersion;
import com.github.victools.jsonschema.module.jakarta.validation.JakartaValidationModule;
import com.github.victools.jsonschema.module.jakarta.validation.JakartaValidationOption;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Generates JSON Schema 2020-12 from tool records: closed objects with properties in component order. */
final class Schemas {
    private static final SchemaGenerator INPUT = generator(true);
    private static final SchemaGenerator OUTPUT = generator(false);

    private Schemas() {}

    /** Returns the schema of a tool's arguments. */
    static ObjectNode input(Class<? extends Record> record) {
        return object(INPUT, record);
    }

    /** Returns the schema of a tool's structured content: the record with {@code success} added. */
    static ObjectNode output(Class<? extends Record> record) {
        var schema = object(OUTPUT, record);
        var properties = schema.withObject("/properties");
        var own = properties.deepCopy();
        properties.removeAll();
        properties.putObject("success").put("const", true);
        properties.setAll(own);
        var required = schema.withArray("/required");
        required.insert(0, "success");
        return schema;
    }

    /** Returns the schema of an elicitation form, with only the keywords that MCP allows in forms. */
    static ObjectNode form(Class<? extends Record> record) {
        var schema = object(INPUT, record);
        schema.remove("additionalProperties");
        return schema;
    }

    private static ObjectNode object(SchemaGenerator generator, Class<? extends Record> record) {
        var schema = generator.generateSchema(record);
        var closed = ToolJson.MAPPER.createObjectNode().put("type", "object");
        schema.properties().forEach(entry -> closed.set(entry.getKey(), entry.getValue()));
        if (!closed.has("properties")) {
            closed.putObject("properties");
        }
        return closed.put("additionalProperties", false);
    }

    private static SchemaGenerator generator(boolean input) {
        var builder = new SchemaGeneratorConfigBuilder(
                        ToolJson.MAPPER, SchemaVersion.DRAFT_2020_12, OptionPreset.PLAIN_JSON)
                .with(new JakartaValidationModule(JakartaValidationOption.INCLUDE_PATTERN_EXPRESSIONS))
                .with(Option.FORBIDDEN_ADDITIONAL_PROPERTIES_BY_DEFAULT, Option.INLINE_ALL_SCHEMAS)
                .without(Option.SCHEMA_VERSION_INDICATOR);
        builder.forTypesInGeneral().withPropertySorter((_, _) -> 0).withCustomDefinitionProvider((type, context) -> {
            if (type.getErasedType().isEnum()) {
                var node = ToolJson.MAPPER.createObjectNode().put("type", "string");
                var values = node.putArray("enum");
                Arrays.stream(type.getErasedType().getEnumConstants())
                        .forEach(constant -> values.add(ToolJson.wireName((Enum<?>) constant)));
                return new CustomDefinition(node);
            }
            return type.getErasedType() == java.util.Map.class
                    ? new CustomDefinition(
                            ToolJson.MAPPER.createObjectNode().put("type", "object"),
                            CustomDefinition.DefinitionType.INLINE,
                            CustomDefinition.AttributeInclusion.NO)
                    : null;
        });
        builder.forFields()
                .withPropertyNameOverrideResolver(Schemas::wireName)
                .withDescriptionResolver(Schemas::description)
                .withNullableCheck(field -> false)
                .withIgnoreCheck(field -> field.getAnnotation(Hidden.class) != null)
                .withRequiredCheck(field -> !optional(field, input))
                .withDefaultResolver(Schemas::preset);
        return new SchemaGenerator(builder.build());
    }

    private static @Nullable String wireName(FieldScope field) {
        return field.isFakeContainerItemScope()
                ? null
                : ToolJson.wireName(field.getDeclaredName(), field.getAnnotation(Name.class));
    }

    private static @Nullable String description(FieldScope field) {
        var doc = field.isFakeContainerItemScope() ? null : field.getAnnotation(Doc.class);
        return doc == null ? null : doc.value();
    }

    private static boolean optional(FieldScope field, boolean input) {
        return Records.nullable(field.getRawMember().getAnnotatedType())
                || (input && field.getAnnotation(Default.class) != null);
    }

    private static @Nullable Object preset(FieldScope field) {
        var preset = field.isFakeContainerItemScope() ? null : field.getAnnotation(Default.class);
        try {
            return preset == null ? null : ToolJson.MAPPER.readValue(preset.value(), Object.class);
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new IllegalArgumentException("@Default must be JSON: " + preset, e);
        }
    }
}
