package com.quiltdata.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import com.quiltdata.mcp.testing.Configurations;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ListenAddressesTest {
    private static final Map<String, String> URLS = Map.of(
            "QUILT_CATALOG_URL", "https://quilt.example.com",
            "QUILT_REGISTRY_URL", "https://registry.example.com");

    private static ListenAddresses addresses(String yaml) {
        return ListenAddresses.of(Configurations.of(yaml, URLS));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "server: {adminConnectors: [{port: 8000}]}",
                "server: {applicationConnectors: [{port: 9000}, {port: 9000}]}",
                "server: {applicationConnectors: [{bindHost: 0.0.0.0, port: 8081}]}",
                "server: {applicationConnectors: [{bindHost: localhost, port: 8081}]}"
            })
    void refusesOnePortForTwoConnectors(String yaml) {
        assertThat(addresses(yaml).faults(false))
                .singleElement()
                .asString()
                .matches("two connectors have the port \\d+; give each a port of its own,"
                        + " such as by FASTMCP_PORT and QUILT_MCP_ADMIN_PORT");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "server: {type: simple}",
                "server: {adminConnectors: []}",
                "server: {applicationConnectors: [{}, {bindHost: 127.0.0.2, port: 8000}]}"
            })
    void acceptsConnectorsOfDifferentAddresses(String yaml) {
        assertThat(addresses(yaml).faults(false)).isEmpty();
    }
}
