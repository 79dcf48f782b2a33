package com.quiltdata.mcp.catalog;

import com.quiltdata.mcp.json.WellFormedText;
import java.util.regex.Pattern;

/** Validates names; an invalid one is an {@link IllegalArgumentException} with one sentence for its author. */
public final class NameSyntax {
    private static final Pattern BUCKET = Pattern.compile("[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]");
    private static final Pattern PACKAGE = Pattern.compile("[\\w-]+/[\\w-]+", Pattern.UNICODE_CHARACTER_CLASS);
    private static final Pattern REVISION = Pattern.compile("latest|[0-9a-f]{64}");
    private static final Pattern SHORT_REVISION = Pattern.compile("latest|[0-9a-f]{6,64}");
    private static final int MAX_QUOTED = 100;

    private NameSyntax() {}

    /** Returns the bucket of {@code name}, {@code s3://name} or {@code s3://name/}. */
    public static String bucket(String text) {
        var folder = S3Prefix.parse(text);
        if (!folder.prefix().isEmpty()) {
            throw new IllegalArgumentException("%s has a key after the bucket; send the bucket alone, as \"%s\"."
                    .formatted(quoted(text), folder.bucket()));
        }
        return folder.bucket();
    }

    /** Returns the name itself if it is a valid package name: {@code namespace/name}. */
    public static String packageName(String text) {
        return matching(
                PACKAGE, text, "a package name; send \"namespace/name\", of letters, digits, hyphens and underscores.");
    }

    /** Returns the revision itself if it is valid: a full top hash or {@code latest}. */
    public static String revision(String text) {
        return matching(REVISION, text, "a revision; send \"latest\" or a full top hash of 64 hexadecimal digits.");
    }

    /** Returns the revision itself if it is valid, or digits of a top hash for {@code TopHashResolver} to complete. */
    public static String shortRevision(String text) {
        return matching(
                SHORT_REVISION,
                text,
                "a revision; send \"latest\", a top hash of 64 hexadecimal digits or its first 6 or more.");
    }

    /** Returns the text itself if it has no control character and no unpaired surrogate. */
    public static String printable(String text) {
        if (text.codePoints().anyMatch(c -> Character.isISOControl(c) || Character.getType(c) == Character.SURROGATE)) {
            throw new IllegalArgumentException("it contains a control character; remove it.");
        }
        return text;
    }

    static String checkedBucket(String name) {
        return matching(BUCKET, name, "a bucket name; send 3 to 63 lower-case letters, digits, dots and hyphens.");
    }

    private static String matching(Pattern pattern, String text, String expected) {
        if (!pattern.matcher(text).matches()) {
            throw new IllegalArgumentException(quoted(text) + " is not " + expected);
        }
        return text;
    }

    /** Returns whether Quilt itself keeps the object with this key: a bucket's workflows, packages and revisions. */
    public static boolean isInternalKey(String key) {
        return key.startsWith(".quilt/");
    }

    /** Returns the text in quotes, shortened and made printable, for use in a message. */
    static String quoted(String text) {
        return '"' + WellFormedText.shortened(text, MAX_QUOTED).replaceAll("\\p{Cc}", "?") + '"';
    }
}
