package com.quiltdata.mcp.tools.metadata;

import com.quiltdata.mcp.tool.Doc;

/** A field of a metadata template. */
record TemplateField(
        @Doc("Field name") String name,
        @Doc("JSON type of the value") JsonType type,

        @Doc("Whether the template requires it") boolean required,

        @Doc("Meaning of the field") String description) {
    static TemplateField required(String name, JsonType type, String description) {
        return new TemplateField(name, type, true, description);
    }

    static TemplateField optional(String name, JsonType type, String description) {
        return new TemplateField(name, type, false, description);
    }
}
