package com.quiltdata.mcp.http;

import com.quiltdata.mcp.metrics.Meters;
import java.util.List;

/**
 * Factory of the Jersey filters and mappers in front of all resources: origin check, exception mapper, content length.
 */
public final class Filters {
    private Filters() {}

    /** Returns the components to register besides the {@link BearerFilter}. */
    public static List<Object> filters(Origins origins, Challenges challenges, Meters meters) {
        return List.of(new OriginFilter(origins), new ErrorMapper(challenges, meters), new ContentLengthFilter());
    }
}
