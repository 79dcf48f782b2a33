package com.quiltdata.mcp.tool;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.quiltdata.mcp.json.WellFormedText;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The JSON type of one argument. */
sealed interface ArgumentType {
    Pattern INTEGER = Pattern.compile("[+-]?\\d+");

    /** Returns the type in words, to complete "must be …". */
    String wanted();

    /** Returns the type in words for a value that does not fit; may be more precise. */
    default String wanted(JsonNode value) {
        return wanted();
    }

    /** Returns the value converted to this type; null when that is impossible. */
    @Nullable
    JsonNode coerce(JsonNode value);

    /** Returns the converted value, or the value unchanged and adds a fault. */
    default JsonNode fit(JsonNode value, String path, ArgumentFaults faults) {
        var fitted = coerce(value);
        if (fitted == null) {
            faults.add(() -> "`%s` must be %s, not %s".formatted(path, wanted(value), quote(value)));
            return value;
        }
        return fitted;
    }

    private static String quote(JsonNode value) {
        if (value.isContainerNode()) {
            return value.isArray() ? "an array" : "an object";
        }
        return WellFormedText.shown(ToolJson.text(value));
    }

    static ArgumentType scalar(Class<?> type) {
        if (type == String.class) {
            return new Text();
        } else if (type == int.class || type == Integer.class) {
            return new Int(Integer.MIN_VALUE, Integer.MAX_VALUE);
        } else if (type == long.class || type == Long.class) {
            return new Int(Long.MIN_VALUE, Long.MAX_VALUE);
        } else if (type == double.class || type == Double.class) {
            return new Decimal();
        } else if (type == boolean.class || type == Boolean.class) {
            return new Bool();
        } else if (type == Object.class) {
            return new AnyValue();
        }
        throw new IllegalArgumentException("no JSON type for " + type);
    }

    record Text() implements ArgumentType {
        @Override
        public String wanted() {
            return "a string";
        }

        @Override
        public @Nullable JsonNode coerce(JsonNode value) {
            return value.isTextual() ? value : null;
        }
    }

    /**
     * An integer.
     *
     * @param min minimum of the Java type
     * @param max maximum of the Java type
     * @param smallest minimum of the argument
     * @param largest maximum of the argument
     */
    record Int(long min, long max, long smallest, long largest) implements ArgumentType {
        Int(long min, long max) {
            this(min, max, min, max);
        }

        Int within(long smallest, long largest) {
            return new Int(min, max, smallest, largest);
        }

        @Override
        public String wanted() {
            return "an integer";
        }

        @Override
        public String wanted(JsonNode value) {
            var outOfRange = INTEGER.matcher(value.asText().strip()).matches() || isIntegral(value);
            return outOfRange ? "an integer from %d to %d".formatted(smallest, largest) : wanted();
        }

        @Override
        public @Nullable JsonNode coerce(JsonNode value) {
            var text = value.isTextual() ? value.textValue().strip() : value.asText();
            if (!value.isTextual() && !value.isIntegralNumber() && !(isIntegral(value) && value.canConvertToLong())) {
                return null;
            }
            try {
                var number = value.isFloatingPointNumber() ? value.longValue() : Long.parseLong(text);
                return number < min || number > max ? null : LongNode.valueOf(number);
            } catch (NumberFormatException e) {
                return null;
            }
        }

        private static boolean isIntegral(JsonNode value) {
            return value.isFloatingPointNumber() && value.doubleValue() == Math.rint(value.doubleValue());
        }
    }

    record Decimal() implements ArgumentType {
        @Override
        public String wanted() {
            return "a number";
        }

        @Override
        public @Nullable JsonNode coerce(JsonNode value) {
            try {
                return value.isNumber()
                        ? value
                        : value.isTextual()
                                ? DoubleNode.valueOf(
                                        Double.parseDouble(value.textValue().strip()))
                                : null;
            } catch (NumberFormatException e) {
                return null;
            }
        }
    }

    record Bool() implements ArgumentType {
        @Override
        public String wanted() {
            return "true or false";
        }

        @Override
        public @Nullable JsonNode coerce(JsonNode value) {
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

    record Choice(List<String> values) implements ArgumentType {
        @Override
        public String wanted() {
            return "one of " + String.join(", ", values);
        }

        @Override
        public @Nullable JsonNode coerce(JsonNode value) {
            return values.stream()
                    .filter(it -> value.isTextual() && it.equalsIgnoreCase(value.textValue()))
                    .findFirst()
                    .map(TextNode::valueOf)
                    .orElse(null);
        }
    }

    /** An object with any keys. */
    record FreeObject() implements ArgumentType {
        @Override
        public String wanted() {
            return "an object";
        }

        @Override
        public @Nullable JsonNode coerce(JsonNode value) {
            return value.isObject() ? value : null;
        }
    }

    record AnyValue() implements ArgumentType {
        @Override
        public String wanted() {
            return "a JSON value";
        }

        @Override
        public JsonNode coerce(JsonNode value) {
            return value;
        }
    }

    record Array(ArgumentType item) implements ArgumentType {
        @Override
        public String wanted() {
            return "an array";
        }

        @Override
        public @Nullable JsonNode coerce(JsonNode value) {
            return value.isArray() ? value : null;
        }

        @Override
        public JsonNode fit(JsonNode value, String path, ArgumentFaults faults) {
            if (value instanceof ArrayNode array) {
                var fitted = array.arrayNode(array.size());
                for (int i = 0; i < array.size(); i++) {
                    fitted.add(item.fit(array.get(i), path + "[" + i + "]", faults));
                }
                return fitted;
            }
            return ArgumentType.super.fit(value, path, faults);
        }
    }

    record NestedObject(ArgumentSchema shape) implements ArgumentType {
        @Override
        public String wanted() {
            return "an object";
        }

        @Override
        public @Nullable JsonNode coerce(JsonNode value) {
            return value.isObject() ? value : null;
        }

        @Override
        public JsonNode fit(JsonNode value, String path, ArgumentFaults faults) {
            if (value instanceof ObjectNode object) {
                return shape.fit(object, path + ".", faults);
            }
            return ArgumentType.super.fit(value, path, faults);
        }
    }
}
