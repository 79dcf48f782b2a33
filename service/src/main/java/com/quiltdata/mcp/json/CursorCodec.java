package com.quiltdata.mcp.json;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.cfg.MapperConfig;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.AnnotatedMember;
import com.fasterxml.jackson.databind.introspect.AnnotatedParameter;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.jsontype.NamedType;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import com.google.common.hash.Hashing;
import java.io.IOException;
import java.lang.reflect.Executable;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Codec between a record that says where a list continues and one opaque, URL-safe text. The text is the same in every
 * process and contains no secret; whoever writes one by hand can pass any record that its constructors accept, so a
 * cursor must never carry rights or counts.
 *
 * <p>The text is a checksum and the record as JSON. Decoding accepts only what encoding returns: it encodes the decoded
 * record again and compares, so that unknown properties, other spellings of a value and typing errors are refused.
 *
 * @param refusal one sentence for the sender of a text that is no cursor of this type
 */
public record CursorCodec<T extends Record>(Class<T> type, String refusal) {
    private static final int MAX_LENGTH = 65_536;

    private static final JsonMapper MAPPER = BoundedJsonParser.DOCUMENT
            .mapper()
            .addModule(new JavaTimeModule())
            .annotationIntrospector(new Introspector())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .defaultSetterInfo(JsonSetter.Value.forContentNulls(Nulls.FAIL))
            .defaultPropertyInclusion(
                    JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.ALWAYS))
            .build();

    public String encode(T position) {
        try {
            var json = MAPPER.writeValueAsBytes(position);
            var bytes = ByteBuffer.allocate(Integer.BYTES + json.length)
                    .putInt(Hashing.crc32().hashBytes(json).asInt())
                    .put(json)
                    .array();
            return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a position is always writable", e);
        }
    }

    /** Returns the record of this text; throws {@link IllegalArgumentException} with the refusal for any other. */
    public T decode(String text) {
        try {
            if (text.length() <= MAX_LENGTH) {
                var bytes = Base64.getUrlDecoder().decode(text);
                var position = MAPPER.readValue(bytes, Integer.BYTES, bytes.length - Integer.BYTES, type);
                if (position != null && encode(position).equals(text)) {
                    return position;
                }
            }
        } catch (IOException | RuntimeException e) { // every way in which a text is no cursor
            throw new IllegalArgumentException(refusal, e);
        }
        throw new IllegalArgumentException(refusal);
    }

    /** Requires every component that is not {@code @Nullable}, and names the permitted types of sealed interfaces. */
    @SuppressWarnings("serial")
    private static final class Introspector extends JacksonAnnotationIntrospector {
        @Override
        public @Nullable Boolean hasRequiredMarker(AnnotatedMember member) {
            if (!(member instanceof AnnotatedParameter parameter)) {
                return null;
            }
            var constructor = (Executable) parameter.getOwner().getAnnotated();
            var types = constructor.getAnnotatedParameterTypes();
            return !types[parameter.getIndex()].isAnnotationPresent(Nullable.class);
        }

        @Override
        public JsonTypeInfo.@Nullable Value findPolymorphicTypeInfo(MapperConfig<?> config, Annotated annotated) {
            return annotated.getRawType().isSealed()
                    ? JsonTypeInfo.Value.construct(
                            JsonTypeInfo.Id.NAME, JsonTypeInfo.As.PROPERTY, "type", null, false, true)
                    : null;
        }

        @Override
        public @Nullable List<NamedType> findSubtypes(Annotated annotated) {
            var permitted = annotated.getRawType().getPermittedSubclasses();
            return permitted == null
                    ? null
                    : Arrays.stream(permitted)
                            .map(it -> new NamedType(it, it.getSimpleName()))
                            .toList();
        }
    }
}
