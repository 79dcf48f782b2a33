package com.quiltdata.mcp.tool;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.quiltdata.mcp.json.WellFormedText;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The JSON type of one argument.
 *
 * @param description the type in words, to complete "must be …"
 * @param container {@code array} or {@code object} if the value may be sent as JSON in a string; empty otherwise
 */
record ArgumentType(String description, String container, Conversion conversion) {
    static final ArgumentType TEXT = new ArgumentType("a string", (value, _, _) -> value.isTextual() ? value : null);
    static final ArgumentType BOOLEAN = new ArgumentType("true or false", (value, _, _) -> toBoolean(value));
    static final ArgumentType DECIMAL = new ArgumentType("a number", (value, _, _) -> toDecimal(value));
    static final ArgumentType ANY_OBJECT = new ArgumentType(
            "an object", "object", (value, _, _) -> value instanceof ObjectNode object ? object : null);
    static final ArgumentType ANY_VALUE = new ArgumentType("a JSON value", (value, _, _) -> value);

    private static final Pattern PUNCTUATION = Pattern.compile("[^\\p{L}\\p{N}]+");
    private static final Pattern INTEGER = Pattern.compile("[+-]?\\d+");
    private static final Pattern NUMBER = Pattern.compile("[+-]?(\\d+(\\.\\d+)?|\\.\\d+)([eE][+-]?\\d{1,3})?");
    private static final Pattern BEGINS_AS_ARRAY = Pattern.compile("\\s*\\[\\s*[\"']");

    /** Converts values to a type. */
    @FunctionalInterface
    interface Conversion {
        /** Returns the converted value; null when it has another type. Adds the faults that it finds inside. */
        @Nullable
        JsonNode apply(JsonNode value, String path, ArgumentFaults faults);
    }

    private ArgumentType(String description, Conversion conversion) {
        this(description, "", conversion);
    }

    /** Returns the converted value, or the value unchanged and adds a fault. */
    JsonNode fit(JsonNode value, String path, ArgumentFaults faults) {
        var sent = container.isEmpty() ? new QuotedJson(value, "") : QuotedJson.of(value, container, faults);
        var converted = conversion.apply(sent.value(), path, faults);
        return converted == null ? mismatch(value, path, description, sent.hint(), faults) : converted;
    }

    private static JsonNode mismatch(
            JsonNode value, String path, String description, String hint, ArgumentFaults faults) {
        faults.add(() -> "`%s` must be %s, not %s%s".formatted(path, description, quote(value), hint));
        return value;
    }

    private static String quote(JsonNode value) {
        if (value.isContainerNode()) {
            return value.isArray() ? "an array" : "an object";
        }
        return WellFormedText.shown(ToolJson.text(value));
    }

    /** Returns the type of an array; a string is accepted as the only item of its array. */
    static ArgumentType array(ArgumentType item) {
        return new ArgumentType("an array", "array", (value, path, faults) -> {
            if (!(value instanceof ArrayNode array)) {
                return item.equals(TEXT) && isOneItem(value.textValue())
                        ? JsonNodeFactory.instance.arrayNode().add(value)
                        : null;
            }
            var fitted = array.arrayNode(array.size());
            for (int i = 0; i < array.size(); i++) {
                fitted.add(item.fit(array.get(i), path + "[" + i + "]", faults));
            }
            return fitted;
        });
    }

    /** Returns the type of this array that may also be sent as an object with these fields; itself if null. */
    ArgumentType orByKey(@Nullable ListByKey fields) {
        return fields == null
                ? this
                : new ArgumentType(description, container, (value, path, faults) -> {
                    if (!(value instanceof ObjectNode object)) {
                        return conversion.apply(value, path, faults);
                    }
                    var items = object.arrayNode(object.size());
                    object.properties().forEach(member -> {
                        var item = items.addObject();
                        if (member.getValue() instanceof ObjectNode own) {
                            item.setAll(own);
                        } else {
                            item.set(fields.value(), member.getValue());
                        }
                        item.put(fields.key(), member.getKey());
                    });
                    return conversion.apply(items, path, faults);
                });
    }

    /** Returns whether a text can be an item: a glob such as {@code [ab]*.csv} can, a list in brackets cannot. */
    private static boolean isOneItem(@Nullable String text) {
        return text != null && !text.isEmpty() && !isBracketed(text.strip());
    }

    private static boolean isBracketed(String text) {
        var isList = text.startsWith("[")
                && (text.indexOf(']') < 0
                        || (text.endsWith("]") && (text.contains(",") || text.indexOf(']') == text.length() - 1)));
        return isList || BEGINS_AS_ARRAY.matcher(text).lookingAt();
    }

    /** Returns the type of an object of files, or a list of them whose missing keys may be guessed. */
    static ArgumentType files(boolean guessed) {
        return new ArgumentType(
                FileList.FORM,
                "object",
                (value, path, faults) -> value instanceof ObjectNode object
                        ? object
                        : value instanceof ArrayNode list ? FileList.byKey(list, guessed, path, faults) : null);
    }

    /** Returns the type of a record's object. */
    static ArgumentType object(ArgumentSchema schema) {
        return new ArgumentType(
                "an object",
                "object",
                (value, path, faults) ->
                        value instanceof ObjectNode object ? schema.fit(object, path + ".", List.of(), faults) : null);
    }

    /** Returns the type of one of several constants, by its wire name or one of its {@link OtherWords}. */
    static ArgumentType choice(List<? extends Enum<?>> constants) {
        var values = constants.stream().map(ToolJson::wireName).toList();
        var otherWords = new HashMap<String, String>();
        constants.forEach(constant ->
                ToolJson.otherWords(constant).forEach(word -> otherWords.put(bare(word), ToolJson.wireName(constant))));
        return new ArgumentType(
                "one of " + String.join(", ", values),
                (value, _, _) -> values.stream()
                        .filter(choice -> choice.equalsIgnoreCase(value.textValue()))
                        .findFirst()
                        .or(() -> Optional.ofNullable(otherWords.get(bare(value.asText()))))
                        .map(TextNode::valueOf)
                        .orElse(null));
    }

    /** Returns a word in lower case and without punctuation and blanks. */
    private static String bare(String word) {
        return PUNCTUATION.matcher(word.toLowerCase(Locale.ROOT)).replaceAll("");
    }

    /** Returns the type of a Java integer from {@code min} to {@code max} whose argument has a narrower range. */
    static ArgumentType integer(long min, long max, long smallest, long largest) {
        return new ArgumentType("an integer", (value, path, faults) -> {
            var number = toLong(value);
            if (number != null && number >= min && number <= max) {
                return LongNode.valueOf(number);
            }
            return isIntegral(value)
                    ? mismatch(value, path, "an integer from %d to %d".formatted(smallest, largest), "", faults)
                    : null;
        });
    }

    private static boolean isIntegral(JsonNode value) {
        return value.isTextual()
                ? INTEGER.matcher(value.textValue().strip()).matches()
                : value.isIntegralNumber()
                        || (value.isFloatingPointNumber() && value.doubleValue() == Math.rint(value.doubleValue()));
    }

    private static @Nullable Long toLong(JsonNode value) {
        try {
            if (value.isTextual()) {
                return Long.valueOf(value.textValue().strip());
            }
            return isIntegral(value) && value.canConvertToLong() ? value.longValue() : null;
        } catch (NumberFormatException e) {
            return null;
        }
    }

    /** Returns a number, also of its text in decimal form; Java alone would also parse NaN, 1d and 0x1p3. */
    private static @Nullable JsonNode toDecimal(JsonNode value) {
        if (!value.isTextual()) {
            return value.isNumber() ? value : null;
        }
        var text = value.textValue().strip();
        var number = NUMBER.matcher(text).matches() ? Double.parseDouble(text) : Double.NaN;
        return Double.isFinite(number) ? DoubleNode.valueOf(number) : null;
    }

    private static @Nullable JsonNode toBoolean(JsonNode value) {
        if (value.isBoolean()) {
            return value;
        }
        return switch (value.isTextual() ? value.textValue().strip().toLowerCase(Locale.ROOT) : "") {
            case "true" -> BooleanNode.TRUE;
            case "false" -> BooleanNode.FALSE;
            default -> null;
        };
    }
}
