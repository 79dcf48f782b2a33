package com.quiltdata.mcp.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.dropwizard.logging.common.LoggerConfiguration;
import jakarta.validation.Valid;
import java.util.Map;

/** The loggers with settings of their own, which Dropwizard binds only when it configures logging. */
record LoggerSettings(@Valid LoggingPart logging) {
    record LoggingPart(Map<String, @Valid LoggerConfiguration> loggers) {}

    /** Returns the part of a document that can be bound to this class. */
    static JsonNode in(JsonNode document) {
        var part = JsonNodeFactory.instance.objectNode();
        var loggers = part.putObject("logging").putObject("loggers");
        document.at("/logging/loggers").properties().forEach(logger -> {
            if (logger.getValue().isObject()) {
                loggers.set(logger.getKey(), logger.getValue());
            }
        });
        return part;
    }
}
