package com.quiltdata.sandbox.athena;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An operation of an AWS service. */
@FunctionalInterface
interface Operation {
    /** Returns the output; throws {@link AwsException} if the request is refused. */
    Map<String, @Nullable Object> respond(JsonRequest request);
}
