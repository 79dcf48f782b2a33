package com.quiltdata.sandbox.graphql;

import com.quiltdata.sandbox.json.Json;
import com.quiltdata.sandbox.search.Facet;
import com.quiltdata.sandbox.search.UserMeta;
import graphql.schema.TypeResolver;
import graphql.schema.idl.RuntimeWiring;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The facets of a search result. */
final class FacetsPart implements SchemaPart {
    private static final String TYPE = "__typename";
    private static final TypeResolver BY_FIELD = env -> env.getSchema()
            .getObjectType(String.valueOf(Json.asObject(env.getObject()).get(TYPE)));

    @Override
    public void wire(RuntimeWiring.Builder wiring) {
        wiring.type("IPackageUserMetaFacet", type -> type.typeResolver(BY_FIELD));
        wiring.type("PackageUserMetaFacet", type -> type.typeResolver(BY_FIELD));
    }

    static Map<String, @Nullable Object> facet(Facet facet) {
        UserMeta.Type shown = facet.displayedType();
        Map<String, @Nullable Object> response =
                Json.of(TYPE, name(shown) + "PackageUserMetaFacet", "path", facet.path(), "sortable", facet.sortable());
        if (shown == UserMeta.Type.NUMBER || shown == UserMeta.Type.DATETIME) {
            response.put("extents", extents(facet.values().stream()));
        } else if (shown == UserMeta.Type.KEYWORD) {
            List<String> values = Facet.frequent(facet.values().stream().map(String::valueOf), Integer.MAX_VALUE);
            response.put("extents", Map.of("values", values));
        }
        return response;
    }

    private static String name(UserMeta.Type type) {
        return switch (type) {
            case NUMBER -> "Number";
            case DATETIME -> "Datetime";
            case KEYWORD -> "Keyword";
            case TEXT -> "Text";
            case BOOLEAN -> "Boolean";
        };
    }

    /** Returns the minimum and the maximum of comparable values. */
    @SuppressWarnings("unchecked")
    static Map<String, Object> extents(Stream<?> values) {
        List<Comparable<Object>> sorted = values.map(value -> (Comparable<Object>) value)
                .sorted(Comparator.naturalOrder())
                .toList();
        return Map.of("min", sorted.getFirst(), "max", sorted.getLast());
    }
}
