package com.quiltdata.mcp.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Parser of setting values: booleans, lists and URLs. */
final class SettingParser {
    private static final Set<String> TRUE = Set.of("true", "1", "yes", "on");
    private static final Set<String> FALSE = Set.of("false", "0", "no", "off");

    static final int MAX_PORT = 65_535;
    private static final Pattern HOST_WITH_UNDERSCORE = Pattern.compile("[A-Za-z0-9.-]*_[A-Za-z0-9._-]*(:\\d+)?");
    private static final String FORM =
            "must be an http or https URL such as https://quilt.example.com, without user, query or fragment";

    private SettingParser() {}

    static boolean isTrue(@Nullable String value) {
        return value != null && TRUE.contains(value.toLowerCase(Locale.ROOT));
    }

    static boolean isFalse(String value) {
        return FALSE.contains(value.toLowerCase(Locale.ROOT));
    }

    /** Returns the distinct elements of a comma-separated list, in order. */
    static List<String> list(@Nullable String value) {
        return value == null
                ? List.of()
                : Arrays.stream(value.split(",", -1))
                        .map(String::strip)
                        .filter(element -> !element.isEmpty())
                        .distinct()
                        .toList();
    }

    /** Returns whether the value is an http or https URL with a host, and without user, query or fragment. */
    static boolean isUrl(String value) {
        return urlFault(value) == null;
    }

    /** Returns why the value is not such a URL, as the end of a sentence; null if it is one. */
    static @Nullable String urlFault(String value) {
        try {
            var uri = new URI(value);
            if (uri.getHost() == null
                    && uri.getRawAuthority() != null
                    && HOST_WITH_UNDERSCORE.matcher(uri.getRawAuthority()).matches()) {
                return "has an underscore in its host, which host names do not allow; use another name of that host";
            }
            if (uri.getPort() == 0 || uri.getPort() > MAX_PORT) {
                return "has port " + uri.getPort() + "; ports are from 1 to " + MAX_PORT;
            }
            var valid = ("http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme()))
                    && uri.getHost() != null
                    && uri.getRawUserInfo() == null
                    && uri.getRawQuery() == null
                    && uri.getRawFragment() == null;
            return valid ? null : FORM;
        } catch (URISyntaxException e) {
            return FORM;
        }
    }
}
