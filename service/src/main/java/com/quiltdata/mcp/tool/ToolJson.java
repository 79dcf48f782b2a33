package com.quiltdata.mcp.tool;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.PropertyName;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.cfg.MapperConfig;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.AnnotatedClass;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import com.quiltdata.mcp.json.BoundedJsonParser;
import com.quiltdata.mcp.json.OutgoingJson;
import com.quiltdata.mcp.json.UnreadableJsonException;
import java.lang.reflect.Field;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The mapping between tool records and JSON: snake_case or the {@link Name}, nulls left out. */
public final class ToolJson {
    private static final PropertyNamingStrategies.NamingBase SNAKE =
            (PropertyNamingStrategies.NamingBase) PropertyNamingStrategies.SNAKE_CASE;

    static final JsonMapper MAPPER = OutgoingJson.texts()
            .addModule(new JavaTimeModule())
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .annotationIntrospector(new Introspector())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES) // 100.0 would become 1E+2
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .defaultPropertyInclusion(
                    JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.ALWAYS))
            .build();

    private ToolJson() {}

    /** Returns the wire form of a record, as a tree. */
    public static ObjectNode tree(Object value) {
        return MAPPER.valueToTree(value);
    }

    /** Returns the wire form of a record or a tree, as text. */
    public static String text(Object value) {
        try {
            return MAPPER.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a result is always writable", e);
        }
    }

    /** Parses a text into maps and lists; empty when it is not JSON, or is null. */
    public static Optional<Object> value(String text) {
        try {
            return Optional.ofNullable(MAPPER.treeToValue(BoundedJsonParser.DOCUMENT.read(text), Object.class));
        } catch (UnreadableJsonException | JsonProcessingException e) {
            return Optional.empty();
        }
    }

    /** Parses a text into a tree whose numbers keep their digits; empty when it is not JSON. */
    public static Optional<JsonNode> exact(String text) {
        try {
            return Optional.of(BoundedJsonParser.REGISTRY.read(text)).filter(it -> !it.isMissingNode());
        } catch (UnreadableJsonException e) {
            return Optional.empty();
        }
    }

    /** Returns the wire name of a record component: its {@link Name}, or its name in snake_case. */
    static String wireName(String component, @Nullable Name name) {
        return name == null ? SNAKE.translate(component) : name.value();
    }

    /** Returns the wire name of an enum constant: its {@link Name}, or its name in lower case. */
    static String wireName(Enum<?> constant) {
        var name = field(constant).getAnnotation(Name.class);
        return name == null ? constant.name().toLowerCase(Locale.ROOT) : name.value();
    }

    /** Returns the {@link OtherWords} for an enum constant. */
    static List<String> otherWords(Enum<?> constant) {
        var words = field(constant).getAnnotation(OtherWords.class);
        return words == null ? List.of() : List.of(words.value());
    }

    private static Field field(Enum<?> constant) {
        try {
            return constant.getDeclaringClass().getField(constant.name());
        } catch (NoSuchFieldException e) {
            throw new IllegalStateException("every constant is a field", e);
        }
    }

    @SuppressWarnings("serial")
    private static final class Introspector extends JacksonAnnotationIntrospector {
        @Override
        public @Nullable PropertyName findNameForSerialization(Annotated annotated) {
            return name(annotated, super.findNameForSerialization(annotated));
        }

        @Override
        public @Nullable PropertyName findNameForDeserialization(Annotated annotated) {
            return name(annotated, super.findNameForDeserialization(annotated));
        }

        private static @Nullable PropertyName name(Annotated annotated, @Nullable PropertyName otherwise) {
            var name = annotated.getAnnotation(Name.class);
            return name == null ? otherwise : PropertyName.construct(name.value());
        }

        @Override
        public String[] findEnumValues(
                MapperConfig<?> config, AnnotatedClass type, Enum<?>[] constants, String[] names) {
            return Arrays.stream(constants).map(ToolJson::wireName).toArray(String[]::new);
        }
    }
}
