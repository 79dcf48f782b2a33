package com.quiltdata.sandbox.push;

import com.quiltdata.sandbox.packages.PhysicalKey;
import com.quiltdata.sandbox.registry.OperationRefusedException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Checks of a push that need no S3 request. */
final class InputChecks {
    private static final String ENTRIES = "src.entries";
    private static final Pattern NAME = Pattern.compile("[\\w-]+/[\\w-]+", Pattern.UNICODE_CHARACTER_CLASS);
    private static final Set<String> NO_SEGMENTS = Set.of("", ".", "..");

    private InputChecks() {}

    static void check(PushTarget target) {
        if (!NAME.matcher(target.name()).matches()) {
            throw OperationRefusedException.input(
                    "params.name", "InvalidPackageName", "Invalid package name: " + target.name() + ".");
        }
        if ("".equals(target.message())) {
            throw OperationRefusedException.input("params.message", "InvalidMessage", "Message must not be empty.");
        }
    }

    /** Parses the location in {@code text}, which may have a version and no other parameter. */
    static PhysicalKey physicalKey(String text) {
        if (text.startsWith("file:") || text.startsWith("/")) {
            throw OperationRefusedException.input(
                    ENTRIES, "InvalidLocalPhysicalKey", "Invalid local physical key: " + text);
        }
        try {
            PhysicalKey parsed = PhysicalKey.parse(text);
            if (!parsed.key().isEmpty()) {
                return parsed;
            }
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            throw OperationRefusedException.input(ENTRIES, "InvalidS3PhysicalKey", "Invalid S3 physical key: " + text);
        }
        throw OperationRefusedException.input(ENTRIES, "InvalidS3PhysicalKey", "Invalid S3 physical key: " + text);
    }

    static void check(List<RequestedEntry> entries) {
        var files = new HashSet<String>();
        var dirs = new HashSet<String>();
        for (RequestedEntry entry : entries) {
            String key = entry.logicalKey();
            if (Arrays.stream(key.split("/", -1)).anyMatch(NO_SEGMENTS::contains)) {
                throw OperationRefusedException.input(ENTRIES, "InvalidLogicalKey", "Invalid key '" + key + "'.");
            }
            if (!files.add(key)) {
                throw OperationRefusedException.input(
                        ENTRIES, "DuplicateLogicalKey", "Logical key '" + key + "' is duplicated.");
            }
            for (int slash = key.lastIndexOf('/'); slash > 0; slash = key.lastIndexOf('/', slash - 1)) {
                dirs.add(key.substring(0, slash));
            }
        }
        files.stream().filter(dirs::contains).findFirst().ifPresent(both -> {
            throw OperationRefusedException.input(
                    ENTRIES, "InvalidLogicalKey", "'" + both + "' is both a file and a directory.");
        });
    }
}
