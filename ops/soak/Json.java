package soak;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A parsed JSON value: maps, lists, strings, doubles, booleans and null, read by path. */
record Json(Object value) {
    /** Parses a document; anything that is not JSON is an {@link IllegalArgumentException}. */
    static Json parse(String text) {
        var reader = new Reader(text);
        var value = reader.value();
        reader.end();
        return new Json(value);
    }

    /** Returns JSON of strings, numbers, booleans, null, lists, maps and {@link Json}. */
    static String of(Object value) {
        return switch (value) {
            case null -> "null";
            case Json json -> of(json.value());
            case Map<?, ?> map -> {
                var fields = new ArrayList<String>();
                map.forEach((name, field) -> fields.add(of(name.toString()) + ":" + of(field)));
                yield "{" + String.join(",", fields) + "}";
            }
            case List<?> list -> "[" + String.join(",", list.stream().map(Json::of).toList()) + "]";
            case Double number when number == Math.rint(number) && Math.abs(number) < 1e15 ->
                Long.toString(number.longValue());
            case Number number -> number.toString();
            case Boolean bool -> bool.toString();
            default -> quoted(value.toString());
        };
    }

    private static String quoted(String text) {
        var out = new StringBuilder("\"");
        text.chars().forEach(one -> {
            if (one == '"' || one == '\\') {
                out.append('\\').append((char) one);
            } else if (one < ' ') {
                out.append("\\u%04x".formatted(one));
            } else {
                out.append((char) one);
            }
        });
        return out.append('"').toString();
    }

    /** Returns the value at a path such as {@code packages/0/name}; the null value if there is none. */
    Json at(String path) {
        var at = value;
        for (var part : path.split("/")) {
            at = switch (at) {
                case Map<?, ?> map -> map.get(part);
                case List<?> list when part.matches("\\d+") && Integer.parseInt(part) < list.size() ->
                    list.get(Integer.parseInt(part));
                case null, default -> null;
            };
        }
        return new Json(at);
    }

    /** Returns the text of a string, the JSON of anything else, and an empty text for null. */
    String text() {
        return value == null ? "" : value instanceof String text ? text : of(value);
    }

    /** Returns the number, or -1 if this is none. */
    double number() {
        return value instanceof Number number ? number.doubleValue() : -1;
    }

    boolean isTrue() {
        return Boolean.TRUE.equals(value);
    }

    boolean missing() {
        return value == null;
    }

    List<Json> items() {
        return value instanceof List<?> list
                ? list.stream().map(one -> new Json(one)).toList()
                : List.of();
    }

    /** Returns the texts at this path of all items. */
    List<String> texts(String path) {
        return items().stream().map(item -> item.at(path).text()).toList();
    }

    private static final class Reader {
        private final String text;
        private int at;

        Reader(String text) {
            this.text = text;
        }

        Object value() {
            space();
            return switch (peek()) {
                case '{' -> map();
                case '[' -> list();
                case '"' -> string();
                case 't' -> word("true", true);
                case 'f' -> word("false", false);
                case 'n' -> word("null", null);
                default -> number();
            };
        }

        void end() {
            space();
            if (at != text.length()) {
                throw wrong();
            }
        }

        private Map<String, Object> map() {
            var map = new LinkedHashMap<String, Object>();
            take('{');
            while (more('}', map.isEmpty())) {
                space();
                var name = string();
                space();
                take(':');
                map.put(name, value());
            }
            return map;
        }

        private List<Object> list() {
            var list = new ArrayList<>();
            take('[');
            while (more(']', list.isEmpty())) {
                list.add(value());
            }
            return list;
        }

        private boolean more(char end, boolean first) {
            space();
            if (peek() == end) {
                at++;
                return false;
            }
            if (!first) {
                take(',');
            }
            return true;
        }

        private String string() {
            take('"');
            var out = new StringBuilder();
            for (var one = next(); one != '"'; one = next()) {
                out.append(one == '\\' ? escaped(next()) : one);
            }
            return out.toString();
        }

        private char escaped(char one) {
            return switch (one) {
                case 'n' -> '\n';
                case 't' -> '\t';
                case 'r' -> '\r';
                case 'b' -> '\b';
                case 'f' -> '\f';
                case 'u' -> {
                    at += 4;
                    if (at > text.length()) {
                        throw wrong();
                    }
                    yield (char) Integer.parseInt(text.substring(at - 4, at), 16);
                }
                default -> one;
            };
        }

        private Double number() {
            var begin = at;
            while (at < text.length() && "+-.eE0123456789".indexOf(text.charAt(at)) >= 0) {
                at++;
            }
            return Double.valueOf(text.substring(begin, at));
        }

        private Object word(String word, Object meaning) {
            if (!text.startsWith(word, at)) {
                throw wrong();
            }
            at += word.length();
            return meaning;
        }

        private void space() {
            while (at < text.length() && text.charAt(at) <= ' ') {
                at++;
            }
        }

        private char peek() {
            if (at >= text.length()) {
                throw wrong();
            }
            return text.charAt(at);
        }

        private char next() {
            var one = peek();
            at++;
            return one;
        }

        private void take(char one) {
            if (next() != one) {
                throw wrong();
            }
        }

        private IllegalArgumentException wrong() {
            return new IllegalArgumentException("not JSON at " + at);
        }
    }
}
