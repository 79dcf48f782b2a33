package com.quiltdata.mcp.testing;

import com.quiltdata.mcp.auth.Caller;
import com.quiltdata.mcp.catalog.Failure;
import com.quiltdata.mcp.catalog.sql.Workgroup;
import com.quiltdata.mcp.catalog.sql.WorkgroupReader;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Workgroups in memory, of each caller's own. */
public final class MemoryWorkgroups implements WorkgroupReader {
    /** The workgroup of callers who have none of their own. */
    public static final Workgroup DEFAULT = new Workgroup(
            "quilt-users",
            "For everybody",
            Instant.parse("2025-01-02T03:04:05Z"),
            true,
            "s3://results/athena/",
            true,
            1L << 30);

    private final Map<Caller, List<Workgroup>> workgroups = new HashMap<>();

    /** Gives a caller the workgroups, the default first. */
    public MemoryWorkgroups with(Caller caller, Workgroup... own) {
        workgroups.put(caller, List.of(own));
        return this;
    }

    @Override
    public List<Workgroup> list(Caller caller) {
        return workgroups.getOrDefault(caller, List.of(DEFAULT));
    }

    @Override
    public Workgroup get(Caller caller, @Nullable String name) {
        return list(caller).stream()
                .filter(it -> name == null || it.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new Failure.Denied(
                        name == null
                                ? "Your role may use no Athena workgroup."
                                : "Your role may not use the workgroup `%s`.".formatted(name)));
    }
}
