package com.quiltdata.mcp.config;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Checks of single settings in the resolved configuration, and the faults that they found. Absent values are valid. */
final class SettingChecks {
    private static final int MAX_SHOWN = 60;
    private static final Pattern VARIABLE = Pattern.compile("[A-Z][A-Z0-9]*_[A-Z0-9_]+");

    private final JsonNode document;
    private final Function<String, @Nullable String> environment;
    private final List<String> faults = new ArrayList<>();
    private final Set<String> faulty = new HashSet<>();

    SettingChecks(JsonNode document, Function<String, @Nullable String> environment) {
        this.document = document;
        this.environment = environment;
    }

    List<String> faults() {
        return List.copyOf(faults);
    }

    void add(String fault) {
        faults.add(fault);
    }

    /** Returns whether a check failed for a key, in the form of {@link #path}. */
    boolean faulty(String key) {
        return faulty.contains(key);
    }

    /** Returns the key at a JSON pointer in the form of Dropwizard's system properties. */
    static String path(String pointer) {
        return pointer.substring(1)
                .replaceAll("/(\\d+)(?=/|$)", "[$1]")
                .replace('/', '.')
                .replace("~1", "/")
                .replace("~0", "~");
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
        fault(pointer, value, fault.formatted(shown(value)));
        return false;
    }

    /** Adds the fault of a value. If the variable did not set the value, the fault names the key before the variable. */
    private void fault(String pointer, String value, String fault) {
        faulty.add(path(pointer));
        var variable = fault.substring(0, fault.indexOf(' '));
        var set = VARIABLE.matcher(variable).matches() ? environment.apply(variable) : value;
        faults.add(
                set != null && set.strip().equals(value)
                        ? fault
                        : "%s (%s)%s".formatted(path(pointer), variable, fault.substring(variable.length())));
    }

    void url(String variable, String pointer) {
        var value = value(pointer);
        var why = value == null ? null : SettingParser.urlFault(value);
        if (value != null && why != null) {
            fault(pointer, value, variable + " " + why);
        }
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
