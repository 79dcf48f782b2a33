package com.quiltdata.mcp.tools.admin.roles;

import com.quiltdata.mcp.catalog.admin.NamedId;
import com.quiltdata.mcp.tool.Doc;

/** A role or policy that was deleted. */
record RemovalResult(
        @Doc("Its id in the registry") String id,
        @Doc("Its name or title") String name,
        @Doc("What was done") String message) {
    static RemovalResult of(String kind, NamedId ref) {
        return new RemovalResult(ref.id(), ref.name(), "Deleted %s `%s`.".formatted(kind, ref.name()));
    }
}
