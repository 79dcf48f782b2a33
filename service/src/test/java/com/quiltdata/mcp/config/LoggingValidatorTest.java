package com.quiltdata.mcp.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.quiltdata.mcp.testing.Configurations;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class LoggingValidatorTest {
    private static final Map<String, String> URLS = Map.of(
            "QUILT_CATALOG_URL", "https://quilt.example.com",
            "QUILT_REGISTRY_URL", "https://registry.example.com");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "logging: {loggers: {a.b: LOUD}} | logging.loggers.a.b must be off, error, warn, info, debug or trace, not 'LOUD'",
                "logging: {loggers: {a: {level: LOUD}}} | logging.loggers.a.level must be off, error, warn, info, debug or trace, not 'LOUD'",
                "logging: {loggers: {a: 5}} | logging.loggers.a must be a level, or a mapping with level, additive and appenders",
                "logging: {loggers: {a: {levle: INFO}}} | logging.loggers.a.levle is not a key of the configuration; valid keys are additive, appenders, level",
                "logging: {loggers: {a: {appenders: [{type: file, currentLogFilename: a.log}]}}} | must have archivedLogFilenamePattern",
                "logging: {appenders: [{type: console, threshold: LOUD}]} | logging: threshold must be off, error, warn, info, debug or trace, not 'LOUD'",
                "logging: {appenders: [{type: console, layout: {type: access-json}}]} | logging: layout.type must be json, not access-json",
                "server: {requestLog: {appenders: [{type: console, layout: {type: json}}]}} | server.requestLog: layout.type must be access-json, not json",
                "server: {requestLog: {type: classic, appenders: [{type: console, layout: {type: access-json}}]}} | server.requestLog: layout.type must be json, not access-json",
                "server: {requestLog: {appenders: [{type: lines}]}} | server.requestLog.appenders cannot have the type lines; set server.requestLog.type to lines"
            })
    void refusesWhatDropwizardWouldTakeForSomethingElse(String yaml, String sentence) {
        assertThat(Configurations.faults(yaml, URLS)).singleElement().asString().contains(sentence);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "logging: {loggers: {a: off, b: 'OFF', c: true, d: false, e: Debug, f: ALL}}",
                "logging: {loggers: {a: {level: warn, additive: false, appenders: [{type: console}, {type: lines}]}}}",
                "logging: {type: default, appenders: [{type: console, threshold: Error, layout: {type: json}}]}",
                "server: {requestLog: {appenders: [{type: console, layout: {type: access-json}}]}}",
                "server: {requestLog: {type: classic, appenders: [{type: console, layout: {type: json}}]}}",
                "logging: {type: external}"
            })
    void acceptsWhatDropwizardTakes(String yaml) {
        assertThat(Configurations.faults(yaml, URLS)).isEmpty();
    }
}
