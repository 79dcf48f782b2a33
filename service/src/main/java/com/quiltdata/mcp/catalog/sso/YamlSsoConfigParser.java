package com.quiltdata.mcp.catalog.sso;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.quiltdata.mcp.catalog.Failure;
import com.quiltdata.mcp.catalog.admin.CheckedSsoConfig;
import com.quiltdata.mcp.catalog.admin.SsoConfigParser;
import com.quiltdata.mcp.catalog.workflows.SafeYaml;
import com.quiltdata.mcp.json.BoundedJsonParser;
import com.quiltdata.mcp.json.UnreadableJsonException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.error.YAMLException;

/** Parses configurations of version 1.0 by the rules that Quilt documents. */
public final class YamlSsoConfigParser implements SsoConfigParser {
    private static final JsonMapper MAPPER = BoundedJsonParser.ARGUMENT.mapper().build();
    private static final int MAX_SHOWN = 10;

    @Override
    public CheckedSsoConfig parse(Object config) {
        var text = config instanceof Map<?, ?> object ? json(object) : config;
        if (!(text instanceof String written)) {
            throw new Failure.Invalid("`config` must be an object, or a text in YAML or JSON.");
        } else if (written.isBlank()) {
            throw new Failure.Invalid("`config` is empty; send a whole configuration.");
        }
        var check = SsoConfigCheck.of(config instanceof String ? load(written) : config);
        if (!check.faults().isEmpty()) {
            var shown =
                    String.join("; ", check.faults().stream().limit(MAX_SHOWN).toList());
            var more = check.faults().size() - MAX_SHOWN;
            throw new Failure.Invalid("`config` is not a valid SSO configuration: %s%s."
                    .formatted(shown, more > 0 ? "; and %,d more".formatted(more) : ""));
        }
        return new CheckedSsoConfig(written, check.warnings());
    }

    private static String json(Map<?, ?> object) {
        try {
            return MAPPER.writeValueAsString(object);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an argument is writable as JSON", e);
        }
    }

    /** Returns what a text contains: JSON, which is not always YAML, or else YAML. */
    private static @Nullable Object load(String text) {
        try {
            return text.stripLeading().startsWith("{")
                    ? MAPPER.treeToValue(BoundedJsonParser.ARGUMENT.read(text), Object.class)
                    : yaml(text);
        } catch (UnreadableJsonException | JsonProcessingException e) {
            return yaml(text);
        }
    }

    private static @Nullable Object yaml(String text) {
        try {
            return SafeYaml.load(text.getBytes(StandardCharsets.UTF_8));
        } catch (YAMLException e) {
            throw new Failure.Invalid("`config` is neither YAML nor JSON%s.".formatted(SafeYaml.place(e)));
        }
    }
}
