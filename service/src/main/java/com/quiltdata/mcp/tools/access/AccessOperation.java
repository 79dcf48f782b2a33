package com.quiltdata.mcp.tools.access;

import java.util.Arrays;

/** What can be done in a bucket. */
enum AccessOperation {
    READ,
    WRITE,
    LIST,
    VERSIONS;

    /** Returns the operation of this name, in any case. */
    static AccessOperation parse(String text) {
        return Arrays.stream(values())
                .filter(it -> it.name().equalsIgnoreCase(text))
                .findFirst()
                .orElseThrow(() ->
                        new IllegalArgumentException("send any of \"read\", \"write\", \"list\" and \"versions\"."));
    }
}
