package com.quiltdata.mcp.tools.metadata;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the metadata of one kind of package says.
 *
 * @param example metadata of a package that exists nowhere, to show what values look like; never filled in
 */
record Template(String name, String description, List<Field> fields, Map<String, Object> example) {
    Template {
        fields = List.copyOf(fields);
        example = Map.copyOf(example);
    }

    /** The same, with the fields that every package has before its own. */
    static Template of(String name, String description, List<Field> own, Map<String, Object> example) {
        var fields = new ArrayList<>(List.of(Field.required("description", Kind.STRING, "What is in the package")));
        fields.addAll(own);
        fields.add(Field.optional("version", Kind.STRING, "Version that its authors give the data, such as 1.2.0"));
        fields.add(Field.optional("created_by", Kind.STRING, "Person or program that made the data"));
        fields.add(Field.optional("creation_date", Kind.STRING, "When the data was made: YYYY-MM-DD"));
        fields.add(Field.optional("tags", Kind.ARRAY, "Words to find it by"));
        return new Template(name, description, fields, example);
    }

    Optional<Field> field(String key) {
        return fields.stream().filter(field -> field.name().equals(key)).findFirst();
    }

    List<String> missing(Map<String, Object> metadata, boolean required) {
        return fields.stream()
                .filter(field -> field.required() == required)
                .map(Field::name)
                .filter(name -> Values.empty(metadata.get(name)))
                .toList();
    }
}
