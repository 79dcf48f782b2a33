package com.quiltdata.mcp.catalog.parquet;

import dev.hardwood.schema.SchemaNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Assembles the values of a column from the entries of its leaves: structs as objects, lists as arrays. */
record RowAssembler(Map<Integer, Leaf> leaves) {
    /** Returns the column's value in the next row. */
    @Nullable
    Object next(SchemaNode node) {
        return switch (node.repetitionType()) {
            case REQUIRED -> instance(node);
            case OPTIONAL -> isAbsent(node) ? skip(node) : instance(node);
            case REPEATED -> items(node, node);
        };
    }

    private boolean isAbsent(SchemaNode node) {
        return first(node).peek().definition() < node.maxDefinitionLevel();
    }

    /** Takes the one entry with which each leaf below a node says that the node is absent. */
    private @Nullable Object skip(SchemaNode node) {
        switch (node) {
            case SchemaNode.PrimitiveNode leaf -> leaf(leaf).take();
            case SchemaNode.GroupNode group -> group.children().forEach(this::skip);
        }
        return null;
    }

    private @Nullable Object instance(SchemaNode node) {
        return switch (node) {
            case SchemaNode.PrimitiveNode leaf -> leaf(leaf).take().value();
            case SchemaNode.GroupNode group
            when element(group) != null -> items(group.children().getFirst(), element(group));
            case SchemaNode.GroupNode group
            when group.isMap() && group.getMapValue() != null ->
                map(items(group.children().getFirst(), group.children().getFirst()), group);
            case SchemaNode.GroupNode group -> {
                var fields = new LinkedHashMap<String, @Nullable Object>();
                group.children().forEach(child -> fields.put(child.name(), next(child)));
                yield fields;
            }
        };
    }

    private static @Nullable SchemaNode element(SchemaNode.GroupNode group) {
        return group.children().size() == 1 ? group.getListElement() : null;
    }

    /** Returns the items of a repeated node; {@code element} is the node itself, or the only field of each item. */
    private List<@Nullable Object> items(SchemaNode repeated, @Nullable SchemaNode element) {
        var items = new ArrayList<@Nullable Object>();
        if (isAbsent(repeated)) {
            skip(repeated);
            return items;
        }
        do {
            items.add(element == null || element.equals(repeated) ? instance(repeated) : next(element));
        } while (first(repeated).continues(repeated.maxRepetitionLevel()));
        return items;
    }

    /** Returns an object by the keys, or the list of entries if the keys are not all different scalars. */
    private static Object map(List<@Nullable Object> entries, SchemaNode.GroupNode map) {
        var keyName = map.getMapKey().name();
        var valueName = map.getMapValue().name();
        var values = new LinkedHashMap<String, @Nullable Object>();
        for (var entry : entries) {
            var fields = (Map<?, ?>) entry;
            var key = fields == null ? null : fields.get(keyName);
            if (fields == null
                    || key == null
                    || key instanceof Map
                    || key instanceof List
                    || values.containsKey(key.toString())) {
                return entries;
            }
            values.put(key.toString(), fields.get(valueName));
        }
        return values;
    }

    private Leaf first(SchemaNode node) {
        return switch (node) {
            case SchemaNode.PrimitiveNode leaf -> leaf(leaf);
            case SchemaNode.GroupNode group -> first(group.children().getFirst());
        };
    }

    private Leaf leaf(SchemaNode.PrimitiveNode node) {
        var leaf = leaves.get(node.columnIndex());
        if (leaf == null) {
            throw new IllegalStateException("The leaf was not read.");
        }
        return leaf;
    }
}
