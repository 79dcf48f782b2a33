package com.quiltdata.mcp.config;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Checks of single settings in the resolved configuration, and the faults that they found. Absent values are valid. */
final class SettingChecks {
    private static final int MAX_SHOWN = 60;

    private final JsonNode document;
    private final List<String> faults = new ArrayList<>();

    SettingChecks(JsonNode document) {
        this.document = document;
    }

    List<String> faults() {
        return List.copyOf(faults);
    }

    void add(String fault) {
        faults.add(fault);
    }

    /** Returns the value at a JSON pointer; null if it is absent or blank. */
    @Nullable
    String value(String pointer) {
        var node = document.at(JsonPointer.compile(pointer));
        return node.isMissingNode() || node.isNull() || node.asText().isBlank() ? null : node.asText();
    }

    List<String> list(String pointer) {
        return SettingParser.list(value(pointer));
    }

    /** Adds a fault unless the value is valid; returns whether it is. The fault may contain the value as {@code %s}. */
    boolean check(String pointer, Predicate<String> valid, String fault) {
        var value = value(pointer);
        if (value == null || valid.test(value)) {
            return true;
        }
        faults.add(fault.formatted(shown(value)));
        return false;
    }

    void url(String variable, String pointer) {
        check(
                pointer,
                SettingParser::isUrl,
                variable + " must be an http or https URL such as https://quilt.example.com, without user, query or"
                        + " fragment");
    }

    boolean number(String variable, String pointer, long min, long max, String unit) {
        return check(
                pointer,
                value -> value.matches("\\d{1,15}") && Long.parseLong(value) >= min && Long.parseLong(value) <= max,
                variable + " must be " + unit + " from " + min + " to " + max + ", not '%s'");
    }

    void truth(String variable, String pointer) {
        check(
                pointer,
                value -> SettingParser.isTrue(value) || SettingParser.isFalse(value),
                variable + " must be true or false, not '%s'");
    }

    void choice(String variable, String pointer, Set<String> choices, String words) {
        check(
                pointer,
                value -> choices.contains(value.toLowerCase(Locale.ROOT)),
                variable + " must be " + words + ", not '%s'");
    }

    /** Returns the value for a fault: on one line and shortened. */
    static String shown(String value) {
        var line = value.replaceAll("\\p{Cc}", "?");
        return line.length() <= MAX_SHOWN ? line : line.substring(0, MAX_SHOWN) + "…";
    }
}
