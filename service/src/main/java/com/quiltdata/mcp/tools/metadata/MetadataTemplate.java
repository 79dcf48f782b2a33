package com.quiltdata.mcp.tools.metadata;

import static com.quiltdata.mcp.tools.metadata.JsonType.ARRAY;
import static com.quiltdata.mcp.tools.metadata.JsonType.STRING;
import static com.quiltdata.mcp.tools.metadata.TemplateField.optional;
import static com.quiltdata.mcp.tools.metadata.TemplateField.required;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A template for one kind of package; its made-up example is never copied into a result as a default. */
record MetadataTemplate(String name, String description, List<TemplateField> fields, Map<String, Object> example) {
    MetadataTemplate {
        fields = List.copyOf(fields);
        example = Map.copyOf(example);
    }

    static MetadataTemplate of(String name, String description, Map<String, Object> example, TemplateField... own) {
        var fields = new ArrayList<TemplateField>();
        fields.add(required("description", STRING, "What the package contains"));
        fields.addAll(List.of(own));
        fields.add(optional("version", STRING, "Version of the data, given by its authors, e.g. 1.2.0"));
        fields.add(optional("created_by", STRING, "Person or program that created the data"));
        fields.add(optional("creation_date", STRING, "Date when the data was created: YYYY-MM-DD"));
        fields.add(optional("tags", ARRAY, "Keywords for search"));
        return new MetadataTemplate(name, description, fields, example);
    }

    List<String> names(boolean required) {
        return fields.stream()
                .filter(field -> field.required() == required)
                .map(TemplateField::name)
                .toList();
    }

    /** Returns the names of the required or the optional fields that have no value in the metadata. */
    List<String> missing(Map<String, Object> metadata, boolean required) {
        return names(required).stream()
                .filter(name -> MetadataValues.isEmptyOrPlaceholder(metadata.get(name)))
                .toList();
    }
}
