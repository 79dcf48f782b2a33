package com.quiltdata.mcp.config;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Checks OpenTelemetry's variables. No fault repeats the headers, which may be secret. */
final class TracesValidator {
    private static final Pattern TOKEN = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+"); // RFC 9110 §5.6.2
    private static final Pattern VALUE = Pattern.compile("[\\x20-\\x7E]*");
    private static final Pattern SHARE = Pattern.compile("0(\\.\\d{1,9})?|1(\\.0{1,9})?");
    private static final Pattern NAME = Pattern.compile("[\\x21-\\x7E][\\x20-\\x7E]{0,99}");

    /** Headers that the exporter sets, and headers that the JDK's HTTP client does not allow. */
    private static final Set<String> RESERVED = Set.of(
            "accept-encoding",
            "connection",
            "content-encoding",
            "content-length",
            "content-type",
            "expect",
            "host",
            "transfer-encoding",
            "upgrade");

    private TracesValidator() {}

    static void check(SettingChecks checks) {
        checks.check(
                "/telemetry/otlpEndpoint",
                url -> SettingParser.isUrl(url) && !url.replaceAll("/+$", "").endsWith("/v1/traces"),
                "OTEL_EXPORTER_OTLP_ENDPOINT must be the base URL of a collector's OTLP over HTTP such as"
                        + " http://localhost:4318, without user, query or fragment; /v1/traces is added to it");
        checks.check(
                "/telemetry/otlpProtocol",
                "http/protobuf"::equals,
                "OTEL_EXPORTER_OTLP_PROTOCOL must be http/protobuf, the only supported protocol; collectors accept it"
                        + " on port 4318");
        checks.check(
                "/telemetry/otlpHeaders",
                TracesValidator::areHeaders,
                "OTEL_EXPORTER_OTLP_HEADERS must be comma-separated name=value pairs with percent-encoded values;"
                        + " headers that HTTP and OTLP set themselves are not allowed");
        checks.check(
                "/telemetry/serviceName",
                name -> NAME.matcher(name).matches(),
                "OTEL_SERVICE_NAME must be a name of up to 100 ASCII characters such as quilt-mcp-server");
        checks.check(
                "/telemetry/sampled",
                share -> SHARE.matcher(share).matches(),
                "OTEL_TRACES_SAMPLER_ARG must be a share from 0 to 1 such as 0.1, not '%s'");
    }

    private static boolean areHeaders(String headers) {
        try {
            return TelemetrySection.pairs(headers).entrySet().stream()
                    .allMatch(header -> TOKEN.matcher(header.getKey()).matches()
                            && !RESERVED.contains(header.getKey().toLowerCase(Locale.ROOT))
                            && VALUE.matcher(header.getValue()).matches());
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
