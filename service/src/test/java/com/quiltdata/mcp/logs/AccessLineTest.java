package com.quiltdata.mcp.logs;

import static org.assertj.core.api.Assertions.assertThat;

import com.quiltdata.mcp.context.ClientInfo;
import com.quiltdata.mcp.testing.FilterPattern;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Of access lines, alarms count answers of 500, and nothing that a client wrote into one. */
final class AccessLineTest {
    private static String line(LogFormat format, int status, String userAgent) {
        return format.line(LogLineKind.ACCESS, fields(status, userAgent));
    }

    private static Map<String, Object> fields(int status, String userAgent) {
        var client = ClientInfo.of("192.0.2.7", name -> name.equals("User-Agent") ? userAgent : null);
        var fields = new LinkedHashMap<String, Object>();
        fields.put("time", "2026-01-01T00:00:00.000Z");
        fields.put("level", "INFO");
        fields.put("logger", "access");
        fields.put("path", "/mcp");
        fields.put("status", status);
        fields.put("bytes", 1);
        fields.put("ms", 1);
        fields.put("user_agent", client.userAgent());
        return fields;
    }

    private static @Nullable String counted(String line) throws IOException {
        return FilterPattern.all().stream()
                .filter(pattern -> pattern.matches(line))
                .map(FilterPattern::metric)
                .findFirst()
                .orElse(null);
    }

    @ParameterizedTest
    @EnumSource(LogFormat.class)
    void countsOnlyResponsesWithStatus500(LogFormat format) throws IOException {
        assertThat(counted(line(format, 500, "curl/8.5.0"))).isEqualTo("AnswersFailed");
        assertThat(counted(line(format, 503, "curl/8.5.0"))).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x status=500 ",
                "\",\"status\":500,\"x\":\"",
                "tool=x outcome=error ms=1",
                "JWT token invalid or expired",
                "ERROR error=",
                "Starting Quilt MCP Server",
                "no AWS credentials:"
            })
    void countsNothingThatAClientWrites(String userAgent) throws IOException {
        for (var format : LogFormat.values()) {
            assertThat(counted(line(format, 200, userAgent))).as(userAgent).isNull();
        }
    }
}
