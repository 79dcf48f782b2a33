package com.quiltdata.mcp.testing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A filter pattern of CloudWatch Logs, as far as the template uses them: quoted terms that a line must have, or with a
 * minus must not have, and equality of fields of a JSON line.
 *
 * @param metric what it counts
 * @param text the pattern itself
 */
public record FilterPattern(String metric, String text) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern TERM = Pattern.compile("(-?)\"([^\"]*)\"");
    private static final Pattern FIELD = Pattern.compile("\\$\\.(\\w+) = (?:\"([^\"]*)\"|(\\d+))");

    /** Returns the patterns of the template. */
    public static List<FilterPattern> all() {
        return StackTemplate.of("quilt-mcp.yml").ofType("AWS::Logs::MetricFilter").stream()
                .map(filter -> new FilterPattern(
                        filter.at("/MetricTransformations/0/MetricName").asText(),
                        filter.path("FilterPattern").asText()))
                .toList();
    }

    /** Whether CloudWatch counts this line. */
    public boolean matches(String line) {
        return text.startsWith("{")
                ? FIELD.matcher(text)
                        .results()
                        .allMatch(field -> json(line)
                                .path(field.group(1))
                                .asText()
                                .equals(field.group(2) == null ? field.group(3) : field.group(2)))
                : TERM.matcher(text)
                        .results()
                        .allMatch(term ->
                                line.contains(term.group(2)) == term.group(1).isEmpty());
    }

    /** Whether CloudWatch counts one of these lines. */
    public boolean matchesAny(List<String> lines) {
        return lines.stream().anyMatch(this::matches);
    }

    private static JsonNode json(String line) {
        try {
            return JSON.readTree(line);
        } catch (JsonProcessingException e) {
            return JSON.nullNode();
        }
    }
}
