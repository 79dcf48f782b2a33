package com.quiltdata.mcp.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.common.base.Suppliers;
import io.dropwizard.configuration.ConfigurationFactory;
import io.dropwizard.configuration.ConfigurationSourceProvider;
import io.dropwizard.configuration.YamlConfigurationFactory;
import io.dropwizard.validation.ConstraintViolations;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.Validator;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Builds the configuration: replaces variables in the document, applies system properties, fills in defaults, then checks
 * the whole and binds it.
 */
final class CheckedConfigurationFactory<T extends McpConfiguration> implements ConfigurationFactory<T> {
    /** The types that select which defaults are filled in. */
    private static final Set<String> TYPES = Set.of("server.type", "logging.type");

    private final ConfigurationLoader loader;
    private final Class<T> type;
    private final Validator validator;
    private final ObjectMapper mapper;
    private final String prefix;

    /** Dropwizard's own overrides, which reflect on the whole configuration: only for those who set properties. */
    private final Supplier<Overrides<T>> overrides;

    CheckedConfigurationFactory(
            ConfigurationLoader loader, Class<T> type, Validator validator, ObjectMapper mapper, String prefix) {
        this.loader = loader;
        this.type = type;
        this.validator = validator;
        this.mapper = mapper;
        this.prefix = prefix + ".";
        this.overrides = Suppliers.memoize(() -> new Overrides<>(type, validator, mapper, prefix));
    }

    @Override
    public T build(ConfigurationSourceProvider provider, String path) throws InvalidConfigurationException {
        try (var input = provider.open(path)) {
            return build(YamlDocument.read(input.readAllBytes(), path), path);
        } catch (JsonProcessingException e) {
            var line = e.getLocation() == null ? 1 : e.getLocation().getLineNr();
            throw new InvalidConfigurationException(
                    path,
                    List.of("%s is not valid YAML near line %d: %s"
                            .formatted(path, line, SettingChecks.shown(e.getOriginalMessage()))));
        } catch (IOException e) {
            throw new InvalidConfigurationException(path, List.of(path + " cannot be read"));
        }
    }

    @Override
    public T build() throws InvalidConfigurationException {
        return build(mapper.createObjectNode(), "the environment");
    }

    private T build(@Nullable JsonNode node, String path) throws InvalidConfigurationException {
        var faults = new ArrayList<String>();
        var defaults = new ConfigurationDefaults(loader.environment());
        var document = complete(document(node, path), defaults, faults);
        var checks = ConfigurationValidator.checks(document, loader);
        faults.addAll(checks.faults());
        var binding = new BindingFaults();
        var strict = strict(binding);
        var bound = bind(typed(document, binding), type, strict, binding);
        var loggers = bind(TypedObjects.typeFirst(LoggerSettings.in(document)), LoggerSettings.class, strict, binding);
        binding.faults().forEach((key, fault) -> {
            if (!checks.faulty(key)) {
                faults.add(fault);
            }
        });
        if (bound != null && loggers != null && faults.isEmpty()) {
            Stream.of(bound, loggers)
                    .flatMap(part -> validator.validate(part).stream())
                    .map(CheckedConfigurationFactory::sentence)
                    .sorted()
                    .forEach(faults::add);
        }
        if (bound == null || !faults.isEmpty()) {
            throw new InvalidConfigurationException(path, faults);
        }
        bound.ignoredVariables(defaults.ignoredVariables(document));
        return bound;
    }

    /** Returns the sentence of a violation; one about a whole object lacks the object's key. */
    private static String sentence(ConstraintViolation<?> violation) {
        var sentence = ConstraintViolations.format(violation);
        var path = violation.getPropertyPath().toString();
        var end = path.lastIndexOf('.');
        return end < 0 || sentence.startsWith(path) ? sentence : path.substring(0, end) + ": " + sentence;
    }

    private ObjectNode document(@Nullable JsonNode node, String path) throws InvalidConfigurationException {
        if (node == null || node.isMissingNode() || node.isNull()) {
            return mapper.createObjectNode();
        }
        if (new VariableResolver(loader.environment()).resolve(node) instanceof ObjectNode document) {
            return document;
        }
        throw new InvalidConfigurationException(path, List.of(path + " must be a YAML mapping"));
    }

    /** Returns the document with defaults and properties. A property can set only existing elements of a list. */
    ObjectNode complete(ObjectNode document, ConfigurationDefaults defaults, List<String> faults) {
        apply(document, TYPES::contains, faults);
        defaults.fill(document);
        apply(document, name -> !TYPES.contains(name), faults);
        defaults.fill(document);
        return document;
    }

    private void apply(ObjectNode document, Predicate<String> names, List<String> faults) {
        System.getProperties().stringPropertyNames().stream()
                .filter(property -> property.startsWith(prefix) && names.test(property.substring(prefix.length())))
                .sorted()
                .forEach(property -> {
                    try {
                        overrides
                                .get()
                                .addOverride(
                                        document,
                                        property.substring(prefix.length()),
                                        Objects.requireNonNull(System.getProperty(property)));
                    } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
                        faults.add("-D%s names no key of the configuration".formatted(SettingChecks.shown(property)));
                    }
                });
    }

    private ObjectMapper strict(BindingFaults faults) {
        return mapper.copy()
                .addHandler(faults)
                .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
    }

    private JsonNode typed(ObjectNode document, BindingFaults faults) {
        TypedObjects.complete(
                document,
                mapper,
                (pointer, known) -> faults.unknownType(
                        SettingChecks.path(pointer),
                        String.join(", ", known),
                        document.at(pointer).asText()));
        faults.addEmptyElements(document, "");
        return TypedObjects.typeFirst(document);
    }

    /** Binds a tree; null if it cannot be bound, and without some values if there are faults. */
    private static <V> @Nullable V bind(JsonNode tree, Class<V> type, ObjectMapper strict, BindingFaults faults) {
        do {
            try {
                return strict.treeToValue(tree, type);
            } catch (JsonMappingException e) {
                faults.add(e);
                // Without this value, the binding finds the next fault.
                if (!TypedObjects.remove(tree, e)) {
                    return null;
                }
            } catch (JsonProcessingException e) {
                throw new IllegalStateException(e); // a tree has no syntax
            }
        } while (true);
    }

    /** The factory whose overrides know which keys are lists. */
    private static final class Overrides<T> extends YamlConfigurationFactory<T> {
        Overrides(Class<T> type, Validator validator, ObjectMapper mapper, String prefix) {
            super(type, validator, mapper, prefix);
        }

        @Override
        protected void addOverride(JsonNode root, String name, String value) {
            super.addOverride(root, name, value);
        }
    }
}
