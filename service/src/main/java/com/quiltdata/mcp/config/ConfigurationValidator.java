package com.quiltdata.mcp.config;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Validator of the resolved configuration, which runs before anything is bound or started. It reports all faults
 * together, by the names of their variables.
 */
final class ConfigurationValidator {
    private static final Set<String> TRUE = Set.of("true", "1", "yes", "on");
    private static final Set<String> FALSE = Set.of("false", "0", "no", "off");
    private static final Set<String> TRANSPORTS = Set.of("http", "streamable-http");
    private static final Set<String> LEVELS = Set.of("minimal", "standard", "detailed");
    private static final Set<String> FORMATS = Set.of("text", "json");
    private static final Set<String> SEVERITIES = Set.of("off", "error", "warn", "info", "debug", "trace");
    private static final Pattern REGION = Pattern.compile("[a-z]{2,4}(-[a-z]+)+-\\d{1,2}");
    private static final Set<String> PRESETS = Set.of("standard", "readonly", "full");
    private static final Pattern SCOPE = Pattern.compile("[\\x21\\x23-\\x5B\\x5D-\\x7E]+"); // RFC 6749 §3.3
    private static final int MINUTE = 60;
    private static final int HOUR = 3600;
    private static final int DAY = 24 * HOUR;
    private static final int KIBIBYTE = 1024;
    private static final int PORTS = 65_535;
    private static final int KEY_LENGTH = 32;
    private static final int SHOWN = 60;

    private final JsonNode document;
    private final List<String> faults = new ArrayList<>();

    private ConfigurationValidator(JsonNode document) {
        this.document = document;
    }

    /** Returns all faults, one sentence each, in the order of the deployment reference; empty if there are none. */
    static List<String> faults(
            JsonNode document, List<String> toolsets, Function<String, @Nullable String> environment) {
        var contract = new ConfigurationValidator(document);
        contract.reference();
        contract.own(toolsets);
        contract.noFallback(environment);
        return List.copyOf(contract.faults);
    }

    /** Checks the variables of the deployment reference. */
    private void reference() {
        required("QUILT_CATALOG_URL", "/catalog/url");
        required("QUILT_REGISTRY_URL", "/catalog/registryUrl");
        deployment();
        choice("FASTMCP_TRANSPORT", "/transport", TRANSPORTS, "http or streamable-http, the only transports");
        host();
        number("FASTMCP_PORT", "/server/applicationConnectors/0/port", 1, PORTS, "a port");
        number("QUILT_MCP_ADMIN_PORT", "/server/adminConnectors/0/port", 1, PORTS, "a port");
        url("QUILT_GRAPHQL_ENDPOINT", "/catalog/graphqlEndpoint");
        number("QUILT_SERVICE_TIMEOUT", "/catalog/timeoutSeconds", 1, HOUR, "a whole number of seconds");
        number("QUILT_BROWSING_SESSION_TTL", "/catalog/browsingSessionSeconds", 1, DAY, "a whole number of seconds");
        truth("MCP_SKIP_BANNER", "/skipBanner");
        truth("QUILT_MCP_RESOURCES_ENABLED", "/resources/enabled");
        number("QUILT_MCP_RESOURCE_CACHE_TTL", "/resources/cacheSeconds", 0, DAY, "a whole number of seconds");
        truth("MCP_TELEMETRY_ENABLED", "/telemetry/enabled");
        choice("MCP_TELEMETRY_LEVEL", "/telemetry/level", LEVELS, "minimal, standard or detailed");
        truth("MCP_OPTIMIZATION_ENABLED", "/optimization");
        truth("QUILT_MCP_ADMIN_TASKS", "/adminTasks");
        url("AWS_ENDPOINT_URL_S3", "/aws/s3Endpoint");
        region();
    }

    /** Checks this server's own variables whose values need more than a bound. */
    private void own(List<String> toolsets) {
        number(
                "QUILT_MCP_RESOURCE_MAX_BYTES",
                "/resources/maxBytes",
                KIBIBYTE,
                KIBIBYTE * KIBIBYTE * 64,
                "a whole number of bytes");
        toolsets(toolsets);
        number("QUILT_MCP_ANSWER_TOKENS", "/limits/answerTokens", 2000, 1_000_000, "a number of tokens");
        number("QUILT_MCP_MANIFEST_BYTES", "/limits/manifestBytes", 1_000_000, 999_999_999, "a whole number of bytes");
        number("QUILT_MCP_MEMORY_BYTES", "/limits/memoryBytes", 16_000_000, 16_000_000_000L, "a whole number of bytes");
        faults.addAll(ArrivalsValidator.faults(document.path("arrivals")));
        number("QUILT_MCP_ADMISSION_TTL", "/admission/ttlSeconds", 1, 15 * MINUTE, "a whole number of seconds");
        truth("QUILT_MCP_BREAKER", "/breaker/enabled");
        number("QUILT_MCP_BREAKER_OPEN", "/breaker/openSeconds", 1, MINUTE, "a whole number of seconds");
        authorization();
        number("QUILT_MCP_HEARTBEAT", "/http/heartbeatSeconds", 1, MINUTE, "a whole number of seconds");
        stateKey();
        if (!DocsSection.off(value("/docs/url"))) {
            url("QUILT_MCP_DOCS_URL", "/docs/url");
        }
        choice("QUILT_MCP_LOG_FORMAT", "/logging/format", FORMATS, "text or json");
        choice("QUILT_MCP_LOG_LEVEL", "/logging/level", SEVERITIES, "off, error, warn, info, debug or trace");
        faults.addAll(TracesValidator.faults(document.path("telemetry")));
    }

    /** Returns whether the value is one of the spellings of true. */
    static boolean isTrue(@Nullable String value) {
        return value != null && TRUE.contains(value.toLowerCase(Locale.ROOT));
    }

    /** Returns the value for an error sentence: on one line and shortened. */
    static String shown(String value) {
        var line = value.replaceAll("\\p{Cntrl}", "?");
        return line.length() <= SHOWN ? line : line.substring(0, SHOWN) + "…";
    }

    private @Nullable String value(String pointer) {
        var node = document.at(JsonPointer.compile(pointer));
        return node.isMissingNode() || node.isNull() || node.asText().isBlank() ? null : node.asText();
    }

    private void required(String variable, String pointer) {
        if (value(pointer) == null) {
            faults.add("Platform backend requires %s environment variable".formatted(variable));
        } else {
            url(variable, pointer);
        }
    }

    private void url(String variable, String pointer) {
        var value = value(pointer);
        if (value != null && !UrlSyntax.good(value)) {
            faults.add(
                    "%s must be an http or https URL such as https://quilt.example.com, without user, query or fragment"
                            .formatted(variable));
        }
    }

    private void deployment() {
        var mode = value("/deployment");
        var multiuser = value("/multiuserMode");
        if (mode != null && !mode.equalsIgnoreCase("remote")) {
            faults.add("Invalid deployment mode '%s'. QUILT_DEPLOYMENT must be remote; other modes are not supported"
                    .formatted(shown(mode)));
        }
        if (multiuser == null) {
            return;
        }
        truth("QUILT_MULTIUSER_MODE", "/multiuserMode");
        if (FALSE.contains(multiuser.toLowerCase(Locale.ROOT)) && mode == null) {
            faults.add("QUILT_MULTIUSER_MODE=false is not supported, because this server is always multi-user;"
                    + " unset it or set QUILT_DEPLOYMENT=remote");
        }
    }

    private void host() {
        var host = value("/server/applicationConnectors/0/bindHost");
        if (host != null && host.chars().anyMatch(c -> c <= ' ' || c == '/')) {
            faults.add("FASTMCP_HOST must be an address or a host name such as 0.0.0.0");
        }
    }

    private void number(String variable, String pointer, long min, long max, String what) {
        var value = value(pointer);
        if (value != null
                && !(value.matches("\\d{1,15}") && Long.parseLong(value) >= min && Long.parseLong(value) <= max)) {
            faults.add("%s must be %s from %d to %d, not '%s'".formatted(variable, what, min, max, shown(value)));
        }
    }

    private void truth(String variable, String pointer) {
        var value = value(pointer);
        if (value != null
                && !TRUE.contains(value.toLowerCase(Locale.ROOT))
                && !FALSE.contains(value.toLowerCase(Locale.ROOT))) {
            faults.add("%s must be true or false, not '%s'".formatted(variable, shown(value)));
        }
    }

    private void choice(String variable, String pointer, Set<String> choices, String words) {
        var value = value(pointer);
        if (value != null && !choices.contains(value.toLowerCase(Locale.ROOT))) {
            faults.add("%s must be %s, not '%s'".formatted(variable, words, shown(value)));
        }
    }

    private void region() {
        var region = value("/aws/region");
        if (region != null && !REGION.matcher(region).matches()) {
            faults.add("AWS_REGION must be a region such as us-east-1, not '%s'".formatted(shown(region)));
        }
    }

    private void toolsets(List<String> families) {
        for (var name : list("/tools/toolsets")) {
            if (!PRESETS.contains(name.toLowerCase(Locale.ROOT)) && !families.contains(name.toLowerCase(Locale.ROOT))) {
                faults.add(
                        "QUILT_MCP_TOOLSETS must be standard, readonly, full or a comma-separated list of %s, not '%s'"
                                .formatted(String.join(", ", families), shown(name)));
                return;
            }
        }
    }

    private void authorization() {
        var issuers = list("/http/authorizationServers");
        url("QUILT_MCP_RESOURCE", "/http/resource");
        if (!issuers.stream().allMatch(UrlSyntax::good)) {
            faults.add("QUILT_MCP_AUTHORIZATION_SERVERS must be a comma-separated list of http or https URLs such as"
                    + " https://id.example.com, without user, query or fragment");
        }
        if (issuers.isEmpty() != (value("/http/resource") == null)) {
            faults.add("QUILT_MCP_RESOURCE and QUILT_MCP_AUTHORIZATION_SERVERS belong together; set both or neither");
        }
        if (!list("/http/scopes").stream()
                .allMatch(scope -> SCOPE.matcher(scope).matches())) {
            faults.add("QUILT_MCP_SCOPES must be a comma-separated list of OAuth scopes");
        }
    }

    private List<String> list(String pointer) {
        var value = value(pointer);
        return value == null
                ? List.of()
                : Arrays.stream(value.split(",", -1))
                        .map(String::strip)
                        .filter(name -> !name.isEmpty())
                        .toList();
    }

    private void stateKey() {
        var key = value("/http/stateKey");
        if (key != null && key.length() < KEY_LENGTH) {
            faults.add("QUILT_MCP_STATE_KEY must have at least %d characters, for example from openssl rand -base64 32"
                    .formatted(KEY_LENGTH));
        }
    }

    private void noFallback(Function<String, @Nullable String> environment) {
        var fallback = environment.apply("QUILT_FALLBACK_JWT");
        if (fallback != null && !fallback.isBlank()) {
            faults.add("QUILT_FALLBACK_JWT is refused, because it would let callers without a token act as its owner;"
                    + " unset it");
        }
    }
}
