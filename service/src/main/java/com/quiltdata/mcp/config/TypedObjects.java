package com.quiltdata.mcp.config;

import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.introspect.AnnotatedClassResolver;
import com.fasterxml.jackson.databind.jsontype.NamedType;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dropwizard.core.server.ServerFactory;
import io.dropwizard.health.HealthFactory;
import io.dropwizard.health.response.HealthResponderFactory;
import io.dropwizard.health.response.HealthResponseProviderFactory;
import io.dropwizard.logging.common.LoggingFactory;
import io.dropwizard.request.logging.RequestLogFactory;
import java.util.List;
import java.util.function.BiConsumer;

/** The objects of a configuration whose {@code type} selects a class, for which Dropwizard has a default. */
final class TypedObjects {
    private static final String TYPE = "type";

    private record TypedObject(String pointer, Class<?> base, String preset) {}

    private static final List<TypedObject> ALL = List.of(
            new TypedObject("/server", ServerFactory.class, "default"),
            new TypedObject("/server/requestLog", RequestLogFactory.class, "logback-access"),
            new TypedObject("/health", HealthFactory.class, "default"),
            new TypedObject("/health/responder", HealthResponderFactory.class, "servlet"),
            new TypedObject("/health/responseProvider", HealthResponseProviderFactory.class, "json"),
            new TypedObject("/logging", LoggingFactory.class, "default"));

    private TypedObjects() {}

    /** Adds absent types, and reports unknown ones with the known ones: Dropwizard would take its default for both. */
    static void complete(ObjectNode document, ObjectMapper mapper, BiConsumer<String, List<String>> unknown) {
        for (var object : ALL) {
            if (document.at(object.pointer) instanceof ObjectNode node) {
                if (!node.hasNonNull(TYPE)) {
                    node.put(TYPE, object.preset);
                }
                var known = known(object.base, mapper);
                if (!known.contains(node.path(TYPE).asText())) {
                    unknown.accept(object.pointer + "/" + TYPE, known);
                }
            }
        }
    }

    private static List<String> known(Class<?> base, ObjectMapper mapper) {
        var config = mapper.getDeserializationConfig();
        return mapper
                .getSubtypeResolver()
                .collectAndResolveSubtypesByTypeId(
                        config, AnnotatedClassResolver.resolveWithoutSuperTypes(config, base))
                .stream()
                .map(NamedType::getName)
                .sorted()
                .toList();
    }

    /** Returns a copy with {@code type} as the first key of its object: otherwise Jackson loses the path of faults. */
    static JsonNode typeFirst(JsonNode node) {
        return switch (node) {
            case ObjectNode object -> {
                var copy = object.objectNode();
                if (object.has(TYPE)) {
                    copy.set(TYPE, object.get(TYPE));
                }
                object.properties().forEach(entry -> copy.set(entry.getKey(), typeFirst(entry.getValue())));
                yield copy;
            }
            case ArrayNode array -> {
                var copy = array.arrayNode();
                array.forEach(item -> copy.add(typeFirst(item)));
                yield copy;
            }
            default -> node;
        };
    }

    /** Removes the value that could not be bound; returns whether it was there. */
    static boolean remove(JsonNode tree, JsonMappingException fault) {
        var node = tree;
        JsonMappingException.Reference last = null;
        for (var reference : fault.getPath()) {
            if (last != null) {
                node = last.getFieldName() == null ? node.path(last.getIndex()) : node.path(last.getFieldName());
            }
            last = reference;
        }
        return last != null && node instanceof ObjectNode object && object.remove(last.getFieldName()) != null;
    }
}
