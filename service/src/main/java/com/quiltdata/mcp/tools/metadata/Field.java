package com.quiltdata.mcp.tools.metadata;

import com.quiltdata.mcp.tool.Doc;

/** One field of a template. */
record Field(
        @Doc("The field's name") String name,
        @Doc("What kind of value it takes") Kind type,

        @Doc("Whether metadata of this template must have it")
        boolean required,

        @Doc("What it says") String description) {
    static Field required(String name, Kind type, String description) {
        return new Field(name, type, true, description);
    }

    static Field optional(String name, Kind type, String description) {
        return new Field(name, type, false, description);
    }
}
