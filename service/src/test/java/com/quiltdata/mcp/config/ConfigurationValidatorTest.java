package com.quiltdata.mcp.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.quiltdata.mcp.testing.Configurations;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ConfigurationValidatorTest {
    private static final Map<String, String> ENOUGH = Map.of(
            "QUILT_CATALOG_URL", "https://quilt.example.com",
            "QUILT_REGISTRY_URL", "https://quilt-registry.example.com");

    private static List<String> faults(Map<String, String> environment) {
        return Configurations.faults(Configurations.SHIPPED, environment);
    }

    private static List<String> with(String name, String value) {
        var environment = new HashMap<>(ENOUGH);
        environment.put(name, value);
        return faults(environment);
    }

    @Test
    void requiresOnlyTheTwoUrls() {
        assertThat(faults(ENOUGH)).isEmpty();
    }

    @Test
    void reportsEachMissingUrl() {
        assertThat(faults(Map.of()))
                .containsExactly(
                        "Platform backend requires QUILT_CATALOG_URL environment variable",
                        "Platform backend requires QUILT_REGISTRY_URL environment variable");
    }

    @Test
    void treatsEmptyUrlAsMissing() {
        assertThat(with("QUILT_CATALOG_URL", ""))
                .containsExactly("Platform backend requires QUILT_CATALOG_URL environment variable");
    }

    @ParameterizedTest
    @CsvSource({
        "QUILT_CATALOG_URL,quilt.example.com",
        "QUILT_CATALOG_URL,ftp://quilt.example.com",
        "QUILT_REGISTRY_URL,https://user:pw@quilt.example.com",
        "QUILT_REGISTRY_URL,https://",
        "QUILT_GRAPHQL_ENDPOINT,https://x.example.com/graphql?token=1",
        "AWS_ENDPOINT_URL_S3,not a url",
        "AWS_ENDPOINT_URL_STS,not a url",
        "AWS_ENDPOINT_URL_ATHENA,not a url",
        "AWS_ENDPOINT_URL_GLUE,not a url",
        "QUILT_MCP_SQL_WRITES,perhaps",
        "QUILT_MCP_SQL_COST_GUARD,strict",
        "QUILT_MCP_SQL_MAX_SCAN_BYTES,1TB",
        "QUILT_MCP_SQL_USD_PER_TIB,five",
        "QUILT_DEPLOYMENT,local",
        "QUILT_DEPLOYMENT,legacy",
        "QUILT_MULTIUSER_MODE,false",
        "QUILT_MULTIUSER_MODE,maybe",
        "FASTMCP_TRANSPORT,sse",
        "FASTMCP_TRANSPORT,stdio",
        "FASTMCP_HOST,0.0.0.0/0",
        "FASTMCP_PORT,0",
        "FASTMCP_PORT,65536",
        "FASTMCP_PORT,eight",
        "QUILT_SERVICE_TIMEOUT,0",
        "QUILT_SERVICE_TIMEOUT,1.5",
        "QUILT_BROWSING_SESSION_TTL,-1",
        "MCP_SKIP_BANNER,perhaps",
        "QUILT_MCP_RESOURCES_ENABLED,2",
        "QUILT_MCP_RESOURCE_CACHE_TTL,long",
        "QUILT_MCP_RESOURCE_MAX_BYTES,1023",
        "QUILT_MCP_RESOURCE_MAX_BYTES,1MiB",
        "MCP_TELEMETRY_ENABLED,si",
        "MCP_TELEMETRY_LEVEL,verbose",
        "MCP_OPTIMIZATION_ENABLED,x",
        "QUILT_MCP_ADMIN_TASKS,maybe",
        "AWS_REGION,here",
        "QUILT_MCP_ADMISSION_TTL,0",
        "QUILT_MCP_ADMISSION_TTL,901",
        "QUILT_MCP_ARRIVALS,3",
        "QUILT_MCP_ARRIVALS,many",
        "QUILT_MCP_UNACCEPTED_ARRIVALS,100001",
        "QUILT_MCP_UNACCEPTED_ARRIVALS,1536",
        "QUILT_MCP_ARRIVALS,1024",
        "QUILT_MCP_TRUSTED_HOPS,all",
        "QUILT_MCP_SHARED_ADDRESSES,'192.0.2.0/24,example.com'",
        "QUILT_MCP_HEARTBEAT,0",
        "QUILT_MCP_HEARTBEAT,61",
        "QUILT_MCP_STATE_KEY,short",
        "QUILT_MCP_TOOLSETS,all",
        "QUILT_MCP_TOOLSETS,'buckets,nothing'",
        "QUILT_MCP_TOOLS_ALLOWED,all",
        "QUILT_MCP_TOOLS_ALLOWED,'readonly,nothing'",
        "QUILT_MCP_ANSWER_TOKENS,100",
        "QUILT_MCP_MANIFEST_BYTES,1000",
        "QUILT_MCP_MEMORY_BYTES,1000000",
        "QUILT_MCP_MEMORY_BYTES,1g",
        "QUILT_MCP_BREAKER,perhaps",
        "QUILT_MCP_BREAKER_OPEN,0",
        "QUILT_MCP_SCOPES,'a b'",
        "QUILT_MCP_DOCS_URL,docs.quilt.bio",
        "QUILT_FALLBACK_JWT,token",
        "OTEL_EXPORTER_OTLP_ENDPOINT,collector:4318",
        "OTEL_EXPORTER_OTLP_ENDPOINT,http://collector:4318/v1/traces",
        "OTEL_EXPORTER_OTLP_ENDPOINT,http://key@collector:4318",
        "OTEL_EXPORTER_OTLP_PROTOCOL,grpc",
        "OTEL_EXPORTER_OTLP_HEADERS,s3cr3t",
        "OTEL_EXPORTER_OTLP_HEADERS,'x key=1'",
        "OTEL_EXPORTER_OTLP_HEADERS,'x-key=a%0Ab'",
        "OTEL_EXPORTER_OTLP_HEADERS,'x-key=%zz'",
        "OTEL_EXPORTER_OTLP_HEADERS,'Host=collector'",
        "OTEL_SERVICE_NAME,'möglich'",
        "OTEL_TRACES_SAMPLER_ARG,2",
        "OTEL_TRACES_SAMPLER_ARG,half",
    })
    void reportsInvalidValueInOneLineWithItsVariable(String name, String value) {
        assertThat(with(name, value)).singleElement().asString().contains(name).doesNotContain("\n");
    }

    @ParameterizedTest
    @CsvSource({
        "QUILT_DEPLOYMENT,Remote",
        "QUILT_MULTIUSER_MODE,true",
        "FASTMCP_TRANSPORT,streamable-http",
        "FASTMCP_HOST,::",
        "FASTMCP_PORT,65535",
        "MCP_SKIP_BANNER,YES",
        "MCP_TELEMETRY_LEVEL,Detailed",
        "AWS_REGION,us-gov-west-1",
        "QUILT_MCP_DOCS_URL,Off",
        "QUILT_MCP_DOCS_URL,https://docs.example.com",
        "QUILT_MCP_ADMISSION_TTL,900",
        "QUILT_MCP_HEARTBEAT,15",
        "QUILT_MCP_STATE_KEY,0123456789abcdef0123456789abcdef",
        "QUILT_FALLBACK_JWT,''",
        "QUILT_MCP_RESOURCE_CACHE_TTL,0",
        "QUILT_MCP_RESOURCE_MAX_BYTES,67108864",
        "QUILT_MCP_MANIFEST_BYTES,134217728",
        "QUILT_MCP_MEMORY_BYTES,4294967296",
        "QUILT_MCP_BREAKER,off",
        "QUILT_MCP_BREAKER_OPEN,60",
        "OTEL_EXPORTER_OTLP_ENDPOINT,https://otlp.example.com:4318/base/",
        "OTEL_EXPORTER_OTLP_PROTOCOL,http/protobuf",
        "OTEL_EXPORTER_OTLP_HEADERS,'authorization=Basic%20abc==, x-key=1,'",
        "OTEL_SERVICE_NAME,quilt mcp",
        "OTEL_TRACES_SAMPLER_ARG,0.25",
        "OTEL_TRACES_SAMPLER_ARG,0",
    })
    void acceptsValidValue(String name, String value) {
        assertThat(with(name, value)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "QUILT_CATALOG_URL | https://host:99999 | has port 99999; ports are from 1 to 65535",
                "QUILT_CATALOG_URL | https://host:0 | has port 0; ports are from 1 to 65535",
                "QUILT_REGISTRY_URL | https://my_registry.example.com:8080 | has an underscore in its host",
                "QUILT_REGISTRY_URL | https://registry.example.com/graphql | must not end in /graphql, which is added",
                "QUILT_REGISTRY_URL | https://registry.example.com/graphql/ | must not end in /graphql, which is added",
            })
    void saysWhatIsWrongWithAUrl(String name, String value, String reason) {
        assertThat(with(name, value)).singleElement().asString().startsWith(name + " " + reason);
    }

    @Test
    void prefersDeploymentVariableToDeprecatedOne() {
        var environment = new HashMap<>(ENOUGH);
        environment.put("QUILT_DEPLOYMENT", "remote");
        environment.put("QUILT_MULTIUSER_MODE", "false");
        assertThat(faults(environment)).isEmpty();
    }

    @Test
    void doesNotRepeatShortKey() {
        assertThat(with("QUILT_MCP_STATE_KEY", "s3cr3t")).noneMatch(fault -> fault.contains("s3cr3t"));
    }

    @Test
    void doesNotRepeatCollectorHeaders() {
        assertThat(with("OTEL_EXPORTER_OTLP_HEADERS", "x-key s3cr3t"))
                .singleElement()
                .asString()
                .contains("name=value")
                .doesNotContain("s3cr3t");
    }

    @Test
    void doesNotRepeatFallbackToken() {
        assertThat(with("QUILT_FALLBACK_JWT", "s3cr3t")).noneMatch(fault -> fault.contains("s3cr3t"));
    }

    @Test
    void repeatsInvalidValueShortenedOnOneLine() {
        assertThat(with("FASTMCP_PORT", "8\n000\r" + "x".repeat(500)))
                .singleElement()
                .asString()
                .contains("8?000?x")
                .hasSizeLessThan(200)
                .doesNotContain("\n", "\r");
    }

    @Test
    void namesExistingToolsetsForUnknownOne() {
        assertThat(with("QUILT_MCP_TOOLSETS", "Standard, readonly ,packages")).isEmpty();
        assertThat(with("QUILT_MCP_TOOLSETS", "readonly,athena"))
                .containsExactly("QUILT_MCP_TOOLSETS must be standard, readonly, full or a comma-separated list of"
                        + " buckets, packages, not 'athena'");
    }

    @ParameterizedTest
    @CsvSource({
        "QUILT_MCP_RESOURCE,https://mcp.example.com/mcp",
        "QUILT_MCP_AUTHORIZATION_SERVERS,'https://id.example.com,https://connect.example.com'",
    })
    void requiresResourceAndAuthorizationServersTogether(String name, String value) {
        assertThat(with(name, value))
                .singleElement()
                .asString()
                .contains("QUILT_MCP_RESOURCE", "QUILT_MCP_AUTHORIZATION_SERVERS", "set both or neither");
    }

    @Test
    void requiresAuthorizationServersToBeUrls() {
        var environment = new HashMap<>(ENOUGH);
        environment.put("QUILT_MCP_RESOURCE", "https://mcp.example.com/mcp");
        environment.put("QUILT_MCP_AUTHORIZATION_SERVERS", "https://id.example.com");
        assertThat(faults(environment)).isEmpty();
        environment.put("QUILT_MCP_AUTHORIZATION_SERVERS", "https://id.example.com,id");
        assertThat(faults(environment)).singleElement().asString().contains("QUILT_MCP_AUTHORIZATION_SERVERS must be");
    }
}
