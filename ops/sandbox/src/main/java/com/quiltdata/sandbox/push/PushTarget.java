package com.quiltdata.sandbox.push;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A requested revision without its entries.
 *
 * @param userMeta null for none
 * @param workflow null for the default workflow, empty for explicitly none
 */
public record PushTarget(
        String bucket,
        String name,
        @Nullable String message,
        @Nullable Map<String, @Nullable Object> userMeta,
        @Nullable String workflow) {}
