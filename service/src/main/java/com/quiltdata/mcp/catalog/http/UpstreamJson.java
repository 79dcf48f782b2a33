package com.quiltdata.mcp.catalog.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.quiltdata.mcp.catalog.Failure;
import com.quiltdata.mcp.json.BoundedJsonParser;
import com.quiltdata.mcp.json.UnreadableJsonException;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** JSON as the registry writes it, with exact decimals; null components of records are omitted, nulls in maps not. */
public final class UpstreamJson {
    private static final Pattern JSON_TYPE = Pattern.compile("application/(?:[a-z0-9.-]+\\+)?json");
    private static final JsonMapper MAPPER = BoundedJsonParser.REGISTRY
            .mapper()
            .defaultPropertyInclusion(JsonInclude.Value.construct(Include.NON_NULL, Include.ALWAYS))
            .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
            .addModule(new SimpleModule().addSerializer(Double.class, new FiniteDoubleSerializer()))
            .build();

    private UpstreamJson() {}

    /** Returns an object with these fields as a document in UTF-8. */
    public static byte[] write(Map<String, ?> fields) {
        try {
            return MAPPER.writeValueAsBytes(fields);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("not expressible in JSON", e);
        }
    }

    /** Returns the length of the document; {@link Failure.Invalid} when it contains what JSON cannot represent. */
    static int length(Map<String, ?> fields) {
        var counter = new DataOutputStream(OutputStream.nullOutputStream());
        try {
            write(fields, counter);
        } catch (IOException e) {
            throw new Failure.Invalid(
                    "The metadata has a number that JSON cannot represent (NaN or infinity); correct it.");
        }
        return counter.size();
    }

    /** Writes an object with these fields as a document in UTF-8; leaves the stream open. */
    static void write(Map<String, ?> fields, OutputStream out) throws IOException {
        MAPPER.writeValue(out, fields);
    }

    /** Refuses NaN and infinity, which Python writes but JSON cannot represent. */
    private static final class FiniteDoubleSerializer extends JsonSerializer<Double> {
        @Override
        public void serialize(Double value, JsonGenerator json, SerializerProvider provider) throws IOException {
            if (!Double.isFinite(value)) {
                throw JsonMappingException.from(json, "not finite");
            }
            json.writeNumber(value);
        }
    }

    /** Returns a text field, or null when it is absent, null or not a text. */
    public static @Nullable String text(JsonNode node, String field) {
        return node.path(field).textValue();
    }

    /** Returns a JSON object as a map in its own order, or null when the node is not an object. */
    @SuppressWarnings("unchecked") // the keys of a JSON object are texts
    public static @Nullable Map<String, Object> map(JsonNode node) {
        return node.isObject() ? MAPPER.convertValue(node, Map.class) : null;
    }

    /** Parses a text; returns a missing node when it is not JSON. */
    public static JsonNode read(@Nullable String text) {
        try {
            return text == null ? MissingNode.getInstance() : BoundedJsonParser.REGISTRY.read(text);
        } catch (UnreadableJsonException e) {
            return MissingNode.getInstance();
        }
    }

    /** Parses the body of a response with status 2xx or 400. */
    static JsonResponse parse(Upstream from, RawResponse response) {
        if (!isJson(response.contentType())) {
            throw new Failure.Unavailable(
                    response.status() == 400
                            ? from.noun() + " rejected the request with HTTP 400."
                            : from.noun() + " returned something other than JSON, perhaps a web page; check that "
                                    + from.setting() + " is its address.");
        }
        try {
            var json = BoundedJsonParser.REGISTRY.read(response.body());
            if (json.isObject()) {
                return new JsonResponse(response.status(), json, response.date());
            }
        } catch (UnreadableJsonException e) {
            if (e.tooLarge()) {
                throw ResponseBounds.tooLarge(from, e.getMessage() + ", more than this server reads");
            }
        }
        throw new Failure.Unavailable(
                from.noun() + " returned something other than a well-formed JSON object; try again.");
    }

    static boolean isJson(@Nullable String contentType) {
        return "application/json".equals(contentType)
                || JSON_TYPE.matcher(type(contentType)).matches();
    }

    static boolean isWebPage(@Nullable String contentType) {
        return type(contentType).equals("text/html");
    }

    private static String type(@Nullable String contentType) {
        return contentType == null ? "" : contentType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    }
}
