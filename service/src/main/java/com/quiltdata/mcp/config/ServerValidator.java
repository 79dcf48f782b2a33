package com.quiltdata.mcp.config;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.eclipse.jetty.http.CookieCompliance;
import org.eclipse.jetty.http.HttpCompliance;
import org.eclipse.jetty.http.UriCompliance;
import org.jspecify.annotations.Nullable;

/** Checks Dropwizard's sections for what Dropwizard accepts and this server cannot do. */
final class ServerValidator {
    /** Enough for Jetty's acceptors and selectors on many processors. */
    private static final int MIN_THREADS = 32;

    private static final int MAX_THREADS = 1_000_000;

    /** Keys by which Dropwizard would change the process itself. */
    private static final List<String> PROCESS =
            List.of("user", "group", "umask", "startsAsRoot", "nofileSoftLimit", "nofileHardLimit");

    /** A path beside the endpoints on the one port of a simple server. */
    private static final Pattern ADMIN_PATH = Pattern.compile("(?!/(mcp|healthz?)(/|$))(/[A-Za-z0-9_-]+)+");

    private ServerValidator() {}

    static void check(JsonNode document, SettingChecks checks) {
        var server = document.path("server");
        if (DropwizardDefaults.isSimple(server)) {
            connector("/server/connector", "FASTMCP", "FASTMCP_PORT", checks);
            checks.check(
                    "/server/adminContextPath",
                    path -> ADMIN_PATH.matcher(path).matches(),
                    "server.adminContextPath must be a path such as /admin that no endpoint has, not '%s'");
        } else {
            connectors(server, "applicationConnectors", "FASTMCP", checks);
            connectors(server, "adminConnectors", "QUILT_MCP_ADMIN", checks);
            if (server.path("applicationConnectors").isArray()
                    && server.path("applicationConnectors").isEmpty()) {
                checks.add("server.applicationConnectors must have at least one connector");
            }
        }
        paths(checks);
        process(server, checks);
    }

    /** Checks what Dropwizard and Jetty notice only when the server starts. */
    private static void process(JsonNode server, SettingChecks checks) {
        checks.number("server.maxThreads", "/server/maxThreads", MIN_THREADS, MAX_THREADS, "a number of threads");
        for (var threads : List.of("minThreads", "maxThreads")) {
            checks.number(
                    "admin.healthChecks." + threads,
                    "/admin/healthChecks/" + threads,
                    1,
                    MAX_THREADS,
                    "a number of threads");
        }
        PROCESS.stream()
                .filter(server::hasNonNull)
                .forEach(key -> checks.add("server." + key + " cannot be set: start the process as the user, and with"
                        + " the limits, that it shall have"));
    }

    private static void paths(SettingChecks checks) {
        checks.check(
                "/server/applicationContextPath",
                "/"::equals,
                "server.applicationContextPath must be /, not '%s', because clients use /mcp and load balancers use"
                        + " /health");
        checks.check(
                "/server/rootPath",
                path -> path.equals("/") || path.equals("/*"),
                "server.rootPath must be /*, not '%s', because clients use /mcp");
    }

    private static void connectors(JsonNode server, String key, String variable, SettingChecks checks) {
        for (int i = 0; i < server.path(key).size(); i++) {
            var pointer = "/server/" + key + "/" + i;
            // Only the first takes its port from a variable.
            connector(pointer, variable, i == 0 ? variable + "_PORT" : SettingChecks.path(pointer + "/port"), checks);
        }
    }

    private static void connector(String pointer, String variable, String port, SettingChecks checks) {
        checks.check(
                pointer + "/bindHost",
                host -> host.chars().noneMatch(c -> c <= ' ' || c == '/'),
                variable + "_HOST must be an address or a host name such as 0.0.0.0");
        store(pointer + "/keyStore", checks);
        store(pointer + "/trustStore", checks);
        checks.check(
                pointer + "/validateCerts",
                value -> !SettingParser.isTrue(value) || checks.value(pointer + "/trustStorePath") != null,
                SettingChecks.path(pointer) + ".validateCerts needs trustStorePath");
        mode(pointer + "/httpCompliance", HttpCompliance::valueOf, "STRICT", checks);
        mode(pointer + "/uriCompliance", UriCompliance::valueOf, "DEFAULT", checks);
        mode(pointer + "/requestCookieCompliance", CookieCompliance::valueOf, "RFC6265", checks);
        mode(pointer + "/responseCookieCompliance", CookieCompliance::valueOf, "RFC6265", checks);
        checks.number(port, pointer + "/port", 1, SettingParser.MAX_PORT, "a port");
    }

    /** Checks the name of a mode, for an unknown one of which Dropwizard takes its own default. */
    private static void mode(
            String pointer, Function<String, @Nullable Object> modes, String example, SettingChecks checks) {
        checks.check(
                pointer,
                name -> modes.apply(name) != null,
                SettingChecks.path(pointer) + " must be a mode of Jetty's such as " + example + ", not '%s'");
    }

    private static void store(String store, SettingChecks checks) {
        var key = SettingChecks.path(store);
        if (checks.check(
                        store + "Path",
                        ServerValidator::isReadable,
                        key + "Path must name a file that can be read, not '%s'")
                && checks.value(store + "Provider") == null) {
            checks.check(
                    store + "Path",
                    path -> opens(path, checks.value(store + "Type"), checks.value(store + "Password")),
                    "%1$sPath must name a store of keys that %1$sType and %1$sPassword open, not '%%s'".formatted(key));
        }
    }

    private static boolean opens(String path, @Nullable String type, @Nullable String password) {
        try (var input = Files.newInputStream(Path.of(path))) {
            var store = KeyStore.getInstance(type == null ? "JKS" : type);
            store.load(input, password == null ? null : password.toCharArray());
            return true;
        } catch (IOException | GeneralSecurityException e) {
            return false;
        }
    }

    private static boolean isReadable(String path) {
        try {
            return Files.isReadable(Path.of(path));
        } catch (InvalidPathException e) {
            return false;
        }
    }
}
