package com.quiltdata.mcp.logs;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class LogFieldsTest {
    @ParameterizedTest
    @CsvSource({
        "/mcp, /mcp",
        "/mcp;secret, /mcp",
        "/mcp/readonly, /mcp/readonly",
        "/mcp/x/secret, /mcp/x/*",
        "'/mcp/x/packages,secret/readonly', /mcp/x/*/readonly",
        "/.well-known/oauth-protected-resource/mcp/x/secret, /.well-known/oauth-protected-resource/mcp/x/*",
        "/mcp/x/secret/, /mcp/x/*/",
        "/.well-known/oauth-authorization-server/mcp/x/secret/readonly/, /.well-known/oauth-authorization-server/mcp/x/*/readonly/",
        "/mcp/secret, unknown",
        "/mcp/x/packages/secret, unknown",
        "/secret/mcp/x/packages, unknown",
        "'', unknown",
    })
    void masksWhatAClientWroteInAPath(String path, String logged) {
        assertThat(LogFields.path(path)).isEqualTo(logged);
    }
}
