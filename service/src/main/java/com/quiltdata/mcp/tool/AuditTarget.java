package com.quiltdata.mcp.tool;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.quiltdata.mcp.auth.Caller;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.StreamSupport;

/**
 * The arguments of a writing call that the audit log may contain: names, locations and flags. Content, metadata and
 * messages are left out, as are URL queries and every URI that is not {@code s3} or {@code quilt+s3}.
 */
final class AuditTarget {
    /** Arguments whose values are logged; for objects in a list, only their {@code key}. */
    private static final Set<String> TOLD = Set.of(
            "bucket",
            "confirm",
            "copy",
            "delete",
            "dry_run",
            "exclude_patterns",
            "expiration",
            "force",
            "include_patterns",
            "items",
            "key",
            "name",
            "overwrite",
            "package_name",
            "registry",
            "revision",
            "s3_uris",
            "source_bucket",
            "source_prefix",
            "target_bucket",
            "target_name",
            "target_registry",
            "uri",
            "workflow");

    /** Arguments that map logical keys to contents: the keys are logged, the contents are not. */
    private static final Set<String> KEYED = Set.of("entries", "set");

    private static final Set<String> PLACES = Set.of("s3", "quilt+s3");
    private static final int LONGEST = 200;
    private static final int MOST = 20;

    private AuditTarget() {}

    /** Returns the loggable arguments as they were sent. Texts are cut at 200 characters, lists at 20 items. */
    static Map<String, Object> of(ObjectNode arguments, Caller caller) {
        var told = new TreeMap<String, Object>();
        arguments.properties().forEach(argument -> {
            var name = argument.getKey();
            var value = argument.getValue();
            if (KEYED.contains(name) && value.isObject()) {
                told.put(
                        name,
                        list(value.properties().stream()
                                .map(field -> text(field.getKey(), caller))
                                .toList()));
            } else if (TOLD.contains(name) && value.isArray()) {
                told.put(
                        name,
                        list(StreamSupport.stream(value.spliterator(), false)
                                .map(item -> item.isObject() ? item.path("key") : item)
                                .map(item -> scalar(item, caller))
                                .toList()));
            } else if (TOLD.contains(name) && value.isValueNode()) {
                told.put(name, scalar(value, caller));
            }
        });
        return told;
    }

    private static List<Object> list(List<?> all) {
        var told = new ArrayList<Object>(all.subList(0, Math.min(MOST, all.size())));
        if (all.size() > MOST) {
            told.add("and %d more".formatted(all.size() - MOST));
        }
        return told;
    }

    private static Object scalar(JsonNode value, Caller caller) {
        return switch (value.getNodeType()) {
            case STRING -> text(value.textValue(), caller);
            case BOOLEAN -> value.booleanValue();
            case NUMBER -> text(value.asText(), caller);
            default -> "?";
        };
    }

    private static String text(String given, Caller caller) {
        var scheme = given.indexOf("://");
        if (scheme >= 0 && !PLACES.contains(given.substring(0, scheme))) {
            return "?";
        }
        var shown = caller.redact(given);
        var query = shown.indexOf('?');
        var bare = query < 0 ? shown : shown.substring(0, query);
        return bare.length() <= LONGEST ? bare : bare.substring(0, LONGEST) + "…";
    }
}
