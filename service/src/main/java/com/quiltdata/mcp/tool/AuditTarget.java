package com.quiltdata.mcp.tool;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.quiltdata.mcp.auth.Caller;
import com.quiltdata.mcp.context.TokenForms;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The arguments of a call that the audit log may contain: names, locations and flags. Content, metadata and
 * messages are left out, as are URL queries and every URI that is neither an object's, a package's nor a resource's.
 */
final class AuditTarget {
    /** Arguments whose values are logged. */
    private static final Set<String> LOGGED = Set.of("""
            allow_internal bucket bucket_name confirm copy data_catalog_name database_name delete dry_run exclude_patterns \
            execution_id expiration force include include_patterns key metadata_from name new_table_name overwrite \
            package_name registry replace revision s3_uris source_bucket source_prefix table table_name target_bucket target_name \
            target_registry uri without_workflow workflow workgroup_name""".split(" "));

    /** Arguments of administration whose values are logged: whom or what, and which rights. No e-mail address. */
    private static final Set<String> LOGGED_OF_ADMINISTRATION =
            Set.of("active admin append arn enabled extra_roles fallback id new_name policies policy role roles title"
                    .split(" "));

    /** Further arguments of tools that read whose values are logged, because they say what is read. */
    private static final Set<String> LOGGED_OF_READS = Set.of("""
            buckets catalog check_buckets database package1_hash package1_name package1_uri package2_hash package2_name \
            package2_uri path prefix registry2 s3_uri scope table_pattern tag top top_hash version_id""".split(" "));

    /** Arguments with a search or an SQL query, which is logged without its literals and comments. */
    private static final Set<String> QUERIES = Set.of("query", "sql");

    /** Arguments that map logical keys to contents: the keys are logged, the contents are not. */
    private static final Set<String> KEYED = Set.of("entries", "set");

    /** Argument that maps buckets to levels; both are logged. */
    private static final String PERMISSIONS = "permissions";

    /** Argument with an SQL statement, of which literals and comments, which may be data, are not logged. */
    private static final String STATEMENT = "statement";

    /** A comment, a text in Hive's double quotes, a name in quotes (the group, which is logged), a text, or a number. */
    private static final Pattern LITERAL = Pattern.compile("--[^\n]*|/\\*(?s:.*?)(?:\\*/|$)"
            + "|(?<==\\s{0,9})\"[^\"]*\"?|(\"[^\"]*\"|`[^`]*`)|'[^']*'?|\\b\\d[\\w.]*");

    /** Argument with data, or the URI of an object or a package file that has it; only a URI is logged. */
    private static final String DATA = "data";

    /** Argument with objects, of which only the {@code key} is logged. */
    private static final String ITEMS = "items";

    private static final Set<String> LOGGED_SCHEMES =
            Set.of("admin", "athena", "auth", "quilt+s3", "quilt-platform", "s3", "tabulator");

    private static final int MAX_LENGTH = 200;
    private static final int MAX_ITEMS = 20;

    /** Maximum length of all values together, so that no client can fill the log with one line. */
    private static final int MAX_TOTAL = 8_000;

    private AuditTarget() {}

    /** Returns the loggable arguments of a call that reads. */
    static Map<String, Object> ofRead(ObjectNode arguments, Caller caller) {
        var target = logged(arguments, caller);
        arguments.properties().forEach(argument -> {
            var name = argument.getKey();
            var value = argument.getValue();
            if (QUERIES.contains(name)) {
                target.put(name, text(withoutLiterals(value.asText()), caller));
            } else if (name.equals(DATA)) {
                var uri = value.asText().strip();
                if (uri.startsWith("s3://") || uri.startsWith("quilt+s3://")) {
                    target.put(name, text(uri, caller));
                }
            } else if (LOGGED_OF_READS.contains(name)) {
                target.put(
                        name,
                        value.isArray()
                                ? list(value.valueStream().map(item -> scalar(item, caller)))
                                : scalar(value, caller));
            }
        });
        return bounded(target);
    }

    /**
     * Returns the loggable arguments as they were sent. Texts are cut at 200 characters, lists at 20 items, and what
     * exceeds 8,000 characters in all is "…".
     */
    static Map<String, Object> of(ObjectNode arguments, Caller caller) {
        return bounded(logged(arguments, caller));
    }

    private static Map<String, Object> bounded(Map<String, Object> target) {
        var left = MAX_TOTAL;
        for (var argument : target.entrySet()) {
            left -= argument.getValue().toString().length();
            if (left < 0) {
                argument.setValue("…");
            }
        }
        return target;
    }

    private static Map<String, Object> logged(ObjectNode arguments, Caller caller) {
        var target = new TreeMap<String, Object>();
        arguments.properties().forEach(argument -> {
            var name = argument.getKey();
            var value = argument.getValue();
            if (KEYED.contains(name) && value.isObject()) {
                target.put(name, list(value.propertyStream().map(field -> text(field.getKey(), caller))));
            } else if (name.equals(PERMISSIONS) && value.isObject()) {
                target.put(
                        name,
                        list(value.propertyStream()
                                .map(level -> text(
                                        level.getKey() + "=" + level.getValue().asText(), caller))));
            } else if (name.equals(STATEMENT)) {
                target.put(name, text(withoutLiterals(value.asText()), caller));
            } else if (name.equals(ITEMS)) {
                target.put(name, list(value.valueStream().map(item -> scalar(item.path("key"), caller))));
            } else if (isLogged(name) && value.isArray()) {
                target.put(name, list(value.valueStream().map(item -> scalar(item, caller))));
            } else if (isLogged(name) && value.isValueNode()) {
                target.put(name, scalar(value, caller));
            }
        });
        return target;
    }

    private static String withoutLiterals(String statement) {
        return LITERAL.matcher(statement)
                .replaceAll(it -> it.group(1) == null ? "…" : Matcher.quoteReplacement(it.group(1)));
    }

    private static boolean isLogged(String name) {
        return LOGGED.contains(name) || LOGGED_OF_ADMINISTRATION.contains(name);
    }

    private static List<Object> list(Stream<?> items) {
        var all = items.toList();
        var list = new ArrayList<Object>(all.subList(0, Math.min(MAX_ITEMS, all.size())));
        if (all.size() > MAX_ITEMS) {
            list.add("and %d more".formatted(all.size() - MAX_ITEMS));
        }
        return list;
    }

    private static Object scalar(JsonNode value, Caller caller) {
        return switch (value.getNodeType()) {
            case STRING, NUMBER -> text(value.asText(), caller);
            case BOOLEAN -> value.booleanValue();
            default -> "?";
        };
    }

    private static String text(String value, Caller caller) {
        var scheme = value.indexOf("://");
        if (scheme >= 0 && !LOGGED_SCHEMES.contains(value.substring(0, scheme))) {
            return "?";
        }
        var redacted = TokenForms.redact(caller.redact(value));
        var query = redacted.indexOf('?');
        var text = query < 0 ? redacted : redacted.substring(0, query);
        return text.length() <= MAX_LENGTH ? text : text.substring(0, MAX_LENGTH) + "…";
    }
}
