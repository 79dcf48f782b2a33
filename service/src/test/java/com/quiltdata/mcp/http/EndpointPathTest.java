package com.quiltdata.mcp.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class EndpointPathTest {
    @ParameterizedTest
    @CsvSource({
        "/mcp, '', false",
        "mcp/, '', false",
        "/mcp/readonly, '', true",
        "/mcp/readonly/, '', true",
        "/mcp/x/packages, packages, false",
        "/mcp/x/readonly, readonly, false",
        "'/mcp/x/Packages,search/', 'Packages,search', false",
        "/mcp/x/packages%2csearch/readonly, 'packages,search', true",
        "/mcp/x/nothing/readonly/, nothing, true",
    })
    void parsesEachForm(String path, String toolsets, boolean readOnly) {
        assertThat(EndpointPath.parse(path)).contains(new EndpointPath(toolsets, readOnly));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/mcpx",
                "/mcp;readonly",
                "/mcp/readonly;x=1",
                "/mcp/x/packages;readonly=1",
                "/mcp/Readonly",
                "/mcp/read-only",
                "/mcp/%72eadonly",
                "/mcp/x",
                "/mcp/x/",
                "/mcp/x/,",
                "/mcp/x/%2C/readonly",
                "/mcp/x/packages,",
                "/mcp/x/,packages",
                "/mcp/x/packages,,search",
                "/mcp/x/packages,search,packages",
                "/mcp/x/packages%2CPackages",
                "/mcp/x/packages/readonly/x",
                "/mcp/readonly/x/packages",
                "/mcp/x/packages/write",
                "/mcp//readonly",
                "/mcp/readonly\n",
            })
    void parsesNoOtherPath(String path) {
        assertThat(EndpointPath.parse(path)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "/mcp, true",
        "/mcp/readonly, true",
        "/mcp/x/packages/readonly, true",
        "/mcp/x/packagez, false",
        "/mcp/readonli, false",
    })
    void containsPathsWhoseToolsetsExist(String path, boolean contained) {
        assertThat(new EndpointPaths("packages"::equals).contains(path)).isEqualTo(contained);
    }

    @ParameterizedTest
    @CsvSource({
        "'', true",
        "readonly=true, true",
        "readonly, true",
        "readonly=No&readonly=ON, true",
        "codemode=false, true",
        "'toolsets=packages&buckets=quilt-example,s3://quilt-lab', true",
        "toolsets=packagez, false",
        "toolsets=, false",
        "readonly=bogus, false",
        "readonly=true&foo=bar, false",
        "Readonly=true, false",
        "buckets=, false",
        "buckets=A_B, false",
        "=readonly, false",
        "readonly=true&=x, false",
    })
    void acceptsQueriesThatTheEndpointServes(String query, boolean accepted) {
        assertThat(new EndpointPaths("packages"::equals).accepts(query)).isEqualTo(accepted);
    }

    @Test
    void survivesAPathOfManyCommas() {
        assertThat(EndpointPath.parse("/mcp/x/" + "a,".repeat(100_000))).isEmpty();
        assertThat(EndpointPath.parse("/mcp/x/" + ",".repeat(100_000))).isEmpty();
    }
}
