package com.quiltdata.mcp.tool;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.quiltdata.mcp.json.BoundedJsonParser;
import com.quiltdata.mcp.json.UnreadableJsonException;
import com.quiltdata.mcp.json.WellFormedText;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The JSON type of one argument.
 *
 * @param description the type in words, to complete "must be …"
 */
record ArgumentType(String description, Conversion conversion) {
    static final ArgumentType TEXT = new ArgumentType("a string", (value, _, _) -> value.isTextual() ? value : null);
    static final ArgumentType BOOLEAN = new ArgumentType("true or false", (value, _, _) -> toBoolean(value));
    static final ArgumentType DECIMAL = new ArgumentType("a number", (value, _, _) -> toDecimal(value));
    static final ArgumentType ANY_OBJECT = new ArgumentType(
            "an object", (value, _, faults) -> unquoted(value, faults) instanceof ObjectNode object ? object : null);
    static final ArgumentType ANY_VALUE = new ArgumentType("a JSON value", (value, _, _) -> value);

    private static final Pattern INTEGER = Pattern.compile("[+-]?\\d+");
    private static final Pattern LIKE_JSON = Pattern.compile("\\s*[\\[{]");
    private static final Pattern LIKE_AN_ARRAY = Pattern.compile("\\s*\\[\\s*[\"']");

    /** Converts values to a type. */
    @FunctionalInterface
    interface Conversion {
        /** Returns the converted value; null when it has another type. Adds the faults that it finds inside. */
        @Nullable
        JsonNode apply(JsonNode value, String path, ArgumentFaults faults);
    }

    /** Returns the converted value, or the value unchanged and adds a fault. */
    JsonNode fit(JsonNode value, String path, ArgumentFaults faults) {
        var converted = conversion.apply(value, path, faults);
        return converted == null ? mismatch(value, path, description, faults) : converted;
    }

    private static JsonNode mismatch(JsonNode value, String path, String description, ArgumentFaults faults) {
        faults.add(() -> "`%s` must be %s, not %s".formatted(path, description, quote(value)));
        return value;
    }

    private static String quote(JsonNode value) {
        if (value.isContainerNode()) {
            return value.isArray() ? "an array" : "an object";
        }
        return WellFormedText.shown(ToolJson.text(value));
    }

    /** Returns the type of an array, also as JSON in a string; a string is accepted as the only item of its array. */
    static ArgumentType array(ArgumentType item) {
        return new ArgumentType("an array", (value, path, faults) -> {
            var list = unquoted(value, faults);
            if (!(list instanceof ArrayNode array)) {
                return item.equals(TEXT) && isOneItem(list.textValue())
                        ? JsonNodeFactory.instance.arrayNode().add(list)
                        : null;
            }
            var fitted = array.arrayNode(array.size());
            for (int i = 0; i < array.size(); i++) {
                fitted.add(item.fit(array.get(i), path + "[" + i + "]", faults));
            }
            return fitted;
        });
    }

    private static boolean isOneItem(@Nullable String text) {
        return text != null && !text.isEmpty() && !LIKE_AN_ARRAY.matcher(text).lookingAt();
    }

    /** Returns the array or object that a string contains as JSON; any other value unchanged. */
    private static JsonNode unquoted(JsonNode value, ArgumentFaults faults) {
        if (!value.isTextual() || !LIKE_JSON.matcher(value.textValue()).lookingAt() || !faults.mayParse(value)) {
            return value;
        }
        try {
            var parsed = BoundedJsonParser.ARGUMENT.read(value.textValue());
            return parsed.isContainerNode() ? parsed : value;
        } catch (UnreadableJsonException e) {
            return value;
        }
    }

    /** Returns the type of a record's object, also as JSON in a string. */
    static ArgumentType object(ArgumentSchema schema) {
        return new ArgumentType(
                "an object",
                (value, path, faults) -> unquoted(value, faults) instanceof ObjectNode object
                        ? schema.fit(object, path + ".", List.of(), faults)
                        : null);
    }

    static ArgumentType choice(List<String> values) {
        return new ArgumentType(
                "one of " + String.join(", ", values),
                (value, _, _) -> values.stream()
                        .filter(choice -> choice.equalsIgnoreCase(value.textValue()))
                        .findFirst()
                        .map(TextNode::valueOf)
                        .orElse(null));
    }

    /** Returns the type of a Java integer from {@code min} to {@code max} whose argument has a narrower range. */
    static ArgumentType integer(long min, long max, long smallest, long largest) {
        return new ArgumentType("an integer", (value, path, faults) -> {
            var number = toLong(value);
            if (number != null && number >= min && number <= max) {
                return LongNode.valueOf(number);
            }
            return isIntegral(value)
                    ? mismatch(value, path, "an integer from %d to %d".formatted(smallest, largest), faults)
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

    private static @Nullable JsonNode toDecimal(JsonNode value) {
        try {
            if (value.isTextual()) {
                return DoubleNode.valueOf(Double.parseDouble(value.textValue().strip()));
            }
            return value.isNumber() ? value : null;
        } catch (NumberFormatException e) {
            return null;
        }
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
