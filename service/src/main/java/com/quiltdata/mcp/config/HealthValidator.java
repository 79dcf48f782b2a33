package com.quiltdata.mcp.config;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.Set;

/** Checks the section about health for what Dropwizard accepts and this server cannot do. */
final class HealthValidator {
    /** The checks that this server and Dropwizard register. */
    private static final Set<String> NAMES = Set.of("catalog", "deadlocks");

    private HealthValidator() {}

    static void check(JsonNode document, SettingChecks checks) {
        checks.check(
                "/health/enabled",
                SettingParser::isTrue,
                "health.enabled must be true, because the health paths and the drain depend on it");
        if (document.at("/health/responder/type").asText().equals("resource")
                && document.at("/health").hasNonNull("healthCheckUrlPaths")) {
            checks.add("health.healthCheckUrlPaths cannot be set: the health paths are /, /health and /healthz");
        }
        for (int i = 0; i < document.at("/health/healthCheckUrlPaths").size(); i++) {
            var pointer = "/health/healthCheckUrlPaths/" + i;
            checks.check(
                    pointer,
                    path -> path.startsWith("/"),
                    SettingChecks.path(pointer) + " must be a path such as /ready, not '%s'");
        }
        var configured = document.at("/health/healthChecks");
        var names = new HashSet<String>();
        for (int i = 0; i < configured.size(); i++) {
            var pointer = "/health/healthChecks/" + i;
            checks.check(
                    pointer + "/name",
                    name -> NAMES.contains(name) && names.add(name),
                    SettingChecks.path(pointer) + ".name must be catalog or deadlocks, each once, not '%s'");
            interval(pointer + "/schedule/checkInterval", checks);
            interval(pointer + "/schedule/downtimeInterval", checks);
        }
        interval("/metrics/frequency", checks);
    }

    private static void interval(String pointer, SettingChecks checks) {
        checks.check(
                pointer,
                time -> !time.matches("0+\\D*"),
                SettingChecks.path(pointer) + " must be longer than 0, not '%s'");
    }
}
