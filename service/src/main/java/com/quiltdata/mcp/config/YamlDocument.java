package com.quiltdata.mcp.config;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import com.google.common.base.Throwables;
import java.io.CharConversionException;
import java.io.IOException;
import java.util.List;

/** Reader of a configuration file. It refuses what Jackson would misread or skip: aliases, and a second document. */
final class YamlDocument {
    /** Takes {@code off} for a word: some settings have it, and those that are true or false accept it. */
    private static final YAMLMapper YAML = YAMLMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(YAMLParser.Feature.PARSE_BOOLEAN_LIKE_WORDS_AS_STRINGS)
            .build();

    private YamlDocument() {}

    /** Returns the document of a file; a missing node if it has none. */
    static JsonNode read(byte[] yaml, String path) throws IOException, InvalidConfigurationException {
        try {
            check(yaml, path);
            return YAML.readTree(yaml);
        } catch (IOException e) {
            if (!(Throwables.getRootCause(e) instanceof CharConversionException)) {
                throw e;
            }
            throw new InvalidConfigurationException(path, List.of(path + " must be text in UTF-8"));
        }
    }

    private static void check(byte[] yaml, String path) throws IOException, InvalidConfigurationException {
        try (var parser = YAML.getFactory().createParser(yaml)) {
            var documents = 0;
            var depth = 0;
            for (var token = parser.nextToken(); token != null; token = parser.nextToken()) {
                var line = parser.currentTokenLocation().getLineNr();
                if (parser.isCurrentAlias()) {
                    throw new InvalidConfigurationException(
                            path,
                            List.of("%s has the alias *%s in line %d; aliases are not supported: write the value out"
                                    .formatted(path, SettingChecks.shown(parser.getText()), line)));
                }
                if (depth == 0 && ++documents > 1) {
                    throw new InvalidConfigurationException(
                            path,
                            List.of("%s has a second YAML document in line %d; merge it into the first"
                                    .formatted(path, line)));
                }
                depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
            }
        }
    }
}
