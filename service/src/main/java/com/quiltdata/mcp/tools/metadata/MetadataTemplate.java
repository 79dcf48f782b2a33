package com.quiltdata.mcp.tools.metadata;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A template for the metadata of one kind of package.
 *
 * @param example made-up metadata that shows what values look like; never copied into a result as a default
 */
record MetadataTemplate(String name, String description, List<TemplateField> fields, Map<String, Object> example) {
    MetadataTemplate {
        fields = List.copyOf(fields);
        example = Map.copyOf(example);
    }

    /** Creates a template from the common fields and its own. */
    static MetadataTemplate of(String name, String description, List<TemplateField> own, Map<String, Object> example) {
        var fields = new ArrayList<>(
                List.of(TemplateField.required("description", JsonType.STRING, "What the package contains")));
        fields.addAll(own);
        fields.add(TemplateField.optional(
                "version", JsonType.STRING, "Version of the data, given by its authors, e.g. 1.2.0"));
        fields.add(TemplateField.optional("created_by", JsonType.STRING, "Person or program that created the data"));
        fields.add(
                TemplateField.optional("creation_date", JsonType.STRING, "Date when the data was created: YYYY-MM-DD"));
        fields.add(TemplateField.optional("tags", JsonType.ARRAY, "Keywords for search"));
        return new MetadataTemplate(name, description, fields, example);
    }

    Optional<TemplateField> field(String key) {
        return fields.stream().filter(field -> field.name().equals(key)).findFirst();
    }

    List<String> missing(Map<String, Object> metadata, boolean required) {
        return fields.stream()
                .filter(field -> field.required() == required)
                .map(TemplateField::name)
                .filter(name -> MetadataValues.empty(metadata.get(name)))
                .toList();
    }
}
