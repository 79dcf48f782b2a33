package com.quiltdata.mcp.config;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Checks the resolved configuration before anything is bound, and names all faulty variables together. */
final class ConfigurationValidator {
    private static final Set<String> TRANSPORTS = Set.of("http", "streamable-http");
    private static final Set<String> LEVELS = Set.of("minimal", "standard", "detailed");
    private static final Set<String> FORMATS = Set.of("text", "json");
    private static final Set<String> SEVERITIES = Set.of("off", "error", "warn", "info", "debug", "trace");
    private static final Pattern REGION = Pattern.compile("[a-z]{2,4}(-[a-z]+)+-\\d{1,2}");
    private static final Set<String> PRESETS = Set.of("standard", "readonly", "full");
    private static final Set<String> GUARDS = Set.of("off", "shadow", "enforce");
    private static final Pattern SCOPE = Pattern.compile("[\\x21\\x23-\\x5B\\x5D-\\x7E]+"); // RFC 6749 §3.3
    private static final int MINUTE = 60;
    private static final int HOUR = 3600;
    private static final int DAY = 24 * HOUR;
    private static final int KIBIBYTE = 1024;
    private static final String SECONDS = "a whole number of seconds";
    private static final String BYTES = "a whole number of bytes";
    private static final String REQUESTS = "a number of requests";

    private final SettingChecks checks;

    private ConfigurationValidator(JsonNode document, Function<String, @Nullable String> environment) {
        this.checks = new SettingChecks(document, environment);
    }

    /** Checks a document, and returns all faults, one sentence each, in the order of the deployment reference. */
    static SettingChecks checks(JsonNode document, ConfigurationLoader loader) {
        var validator = new ConfigurationValidator(document, loader.environment());
        validator.reference();
        ServerValidator.check(document, validator.checks);
        HealthValidator.check(document, validator.checks);
        LoggingValidator.check(document, validator.checks);
        validator.own(loader.toolsets());
        validator.noFallback(loader.environment());
        return validator.checks;
    }

    private void reference() {
        required("QUILT_CATALOG_URL", "/catalog/url");
        required("QUILT_REGISTRY_URL", "/catalog/registryUrl");
        checks.check(
                "/catalog/registryUrl",
                url -> !url.replaceAll("/+$", "").endsWith("/graphql"),
                "QUILT_REGISTRY_URL must not end in /graphql, which is added to it; to name another endpoint, set"
                        + " QUILT_GRAPHQL_ENDPOINT");
        deployment();
        checks.choice("FASTMCP_TRANSPORT", "/transport", TRANSPORTS, "http or streamable-http, the only transports");
        checks.url("QUILT_GRAPHQL_ENDPOINT", "/catalog/graphqlEndpoint");
        checks.number("QUILT_SERVICE_TIMEOUT", "/catalog/timeoutSeconds", 1, HOUR, SECONDS);
        checks.number("QUILT_BROWSING_SESSION_TTL", "/catalog/browsingSessionSeconds", 1, DAY, SECONDS);
        checks.truth("MCP_SKIP_BANNER", "/skipBanner");
        checks.truth("QUILT_MCP_RESOURCES_ENABLED", "/resources/enabled");
        checks.number("QUILT_MCP_RESOURCE_CACHE_TTL", "/resources/cacheSeconds", 0, DAY, SECONDS);
        checks.truth("MCP_TELEMETRY_ENABLED", "/telemetry/enabled");
        checks.choice("MCP_TELEMETRY_LEVEL", "/telemetry/level", LEVELS, "minimal, standard or detailed");
        checks.truth("MCP_OPTIMIZATION_ENABLED", "/optimization");
        checks.truth("QUILT_MCP_ADMIN_TASKS", "/adminTasks");
        checks.url("AWS_ENDPOINT_URL_S3", "/aws/s3Endpoint");
        checks.url("AWS_ENDPOINT_URL_STS", "/aws/stsEndpoint");
        checks.url("AWS_ENDPOINT_URL_ATHENA", "/aws/athenaEndpoint");
        checks.url("AWS_ENDPOINT_URL_GLUE", "/aws/glueEndpoint");
        checks.check(
                "/aws/region",
                region -> REGION.matcher(region).matches(),
                "AWS_REGION must be a region such as us-east-1, not '%s'");
    }

    private void own(List<String> toolsets) {
        checks.truth("QUILT_MCP_AUDIT_READS", "/auditReads");
        checks.number("QUILT_MCP_RESOURCE_MAX_BYTES", "/resources/maxBytes", KIBIBYTE, 64 * KIBIBYTE * KIBIBYTE, BYTES);
        toolsets("QUILT_MCP_TOOLSETS", "/tools/toolsets", toolsets);
        toolsets("QUILT_MCP_TOOLS_ALLOWED", "/tools/allowed", toolsets);
        checks.number("QUILT_MCP_ANSWER_TOKENS", "/limits/answerTokens", 2000, 1_000_000, "a number of tokens");
        checks.number("QUILT_MCP_MANIFEST_BYTES", "/limits/manifestBytes", 1_000_000, 999_999_999, BYTES);
        checks.number("QUILT_MCP_MEMORY_BYTES", "/limits/memoryBytes", 16_000_000, 16_000_000_000L, BYTES);
        arrivals();
        checks.number("QUILT_MCP_ADMISSION_TTL", "/admission/ttlSeconds", 1, 15 * MINUTE, SECONDS);
        checks.truth("QUILT_MCP_BREAKER", "/breaker/enabled");
        checks.number("QUILT_MCP_BREAKER_OPEN", "/breaker/openSeconds", 1, MINUTE, SECONDS);
        sql();
        authorization();
        checks.number("QUILT_MCP_HEARTBEAT", "/http/heartbeatSeconds", 1, MINUTE, SECONDS);
        checks.truth("QUILT_MCP_PAGE", "/http/page");
        SignInValidator.check(checks);
        if (!McpConfiguration.DocsSection.off(checks.value("/docs/url"))) {
            checks.url("QUILT_MCP_DOCS_URL", "/docs/url");
        }
        checks.choice("QUILT_MCP_LOG_FORMAT", "/logging/format", FORMATS, "text or json");
        checks.choice("QUILT_MCP_LOG_LEVEL", "/logging/level", SEVERITIES, "off, error, warn, info, debug or trace");
        TracesValidator.check(checks);
    }

    private void sql() {
        checks.truth("QUILT_MCP_SQL_WRITES", "/sql/writes");
        checks.choice("QUILT_MCP_SQL_COST_GUARD", "/sql/costGuard", GUARDS, "off, shadow or enforce");
        checks.number("QUILT_MCP_SQL_MAX_SCAN_BYTES", "/sql/maxScanBytes", 1_000_000, 1L << 60, BYTES);
        checks.check(
                "/sql/usdPerTebibyte",
                price -> price.matches("\\d{1,4}([.]\\d{1,4})?"),
                "QUILT_MCP_SQL_USD_PER_TIB must be a price in US dollars such as 5 or 6.25, not '%s'");
    }

    private void required(String variable, String pointer) {
        if (checks.value(pointer) == null) {
            checks.add("Platform backend requires %s environment variable".formatted(variable));
        } else {
            checks.url(variable, pointer);
        }
    }

    private void deployment() {
        checks.check(
                "/deployment",
                mode -> mode.equalsIgnoreCase("remote"),
                "Invalid deployment mode '%s'. QUILT_DEPLOYMENT must be remote; other modes are not supported");
        checks.truth("QUILT_MULTIUSER_MODE", "/multiuserMode");
        var unset = checks.value("/deployment") == null;
        checks.check(
                "/multiuserMode",
                multiuser -> !(unset && SettingParser.isFalse(multiuser)),
                "QUILT_MULTIUSER_MODE=false is not supported, because this server is always multi-user;"
                        + " unset it or set QUILT_DEPLOYMENT=remote");
    }

    private void arrivals() {
        var valid = checks.number("QUILT_MCP_ARRIVALS", "/arrivals/requests", 16, 100_000, REQUESTS);
        valid &= checks.number("QUILT_MCP_UNACCEPTED_ARRIVALS", "/arrivals/unacceptedRequests", 16, 100_000, REQUESTS);
        var all = checks.value("/arrivals/requests");
        if (valid && all != null) {
            // Some places are left for accepted callers only; otherwise unaccepted ones could take all.
            checks.check(
                    "/arrivals/unacceptedRequests",
                    unaccepted -> Integer.parseInt(unaccepted) < Integer.parseInt(all),
                    "QUILT_MCP_UNACCEPTED_ARRIVALS must be below QUILT_MCP_ARRIVALS (" + all + "), not %s");
        }
        checks.check(
                "/arrivals/trustedHops",
                hops -> hops.equalsIgnoreCase(ArrivalsSection.AUTO) || hops.matches("\\d{1,2}"),
                "QUILT_MCP_TRUSTED_HOPS must be auto or a number from 0 to 99, not '%s'");
        checks.check(
                "/arrivals/sharedAddresses",
                ConfigurationValidator::areRanges,
                "QUILT_MCP_SHARED_ADDRESSES must be comma-separated addresses or CIDRs such as 192.0.2.0/24");
    }

    private static boolean areRanges(String addresses) {
        try {
            ArrivalsSection.ranges(addresses);
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private void toolsets(String variable, String pointer, List<String> names) {
        checks.list(pointer).stream()
                .filter(name -> !PRESETS.contains(name.toLowerCase(Locale.ROOT))
                        && !names.contains(name.toLowerCase(Locale.ROOT)))
                .findFirst()
                .ifPresent(name ->
                        checks.add("%s must be standard, readonly, full or a comma-separated list of %s, not '%s'"
                                .formatted(variable, String.join(", ", names), SettingChecks.shown(name))));
    }

    private void authorization() {
        checks.url("QUILT_MCP_RESOURCE", "/http/resource");
        var issuers = checks.list("/http/authorizationServers");
        if (!issuers.stream().allMatch(SettingParser::isUrl)) {
            checks.add("QUILT_MCP_AUTHORIZATION_SERVERS must be a comma-separated list of http or https URLs such as"
                    + " https://id.example.com, without user, query or fragment");
        }
        if (issuers.isEmpty() != (checks.value("/http/resource") == null)) {
            checks.add("QUILT_MCP_RESOURCE and QUILT_MCP_AUTHORIZATION_SERVERS belong together; set both or neither");
        }
        if (!checks.list("/http/scopes").stream()
                .allMatch(scope -> SCOPE.matcher(scope).matches())) {
            checks.add("QUILT_MCP_SCOPES must be a comma-separated list of OAuth scopes");
        }
    }

    private void noFallback(Function<String, @Nullable String> environment) {
        var fallback = environment.apply("QUILT_FALLBACK_JWT");
        if (fallback != null && !fallback.isBlank()) {
            checks.add("QUILT_FALLBACK_JWT is refused, because it would let callers without a token act as its owner;"
                    + " unset it");
        }
    }
}
