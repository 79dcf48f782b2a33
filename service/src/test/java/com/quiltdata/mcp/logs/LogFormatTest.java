package com.quiltdata.mcp.logs;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.LoggingEvent;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.quiltdata.mcp.context.RequestId;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.LoggerFactory;

/** One event is one line, or one line and its stack trace, whatever a caller put into it. */
final class LogFormatTest {
    private static final String FORGED =
            "\nAUDIT [2026-01-01T00:00:00.000Z] caller=eve\rERROR x\u0085y\u2028z\u001b[2K";

    private static Map<String, Object> event(String message, @Nullable Throwable thrown) {
        var logger = (Logger) LoggerFactory.getLogger("some.Logger");
        return LogFields.of(new LoggingEvent("x", logger, Level.ERROR, message, thrown, null));
    }

    private static Map<String, Object> audit(String value) {
        var fields = new LinkedHashMap<>(event("AUDIT", null));
        fields.put("target", Map.of("name", value));
        fields.put("plain", value);
        return fields;
    }

    @ParameterizedTest
    @EnumSource(LogFormat.class)
    void noValueStartsANewLine(LogFormat format) {
        assertThat(format.line(LogLineKind.AUDIT, audit(FORGED)).strip().lines())
                .hasSize(1);
        assertThat(format.line(LogLineKind.EVENT, event(FORGED, null)).strip().lines())
                .hasSize(1);
    }

    @Test
    void noControlCharacterIsLeftInText() {
        assertThat(LogFormat.TEXT.line(LogLineKind.EVENT, event(FORGED, new IllegalStateException(FORGED))))
                .doesNotContainPattern("[\\x00-\\x09\\x0b-\\x1f\\x7f-\\x9f\\u2028\\u2029]");
    }

    @Test
    void eachLineOfAStackTraceIsMarked() {
        var lines = LogFormat.TEXT
                .line(LogLineKind.EVENT, event("failed", new IllegalStateException(FORGED)))
                .lines()
                .toList();
        assertThat(lines).hasSizeGreaterThan(2);
        assertThat(lines.subList(1, lines.size())).allMatch(line -> line.startsWith("! "));
    }

    @Test
    void exceptionIsAFieldInJson() throws IOException {
        var line = LogFormat.JSON.line(LogLineKind.EVENT, event("failed", new IllegalStateException("why")));
        assertThat(line.strip().lines()).hasSize(1);
        assertThat(new ObjectMapper().readTree(line).path("exception").asText())
                .contains("IllegalStateException: why", "\tat ");
    }

    @Test
    void valueCannotAddAField() {
        assertThat(LogFormat.TEXT.line(LogLineKind.AUDIT, audit("a outcome=ok")))
                .contains(" plain=\"a outcome=ok\"");
        assertThat(LogFormat.TEXT.line(LogLineKind.AUDIT, audit("a\" outcome=\"ok")))
                .contains(" plain=\"a\\\" outcome=\\\"ok\"");
    }

    @Test
    void startupLinesAreTheirMessageOnly() {
        assertThat(LogFormat.TEXT.line(LogLineKind.of("startup"), event("Transport: http", null)))
                .isEqualTo("Transport: http\n");
    }

    @Test
    void bothFormatsHaveTheSameFields() throws IOException {
        var fields = audit("value");
        var json = new ObjectMapper().readTree(LogFormat.JSON.line(LogLineKind.AUDIT, fields));
        var text = LogFormat.TEXT.line(LogLineKind.AUDIT, fields);
        var names = json.properties().stream().map(Map.Entry::getKey).collect(Collectors.toSet());
        assertThat(names).containsExactlyInAnyOrderElementsOf(fields.keySet());
        names.removeAll(Set.of("level", "logger", "message", "time"));
        assertThat(names).isNotEmpty().allMatch(name -> text.contains(" " + name + "="));
    }

    @Test
    void eventNamesTheRequestOfItsThread() {
        var fields = RequestId.of("r-1", "1-67891233-abcdef012345678912345678").call(() -> event("x", null));
        assertThat(fields)
                .containsEntry("request", "r-1")
                .containsEntry("trace", "1-67891233-abcdef012345678912345678");
        assertThat(event("x", null)).doesNotContainKeys("request", "trace");
    }

    @Test
    void eventLengthIsLimited() {
        var line = LogFormat.JSON.line(
                LogLineKind.EVENT, event("m".repeat(1_000_000), new IllegalStateException("e".repeat(1_000_000))));
        assertThat(line).hasSizeLessThan(64 << 10).contains("(cut)");
    }
}
