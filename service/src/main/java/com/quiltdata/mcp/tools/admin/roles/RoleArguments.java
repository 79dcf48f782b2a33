package com.quiltdata.mcp.tools.admin.roles;

import com.google.common.base.CharMatcher;
import com.quiltdata.mcp.catalog.Failure;
import com.quiltdata.mcp.catalog.NameSyntax;
import com.quiltdata.mcp.catalog.admin.NamedId;
import com.quiltdata.mcp.catalog.admin.Policy.Level;
import com.quiltdata.mcp.catalog.admin.RoleReader;
import com.quiltdata.mcp.json.WellFormedText;
import com.quiltdata.mcp.text.NearestName;
import com.quiltdata.mcp.tool.ArgumentParser;
import com.quiltdata.mcp.tool.Call;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the arguments of tools that change roles and policies; an invalid one is refused before anything is sent. */
final class RoleArguments {
    private static final Pattern ROLE_ARN = Pattern.compile("arn:[a-z-]+:iam::\\d{12}:role/\\S+");
    private static final Pattern POLICY_ARN = Pattern.compile("arn:[a-z-]+:iam::(\\d{12}|aws):policy/\\S+");
    private static final CharMatcher LETTERS = CharMatcher.inRange('a', 'z');

    private RoleArguments() {}

    /** Returns a new name or title without spaces around it. */
    static String name(String argument, String text) {
        var name = text.strip();
        if (name.isEmpty()) {
            throw new Failure.Invalid("`%s` is empty; send at least one character.".formatted(argument));
        }
        return name;
    }

    static @Nullable String roleArn(@Nullable String text) {
        return arn(ROLE_ARN, text, "an IAM role, for example \"arn:aws:iam::123456789012:role/Analysts\"");
    }

    static @Nullable String policyArn(@Nullable String text) {
        return arn(POLICY_ARN, text, "an IAM policy, for example \"arn:aws:iam::123456789012:policy/ReadLab\"");
    }

    private static @Nullable String arn(Pattern pattern, @Nullable String text, String expected) {
        if (text != null && !pattern.matcher(text.strip()).matches()) {
            throw new Failure.Invalid(
                    "`arn`: %s is not the ARN of %s.".formatted(WellFormedText.shown(text), expected));
        }
        return text == null ? null : text.strip();
    }

    /** Refuses two arguments of which a role or policy has one. */
    static void requireNotBoth(@Nullable Object one, String name, @Nullable String arn) {
        if (one != null && arn != null) {
            throw new Failure.Invalid(
                    "Send `%s` for what Quilt manages or `arn` for what IAM has already, not both.".formatted(name));
        }
    }

    /** Returns the levels by bucket; null for null. */
    static @Nullable Map<String, Level> permissions(@Nullable Map<String, Object> argument) {
        if (argument == null) {
            return null;
        }
        var permissions = new LinkedHashMap<String, Level>();
        argument.forEach((key, value) -> {
            var bucket = ArgumentParser.parse("permissions", key.strip(), NameSyntax::bucket);
            var level = level(bucket, value);
            var other = permissions.put(bucket, level);
            if (other != null && other != level) {
                throw new Failure.Invalid("`permissions`: bucket `%s` has two levels; send one.".formatted(bucket));
            }
        });
        return permissions;
    }

    private static Level level(String bucket, Object value) {
        return switch (LETTERS.retainFrom(String.valueOf(value).toLowerCase(Locale.ROOT))) {
            case "read", "r", "ro", "readonly" -> Level.READ;
            case "readwrite", "rw", "write", "w" -> Level.READ_WRITE;
            default ->
                throw new Failure.Invalid("`permissions`: %s is no level for bucket `%s`; send READ or READ_WRITE."
                        .formatted(WellFormedText.shown(String.valueOf(value)), bucket));
        };
    }

    /** Refuses buckets that the catalog does not have. */
    static void requireBuckets(RoleReader roles, Call call, @Nullable Map<String, Level> permissions) {
        if (permissions == null || permissions.isEmpty()) {
            return;
        }
        var known = roles.bucketNames(call.caller());
        var unknown = permissions.keySet().stream()
                .filter(bucket -> !known.contains(bucket))
                .toList();
        if (!unknown.isEmpty()) {
            throw new Failure.NotFound("`permissions`: the catalog has no bucket %s.%s Nothing was changed."
                    .formatted(Rights.few(unknown), NearestName.question(unknown.getFirst(), known)));
        }
    }

    static List<String> ids(List<NamedId> refs) {
        return refs.stream().map(NamedId::id).toList();
    }
}
