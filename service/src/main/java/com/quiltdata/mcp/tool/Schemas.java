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
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Generates JSON Schema 2020-12 from tool records: closed objects with properties in component order. */
final class Schemas {
    private static final ClassValue<ObjectNode> INPUT = schemas(generator(true));
    private static final ClassValue<ObjectNode> OUTPUT = schemas(generator(false));

    private static final List<String> ANY = List.of("string", "number", "boolean", "object", "array", "null");

    private Schemas() {}

    /** Returns the schema of a tool's arguments. */
    static ObjectNode input(Class<? extends Record> record) {
        return INPUT.get(record).deepCopy();
    }

    /** Returns the schema of a tool's structured content: the record with {@code success} added unless prescribed. */
    static ObjectNode output(Class<? extends Record> record) {
        var schema = OUTPUT.get(record).deepCopy();
        if (PrescribedOutput.class.isAssignableFrom(record)) {
            return schema;
        }
        var properties = schema.objectNode();
        properties.putObject("success").put("const", true);
        schema.set("properties", properties.setAll(schema.withObject("/properties")));
        schema.withArray("/required").insert(0, "success");
        return schema;
    }

    /** Creates a cache of the schemas of records: generating them takes most of the time that a server needs to start. */
    private static ClassValue<ObjectNode> schemas(SchemaGenerator generator) {
        return new ClassValue<>() {
            @Override
            protected ObjectNode computeValue(Class<?> record) {
                return object(generator, record);
            }
        };
    }

    private static ObjectNode object(SchemaGenerator generator, Class<?> record) {
        var schema = generator.generateSchema(record);
        var closed = ToolJson.MAPPER.createObjectNode().put("type", "object");
        closed.setAll(schema);
        closed.withObject("/properties");
        return closed.put("additionalProperties", false);
    }

    private static SchemaGenerator generator(boolean input) {
        var builder = new SchemaGeneratorConfigBuilder(
                        ToolJson.MAPPER, SchemaVersion.DRAFT_2020_12, OptionPreset.PLAIN_JSON)
                .with(new JakartaValidationModule(JakartaValidationOption.INCLUDE_PATTERN_EXPRESSIONS))
                .with(Option.FORBIDDEN_ADDITIONAL_PROPERTIES_BY_DEFAULT, Option.INLINE_ALL_SCHEMAS)
                .without(Option.SCHEMA_VERSION_INDICATOR);
        builder.forTypesInGeneral()
                .withPropertySorter((_, _) -> 0)
                .withCustomDefinitionProvider((type, _) -> definition(type.getErasedType(), input));
        builder.forFields()
                .withPropertyNameOverrideResolver(Schemas::wireName)
                .withDescriptionResolver(Schemas::description)
                .withNullableCheck(field -> false)
                .withIgnoreCheck(field -> field.getAnnotation(Hidden.class) != null)
                .withRequiredCheck(field -> !optional(field, input))
                .withDefaultResolver(Schemas::defaultValue);
        if (input) {
            builder.forFields().withInstanceAttributeOverride((node, field, _) -> addKeys(node, field));
        }
        return new SchemaGenerator(builder.build());
    }

    /** Returns the schema of an enum, a map or any value; null for other types. */
    private static @Nullable CustomDefinition definition(Class<?> type, boolean input) {
        var node = ToolJson.MAPPER.createObjectNode();
        if (type.isEnum()) {
            var values = node.put("type", "string").putArray("enum");
            Arrays.stream(type.getEnumConstants())
                    .forEach(constant -> values.add(ToolJson.wireName((Enum<?>) constant)));
            return new CustomDefinition(node);
        } else if (type == Object.class && !input) {
            var kinds = node.putArray("anyOf");
            ANY.forEach(kind -> kinds.addObject().put("type", kind));
            return new CustomDefinition(node);
        }
        return type == Map.class
                ? new CustomDefinition(
                        node.put("type", "object"),
                        CustomDefinition.DefinitionType.INLINE,
                        CustomDefinition.AttributeInclusion.NO)
                : null;
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

    /**
     * Adds the type and keys of an object. An argument of any value is listed as an object if its keys are given, else as
     * a string, because some clients refuse an argument without a type.
     */
    private static void addKeys(ObjectNode node, FieldScope field) {
        var type = field.getType().getErasedType();
        var doc = field.getAnnotation(Doc.class);
        var keys = doc == null ? Doc.METADATA : doc.keys();
        if (type == Map.class || (type == Object.class && !keys.equals(Doc.METADATA))) {
            node.put("type", "object");
            node.set("properties", RecordReflection.json(keys));
            node.put("additionalProperties", true);
        } else if (type == Object.class) {
            node.put("type", "string");
        }
    }

    private static boolean optional(FieldScope field, boolean input) {
        return RecordReflection.optional(field.getRawMember().getAnnotatedType(), field.getRawMember())
                || (input && field.getAnnotation(Default.class) != null);
    }

    private static @Nullable Object defaultValue(FieldScope field) {
        var value = field.isFakeContainerItemScope()
                ? null
                : RecordReflection.defaultValue(field.getAnnotation(Default.class));
        return value == null ? null : ToolJson.MAPPER.convertValue(value, Object.class);
    }
}
