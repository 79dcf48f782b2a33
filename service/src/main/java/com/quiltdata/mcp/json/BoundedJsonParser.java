package com.quiltdata.mcp.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.function.UnaryOperator;

/**
 * Parser of the JSON texts of one source, within its bounds.
 *
 * <p>Input must be strict UTF-8, and no text affects later ones: Jackson's table of property names, which all parsers
 * of a factory share, is disabled, because colliding names in it would make later texts fail.
 */
public final class BoundedJsonParser {
    /** Responses of the catalog and its registry; decimals keep their digits. */
    public static final BoundedJsonParser REGISTRY = new BoundedJsonParser(
            bounds(4_000_000, 500, 33_554_432),
            mapper -> mapper.enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                    .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES));

    /** One record of a package manifest; Python also writes {@code NaN} and {@code Infinity} in these. */
    public static final BoundedJsonParser MANIFEST = new BoundedJsonParser(
            bounds(250_000, 500, 1_000_000), mapper -> mapper.enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS));

    /** A text in an S3 object: a schema, or a row of JSON Lines. */
    public static final BoundedJsonParser DOCUMENT =
            new BoundedJsonParser(bounds(250_000, 500, 10_485_760), UnaryOperator.identity());

    /** An argument of a call that was sent as JSON in a string; as in a message, no object has a name twice. */
    public static final BoundedJsonParser ARGUMENT = new BoundedJsonParser(
            bounds(250_000, 100, 10_485_760), mapper -> mapper.enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION));

    private static final long REQUEST_TOKENS = 1_000_000;
    private static final int REQUEST_DEPTH = 100;
    private static final int MAX_NUMBER = 1_000;
    private static final int MAX_NAME = 10_000;
    private static final int DECODED_AT_ONCE = 16 * 1024;
    private static final int COUNTED_FIRST = 64 * 1024;
    private static final int BOM_LENGTH = 3;

    private final StreamReadConstraints bounds;
    private final UnaryOperator<JsonMapper.Builder> variant;
    private final JsonMapper mapper;

    private BoundedJsonParser(StreamReadConstraints bounds, UnaryOperator<JsonMapper.Builder> variant) {
        this.bounds = bounds;
        this.variant = variant;
        this.mapper = mapper().build();
    }

    /** Returns bounds in tokens (arrays and objects count as two), levels of nesting, and characters of a string. */
    private static StreamReadConstraints bounds(long tokens, int depth, int string) {
        return StreamReadConstraints.builder()
                .maxTokenCount(tokens)
                .maxNestingDepth(depth)
                .maxStringLength(string)
                .maxNumberLength(MAX_NUMBER)
                .maxNameLength(MAX_NAME)
                .build();
    }

    /** Returns the parser of callers' messages, whose objects have no name twice and whose strings are bounded. */
    public static BoundedJsonParser requests(int string) {
        return new BoundedJsonParser(
                bounds(REQUEST_TOKENS, REQUEST_DEPTH, string),
                mapper -> mapper.enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION));
    }

    /** Returns a mapper for this source's values, to convert them or write them back. */
    public JsonMapper.Builder mapper() {
        var factory = JsonFactories.builder().streamReadConstraints(bounds).build();
        return variant.apply(JsonMapper.builder(factory)).enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
    }

    /** Parses these bytes. Returns a missing node if they contain only white space. */
    public JsonNode read(byte[] utf8) throws UnreadableJsonException {
        return read(utf8, 0, utf8.length);
    }

    /** Parses a part of these bytes. */
    public JsonNode read(byte[] utf8, int offset, int length) throws UnreadableJsonException {
        try {
            if (length > COUNTED_FIRST && hasTooManyTokens(utf8, offset, length)) {
                throw UnreadableJsonException.tooManyTokens(bounds); // before a tree takes many times the text's size
            }
            return tree(parser(utf8, offset, length));
        } catch (IOException e) {
            throw UnreadableJsonException.of(e, bounds);
        }
    }

    /** Parses this text. */
    public JsonNode read(String text) throws UnreadableJsonException {
        try {
            return tree(mapper.getFactory().createParser(text));
        } catch (IOException e) {
            throw UnreadableJsonException.of(e, bounds);
        }
    }

    private JsonNode tree(JsonParser parser) throws IOException {
        try (parser) {
            JsonNode tree = mapper.readTree(parser);
            return tree == null ? MissingNode.getInstance() : tree;
        }
    }

    /** Returns a streaming parser of a part of these bytes. */
    public JsonParser parser(byte[] utf8, int offset, int length) throws IOException {
        var start = hasBom(utf8, offset, length) ? offset + BOM_LENGTH : offset;
        var remaining = length - (start - offset);
        var decoder = StandardCharsets.UTF_8.newDecoder(); // reports malformed input
        if (remaining > DECODED_AT_ONCE) {
            return mapper.getFactory()
                    .createParser(new InputStreamReader(new ByteArrayInputStream(utf8, start, remaining), decoder));
        }
        var text = decoder.decode(ByteBuffer.wrap(utf8, start, remaining));
        return mapper.getFactory().createParser(text.array(), text.arrayOffset(), text.remaining());
    }

    /** Returns whether a text has too many tokens: about one per bracket, colon and comma outside of strings. */
    private boolean hasTooManyTokens(byte[] utf8, int offset, int length) {
        var tokens = 0L;
        var end = offset + length;
        for (int i = offset; i < end; i++) {
            switch (utf8[i]) {
                case '"' -> i = closingQuote(utf8, i + 1, end);
                case '{', '}', '[', ']', ':', ',' -> tokens++;
                default -> {}
            }
        }
        return tokens > bounds.getMaxTokenCount();
    }

    private static int closingQuote(byte[] utf8, int from, int end) {
        var i = from;
        while (i < end && utf8[i] != '"') {
            i += utf8[i] == '\\' ? 2 : 1;
        }
        return i;
    }

    private static boolean hasBom(byte[] utf8, int offset, int length) {
        return length >= BOM_LENGTH
                && utf8[offset] == (byte) 0xEF
                && utf8[offset + 1] == (byte) 0xBB
                && utf8[offset + 2] == (byte) 0xBF;
    }
}
