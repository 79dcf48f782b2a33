package com.quiltdata.mcp.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.quiltdata.mcp.testing.Configurations;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ServerValidatorTest {
    private static final Map<String, String> URLS = Map.of(
            "QUILT_CATALOG_URL", "https://quilt.example.com",
            "QUILT_REGISTRY_URL", "https://registry.example.com");

    private static final String HTTPS =
            "server: {applicationConnectors: [{type: https, keyStorePath: \"%s\", keyStorePassword: %s}]}";

    @ParameterizedTest
    @CsvSource({"PKCS12,secret,secret,true", "PKCS12,secret,other,false", "JKS,secret,other,false", "none,x,x,false"})
    void opensTheKeyStore(String type, String password, String sent, boolean opens, @TempDir Path folder)
            throws Exception {
        var file = folder.resolve("store");
        Files.writeString(file, "no store");
        if (!type.equals("none")) {
            var store = KeyStore.getInstance(type);
            store.load(null, null);
            try (var output = Files.newOutputStream(file)) {
                store.store(output, password.toCharArray());
            }
        }
        var faults = Configurations.faults(HTTPS.formatted(file, sent), URLS);
        assertThat(faults)
                .isEqualTo(
                        opens
                                ? List.of()
                                : List.of("server.applicationConnectors[0].keyStorePath must name a store of keys that"
                                        + " server.applicationConnectors[0].keyStoreType and"
                                        + " server.applicationConnectors[0].keyStorePassword open, not '"
                                        + SettingChecks.shown(file.toString()) + "'"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "server: {maxThreads: 2}|server.maxThreads must be a number of threads from 32 to 1000000, not '2'",
                "admin: {healthChecks: {maxThreads: 0}}|admin.healthChecks.maxThreads must be a number of threads from 1 to"
                        + " 1000000, not '0'",
                "server: {user: nobody}|server.user cannot be set: start the process as the user, and with the limits, that"
                        + " it shall have",
                "health: {responder: {type: servlet}, healthCheckUrlPaths: [ready]}|health.healthCheckUrlPaths[0] must be a path"
                        + " such as /ready, not 'ready'",
                "server: {applicationConnectors: [{type: https, validateCerts: true}]}|"
                        + "server.applicationConnectors[0].validateCerts needs trustStorePath"
            })
    void reportsWhatWouldEndTheStart(String yaml, String fault) {
        assertThat(Configurations.faults(yaml, URLS)).contains(fault);
    }

    @Test
    void acceptsTheFewestThreads() {
        assertThat(Configurations.faults("server: {maxThreads: 32}", URLS)).isEmpty();
    }

    @Test
    void namesAPathThatIsNone() {
        assertThat(Configurations.faults(HTTPS.formatted("a\\0b", "x"), URLS))
                .singleElement()
                .asString()
                .endsWith("keyStorePath must name a file that can be read, not 'a?b'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/mcp", "/mcp/admin", "/health", "/*", "//", "/a b", "/admin/", "admin"})
    void refusesAnAdminPathThatWouldHideAnEndpoint(String path) {
        assertThat(Configurations.faults("server: {type: simple, adminContextPath: '%s'}".formatted(path), URLS))
                .containsExactly("server.adminContextPath must be a path such as /admin that no endpoint has, not '"
                        + path + "'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/admin", "/ops/mcp", "/mcp-admin"})
    void acceptsOtherAdminPaths(String path) {
        assertThat(Configurations.faults("server: {type: simple, adminContextPath: '%s'}".formatted(path), URLS))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "health: {healthChecks: [{name: database}]} | health.healthChecks[0].name must be catalog or deadlocks, each once, not 'database'",
                "health: {healthChecks: [{name: catalog}, {name: catalog}]} | health.healthChecks[1].name must be catalog or deadlocks, each once, not 'catalog'",
                "health: {healthChecks: [{name: catalog, schedule: {checkInterval: 0s}}]} | health.healthChecks[0].schedule.checkInterval must be longer than 0, not '0s'",
                "metrics: {frequency: 0 minutes} | metrics.frequency must be longer than 0, not '0 minutes'"
            })
    void refusesWhatWouldEndTheStart(String yaml, String sentence) {
        assertThat(Configurations.faults(yaml, URLS)).containsExactly(sentence);
    }
}
