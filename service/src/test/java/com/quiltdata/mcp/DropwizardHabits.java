package com.quiltdata.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import com.quiltdata.mcp.config.McpConfiguration;
import io.dropwizard.core.server.AbstractServerFactory;
import io.dropwizard.core.server.DefaultServerFactory;
import io.dropwizard.core.server.SimpleServerFactory;
import io.dropwizard.health.DefaultHealthFactory;
import io.dropwizard.jetty.ConnectorFactory;
import io.dropwizard.jetty.HttpConnectorFactory;
import io.dropwizard.logging.common.DefaultLoggingFactory;
import io.dropwizard.util.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Table of configurations that teams write who know Dropwizard, and of what they mean here. */
final class DropwizardHabits {
    static final String CATALOG =
            "catalog: {url: https://quilt.example.com, registryUrl: https://registry.example.com}\n";
    private static final Map<String, String> URLS = Map.of(
            "QUILT_CATALOG_URL", "https://quilt.example.com",
            "QUILT_REGISTRY_URL", "https://registry.example.com");

    private DropwizardHabits() {}

    /** What is configured. */
    record Setup(String yaml, Map<String, String> environment, Map<String, String> properties) {
        Setup with(String variable, String value) {
            var more = new HashMap<>(environment);
            more.put(variable, value);
            return new Setup(yaml, more, properties);
        }

        Setup property(String name, String value) {
            var more = new HashMap<>(properties);
            more.put(name, value);
            return new Setup(yaml, environment, more);
        }

        Setup without(String variable) {
            var fewer = new HashMap<>(environment);
            fewer.remove(variable);
            return new Setup(yaml, fewer, properties);
        }
    }

    /** A habit that works, and what then holds. */
    record Obeyed(String habit, Setup setup, String here, Consumer<McpConfiguration> check) {
        @Override
        public String toString() {
            return habit;
        }
    }

    /** A habit that is refused, and the sentence. */
    record Refused(String habit, Setup setup, String sentence) {
        @Override
        public String toString() {
            return habit;
        }
    }

    private static Setup yaml(String yaml) {
        return new Setup(yaml, URLS, Map.of());
    }

    private static HttpConnectorFactory http(ConnectorFactory connector) {
        return (HttpConnectorFactory) connector;
    }

    private static DefaultServerFactory two(McpConfiguration configuration) {
        return (DefaultServerFactory) configuration.getServerFactory();
    }

    private static HttpConnectorFactory application(McpConfiguration configuration) {
        return http(two(configuration).getApplicationConnectors().getFirst());
    }

    private static HttpConnectorFactory admin(McpConfiguration configuration) {
        return http(two(configuration).getAdminConnectors().getFirst());
    }

    /** What holds whatever the user's own sections say of something else. */
    private static void isSafe(McpConfiguration configuration) {
        var server = (AbstractServerFactory) configuration.getServerFactory();
        assertThat(server.isEnableVirtualThreads()).isTrue();
        assertThat(server.getEnableThreadNameFilter()).isFalse();
        assertThat(server.getShutdownGracePeriod()).isEqualTo(Duration.seconds(20));
        assertThat(http(two(configuration).getAdminConnectors().getFirst()).getBindHost())
                .isEqualTo("127.0.0.1");
        var connector = application(configuration);
        assertThat(connector.getBindHost()).isEqualTo("127.0.0.1");
        assertThat(connector.getIdleTimeout()).isEqualTo(Duration.seconds(120));
        assertThat(connector.getHttpCompliance().getName()).isEqualTo("STRICT");
        var health = (DefaultHealthFactory) configuration.getHealthFactory().orElseThrow();
        assertThat(health.isDelayedShutdownHandlerEnabled()).isTrue();
        assertThat(health.getHealthCheckConfigurations()).hasSize(2);
        assertThat(configuration.limits().concurrentCalls()).isEqualTo(768);
    }

    private static Consumer<McpConfiguration> safe(Consumer<McpConfiguration> more) {
        return configuration -> {
            isSafe(configuration);
            more.accept(configuration);
        };
    }

    static List<Obeyed> obeyed() {
        return List.of(
                new Obeyed(
                        "no file, or an empty one",
                        yaml(""),
                        "Variables and defaults. Only `QUILT_CATALOG_URL` and `QUILT_REGISTRY_URL` are required.",
                        safe(it -> assertThat(application(it).getPort()).isEqualTo(8000))),
                new Obeyed(
                        "only the section `catalog`",
                        yaml(CATALOG).without("QUILT_CATALOG_URL").without("QUILT_REGISTRY_URL"),
                        "All else as in `config.yml`: port 8000, admin port 8081 on loopback, limits, drain times.",
                        safe(it -> assertThat(admin(it).getPort()).isEqualTo(8081))),
                new Obeyed(
                        "`server: {applicationConnectors: [{type: http, port: 9000}]}`",
                        yaml("server: {applicationConnectors: [{type: http, port: 9000}]}"),
                        "The port is 9000. What the section does not say, also in the connector, is as in `config.yml`.",
                        safe(it -> assertThat(application(it).getPort()).isEqualTo(9000))),
                new Obeyed(
                        "`server: {requestLog: {type: lines}}`",
                        yaml("server: {requestLog: {type: lines}}"),
                        "The rest of the server is as in `config.yml`.",
                        safe(it -> assertThat(application(it).getPort()).isEqualTo(8000))),
                new Obeyed(
                        "`server: {maxThreads: 256, gzip: {minimumEntitySize: 4KiB}}`",
                        yaml("server: {maxThreads: 256, gzip: {minimumEntitySize: 4KiB}}"),
                        "Both are obeyed; the other keys of `gzip` are as in `config.yml`.",
                        safe(it -> {
                            assertThat(two(it).getMaxThreads()).isEqualTo(256);
                            assertThat(two(it).getGzipFilterFactory()
                                            .getMinimumEntitySize()
                                            .toKibibytes())
                                    .isEqualTo(4);
                            assertThat(two(it).getGzipFilterFactory().getCompressedMimeTypes())
                                    .containsOnly("application/json");
                        })),
                new Obeyed(
                        "a second application connector",
                        yaml("server: {applicationConnectors: [{}, {type: http, port: 9001}]}")
                                .with("FASTMCP_PORT", "9000"),
                        "`FASTMCP_PORT` is the port of the first; the second has the same timeouts and limits.",
                        safe(it -> assertThat(two(it).getApplicationConnectors())
                                .satisfiesExactly(
                                        one -> assertThat(http(one).getPort()).isEqualTo(9000), one -> {
                                            assertThat(http(one).getPort()).isEqualTo(9001);
                                            assertThat(http(one).getIdleTimeout())
                                                    .isEqualTo(Duration.seconds(120));
                                        }))),
                new Obeyed(
                        "`server: {adminConnectors: []}`",
                        yaml("server: {adminConnectors: []}"),
                        "There is no admin port.",
                        it -> assertThat(two(it).getAdminConnectors()).isEmpty()),
                new Obeyed(
                        "`health: {shutdownWaitPeriod: 9s}`",
                        yaml("health: {shutdownWaitPeriod: 9s}"),
                        "The checks and the drain remain.",
                        safe(it -> assertThat(((DefaultHealthFactory)
                                                it.getHealthFactory().orElseThrow())
                                        .getShutdownWaitPeriod())
                                .isEqualTo(Duration.seconds(9)))),
                new Obeyed(
                        "`logging: {level: WARN}`",
                        yaml("logging: {level: WARN}"),
                        "Lines are written as before; loggers that would print headers stay at INFO.",
                        safe(it -> assertThat(it.getLoggingFactory()).hasFieldOrPropertyWithValue("level", "WARN"))),
                new Obeyed(
                        "`logging: {type: external}`",
                        yaml("logging: {type: external}").with("QUILT_MCP_LOG_LEVEL", "WARN"),
                        "As in Dropwizard, beside the server's own lines. A warning says that `QUILT_MCP_LOG_LEVEL` has no"
                                + " effect.",
                        safe(it -> assertThat(it.ignoredVariables())
                                .containsExactly(
                                        "QUILT_MCP_LOG_LEVEL has no effect: the configuration has no key for it"))),
                new Obeyed(
                        "a section in which keys are missing",
                        yaml("limits: {answerTokens: 5000}").with("QUILT_MCP_CONCURRENT_CALLS", "100"),
                        "Variables set the missing keys, also where the file does not name them.",
                        it -> {
                            assertThat(it.limits().answerTokens()).isEqualTo(5000);
                            assertThat(it.limits().concurrentCalls()).isEqualTo(100);
                            assertThat(it.ignoredVariables()).isEmpty();
                        }),
                new Obeyed(
                        "a value in the file, and another one in its variable",
                        yaml("server: {applicationConnectors: [{type: http, port: 9000}]}")
                                .with("FASTMCP_PORT", "8000"),
                        "The file wins. A warning at start-up names the variable: \"FASTMCP_PORT has no effect: the"
                                + " configuration sets server.applicationConnectors[0].port to another value\".",
                        safe(it -> {
                            assertThat(application(it).getPort()).isEqualTo(9000);
                            assertThat(it.ignoredVariables())
                                    .containsExactly("FASTMCP_PORT has no effect: the configuration sets"
                                            + " server.applicationConnectors[0].port to another value");
                        })),
                new Obeyed(
                        "`${NAME:-default}` in a value",
                        yaml("limits: {answerTokens: \"${MY_TOKENS:-5000}\"}").with("MY_TOKENS", "6000"),
                        "Replaced after parsing: a value can add no key. An empty variable counts as unset.",
                        it -> assertThat(it.limits().answerTokens()).isEqualTo(6000)),
                new Obeyed(
                        "`-Ddw.catalog.url=https://quilt.example.com`",
                        yaml("").without("QUILT_CATALOG_URL").property("catalog.url", "https://quilt.example.com"),
                        "Obeyed for every key, before variables and file.",
                        safe(it -> assertThat(it.catalog().url()).hasToString("https://quilt.example.com"))),
                new Obeyed(
                        "`-Ddw.server.applicationConnectors[0].port=9000`",
                        yaml("").property("server.applicationConnectors[0].port", "9000"),
                        "Obeyed, also without a section `server` in the file.",
                        safe(it -> assertThat(application(it).getPort()).isEqualTo(9000))),
                new Obeyed(
                        "`-Ddw.server.gzip.includedMethods=GET,PUT`",
                        yaml("").property("server.gzip.includedMethods", "GET,PUT"),
                        "Obeyed: lists are separated by commas.",
                        safe(it -> assertThat(two(it).getGzipFilterFactory().getIncludedMethods())
                                .containsOnly("GET", "PUT"))),
                new Obeyed(
                        "`-Ddw.logging.loggers.com\\.example=DEBUG`",
                        yaml("").property("logging.loggers.com\\.example", "DEBUG"),
                        "Obeyed: a dot in a name is written `\\.`.",
                        DropwizardHabits::isSafe),
                new Obeyed(
                        "`-Ddw.logging.type=default`",
                        yaml("").property("logging.type", "default").with("QUILT_MCP_LOG_FORMAT", "json"),
                        "Dropwizard's own console appender, beside the [server's own lines](logs.md#your-own-appenders),"
                                + " which are in the format of `QUILT_MCP_LOG_FORMAT`.",
                        safe(it -> {
                            assertThat(it.getLoggingFactory()).isExactlyInstanceOf(DefaultLoggingFactory.class);
                            assertThat(it.ignoredVariables()).isEmpty();
                        })),
                new Obeyed(
                        "`logging: {level: off}`, `docs: {url: off}`, `gzip: {enabled: no}`",
                        yaml("logging: {level: off}\ndocs: {url: off}\nserver: {gzip: {enabled: no}}"),
                        "`off` is the word where a key has it, and false where a key is true or false, as are `no` and 0.",
                        safe(it -> {
                            assertThat(it.getLoggingFactory()).hasFieldOrPropertyWithValue("level", "off");
                            assertThat(it.docs().site()).isNull();
                            assertThat(two(it).getGzipFilterFactory().isEnabled())
                                    .isFalse();
                        })),
                new Obeyed(
                        "`server: {type: simple}`",
                        yaml("server: {type: simple}").with("FASTMCP_PORT", "9000"),
                        "One port, by `FASTMCP_HOST` and `FASTMCP_PORT`; `/mcp` and the health paths as usual. The admin"
                                + " paths are below `/admin` if it is bound to loopback, else they are 404.",
                        it -> {
                            var server = (SimpleServerFactory) it.getServerFactory();
                            assertThat(http(server.getConnector()).getPort()).isEqualTo(9000);
                            assertThat(http(server.getConnector()).getBindHost())
                                    .isEqualTo("127.0.0.1");
                            assertThat(http(server.getConnector()).getIdleTimeout())
                                    .isEqualTo(Duration.seconds(120));
                            assertThat(server.getApplicationContextPath()).isEqualTo("/");
                            assertThat(server.isEnableVirtualThreads()).isTrue();
                        }),
                new Obeyed(
                        "`server: {type: default}`, `metrics: {reporters: []}`, `admin: {}`",
                        yaml("server: {type: default}\nmetrics: {reporters: []}\nadmin: {}"),
                        "As in Dropwizard.",
                        DropwizardHabits::isSafe));
    }

    static List<Refused> refused() {
        return List.of(
                refused(
                        "a misspelt key",
                        "catalog: {registryURL: x}",
                        "catalog.registryURL is not a key of the configuration; did you mean registryUrl?"),
                refused(
                        "a misspelt section",
                        "limit: {answerTokens: 5000}",
                        "limit is not a key of the configuration; did you mean limits?"),
                refused(
                        "a misspelt key of Dropwizard's",
                        "server: {applicationConnectors: [{type: http, idleTimout: 60s}]}",
                        "server.applicationConnectors[0].idleTimout is not a key of the configuration; did you mean idleTimeout?"),
                refused(
                        "a key of an older Dropwizard",
                        "server: {maxQueuedRequests: 1024}",
                        "server.maxQueuedRequests is not a key of the configuration"),
                refused(
                        "an unknown type",
                        "server: {type: single}",
                        "server.type must be one of default, simple, not 'single'"),
                refused(
                        "an unknown type of connector",
                        "server: {applicationConnectors: [{type: h2c}]}",
                        "server.applicationConnectors[0].type must be one of http, https, not 'h2c'"),
                refused(
                        "a string for a duration",
                        "server: {shutdownGracePeriod: soon}",
                        "server.shutdownGracePeriod must be a duration such as 30s, not 'soon'"),
                refused(
                        "a string for a number",
                        "server: {minThreads: many}",
                        "server.minThreads must be a whole number, not 'many'"),
                refused(
                        "a fraction for a whole number",
                        "limits: {callSeconds: 2.5}",
                        "limits.callSeconds must be a whole number"),
                refused("a list for a mapping", "limits: [5000]", "limits must be a mapping, not a list"),
                refused(
                        "a value out of bounds",
                        "limits: {answerTokens: 5}",
                        "limits.answerTokens (QUILT_MCP_ANSWER_TOKENS) must be a number of tokens from 2000 to 1000000, not '5'"),
                new Refused(
                        "the same as a property",
                        yaml("").property("limits.answerTokens", "5"),
                        "limits.answerTokens (QUILT_MCP_ANSWER_TOKENS) must be a number of tokens from 2000 to 1000000, not '5'"),
                new Refused(
                        "the same as a variable",
                        yaml("").with("QUILT_MCP_ANSWER_TOKENS", "5"),
                        "QUILT_MCP_ANSWER_TOKENS must be a number of tokens from 2000 to 1000000, not '5'"),
                new Refused(
                        "a property for a port of 0",
                        yaml("").property("server.adminConnectors[0].port", "0"),
                        "server.adminConnectors[0].port (QUILT_MCP_ADMIN_PORT) must be a port from 1 to 65535, not '0'"),
                refused(
                        "a port of 0 of a second connector",
                        "server: {applicationConnectors: [{}, {port: 0}]}",
                        "server.applicationConnectors[1].port must be a port from 1 to 65535, not '0'"),
                new Refused(
                        "a property for a key that does not exist",
                        yaml("").property("limits.answerToken", "5000"),
                        "limits.answerToken is not a key of the configuration; did you mean answerTokens?"),
                new Refused(
                        "a property for a list element that does not exist",
                        yaml("").property("server.applicationConnectors[7].port", "9000"),
                        "-D%s.server.applicationConnectors[7].port names no key of the configuration"),
                refused(
                        "the same key twice",
                        "limits: {answerTokens: 5000, answerTokens: 6000}",
                        "config.yml is not valid YAML near line 1: Duplicate field 'answerTokens'"),
                refused(
                        "an alias",
                        "limits: {manifestBytes: &size 33554432, upstreamBytes: *size}",
                        "config.yml has the alias *size in line 1; aliases are not supported: write the value out"),
                refused(
                        "an empty element of a list",
                        "server: {applicationConnectors: [~]}",
                        "server.applicationConnectors[0] must not be empty"),
                refused(
                        "an unknown level of a logger",
                        "logging: {loggers: {com.example: VERBOSE}}",
                        "logging.loggers.com.example must be off, error, warn, info, debug or trace, not 'VERBOSE'"),
                refused(
                        "an unknown appender of a logger",
                        "logging: {loggers: {com.example: {appenders: [{type: files}]}}}",
                        "logging.loggers.com.example.appenders[0].type must be one of console, file, lines, syslog, tcp, tls, udp, not 'files'"),
                refused(
                        "an unknown mode of Jetty's",
                        "server: {applicationConnectors: [{httpCompliance: strict}]}",
                        "server.applicationConnectors[0].httpCompliance must be a mode of Jetty's such as STRICT, not 'strict'"),
                refused("no mapping", "- a", "config.yml must be a YAML mapping"),
                refused(
                        "`server.applicationContextPath`",
                        "server: {applicationContextPath: /quilt}",
                        "server.applicationContextPath must be /, not '/quilt', because clients use /mcp and load balancers use /health"),
                refused(
                        "`server.rootPath`",
                        "server: {rootPath: /api/*}",
                        "server.rootPath must be /*, not '/api/*', because clients use /mcp"),
                refused(
                        "no application connector",
                        "server: {applicationConnectors: []}",
                        "server.applicationConnectors must have at least one connector"),
                refused(
                        "`health.healthCheckUrlPaths`",
                        "health: {healthCheckUrlPaths: [/ready]}",
                        "health.healthCheckUrlPaths cannot be set: the health paths are /, /health and /healthz"),
                refused(
                        "`health: {enabled: false}`",
                        "health: {enabled: false}",
                        "health.enabled must be true, because the health paths and the drain depend on it"),
                refused(
                        "a keystore that does not exist",
                        "server: {applicationConnectors: [{type: https, keyStorePath: none.p12}]}",
                        "server.applicationConnectors[0].keyStorePath must name a file that can be read, not 'none.p12'"));
    }

    private static Refused refused(String habit, String yaml, String sentence) {
        return new Refused(habit, yaml(yaml), sentence);
    }

    /** Returns a text of the table's cell; null stays empty. */
    static String cell(@Nullable String text) {
        return text == null ? "" : text.replace("|", "\\|");
    }
}
