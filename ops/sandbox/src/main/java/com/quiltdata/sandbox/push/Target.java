package com.quiltdata.sandbox.push;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The revision that is asked for, all but its files.
 *
 * @param userMeta null for none
 * @param workflow null for the default one, empty for explicitly none
 */
public record Target(
        String bucket,
        String name,
        @Nullable String message,
        @Nullable Map<String, @Nullable Object> userMeta,
        @Nullable String workflow) {}
