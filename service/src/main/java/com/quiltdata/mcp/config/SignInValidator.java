package com.quiltdata.mcp.config;

import java.net.URI;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Checks the variables of the sign-in, which QUILT_MCP_CONNECT_URL switches on. No fault repeats a key. */
final class SignInValidator {
    private static final String CONNECT_URL = "/signIn/connectUrl";
    private static final String PUBLIC_URL = "/signIn/publicUrl";
    private static final String STATE_KEY = "/http/stateKey";
    private static final int MIN_KEY_LENGTH = 32;
    private static final Pattern ORIGIN = Pattern.compile("https?://[^/?#@]+");
    private static final Pattern HOST =
            Pattern.compile("(?=.{1,253}$)\\.?[a-z0-9]([a-z0-9-]*[a-z0-9])?(\\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)+");
    private static final Pattern SCHEME = Pattern.compile("[a-z][a-z0-9+.-]*://");
    private static final Pattern CLIENT_ID = Pattern.compile("[\\x21-\\x7E]{1,512}");

    /** Schemes that a browser opens itself; http and https are listed by host. */
    private static final Set<String> UNSAFE = Set.of(
            "http://",
            "https://",
            "ws://",
            "wss://",
            "ftp://",
            "file://",
            "data://",
            "javascript://",
            "vbscript://",
            "blob://",
            "about://");

    private SignInValidator() {}

    static void check(SettingChecks checks) {
        checks.check(
                CONNECT_URL,
                url -> ORIGIN.matcher(url).matches() && SettingParser.isUrl(url) && isProtected(URI.create(url)),
                "QUILT_MCP_CONNECT_URL must be the origin of Quilt Connect such as https://connect.example.com: https"
                        + " (http only on loopback), without a path or a slash at the end");
        checks.check(
                PUBLIC_URL,
                SignInValidator::isPublicOrigin,
                "QUILT_MCP_PUBLIC_URL must be this server's origin as clients reach it, such as"
                        + " https://mcp.example.com: https (http only on loopback), in lower case, without a path, a"
                        + " slash at the end or the default port");
        checks.list("/signIn/redirects").stream()
                .filter(entry -> !isRedirect(entry.toLowerCase(Locale.ROOT)))
                .findFirst()
                .ifPresent(entry -> checks.add("QUILT_MCP_SIGNIN_REDIRECTS must be comma-separated hosts such as"
                        + " claude.ai, suffixes such as .example.com, and schemes of apps such as cursor://, not '"
                        + SettingChecks.shown(entry) + "'; loopback is always allowed"));
        keys(checks);
        checks.check(
                "/signIn/connectClientId",
                id -> CLIENT_ID.matcher(id).matches(),
                "QUILT_MCP_CONNECT_CLIENT_ID must be a client id at Quilt Connect, as ops/connect-register prints it");
        if (checks.value(CONNECT_URL) != null) {
            required(checks);
        }
    }

    private static void required(SettingChecks checks) {
        if (checks.value(PUBLIC_URL) == null) {
            checks.add(
                    "QUILT_MCP_CONNECT_URL needs QUILT_MCP_PUBLIC_URL, this server's origin as clients reach it, such"
                            + " as https://mcp.example.com");
        }
        if (checks.value(STATE_KEY) == null) {
            checks.add("QUILT_MCP_CONNECT_URL needs QUILT_MCP_STATE_KEY, the same for all processes, for example from"
                    + " openssl rand -base64 32");
        }
        if (checks.value("/http/resource") != null || checks.value("/http/authorizationServers") != null) {
            checks.add("QUILT_MCP_CONNECT_URL excludes QUILT_MCP_RESOURCE and QUILT_MCP_AUTHORIZATION_SERVERS, because"
                    + " this server then is its own authorization server; unset these two or QUILT_MCP_CONNECT_URL");
        }
    }

    private static void keys(SettingChecks checks) {
        var ending = " must have at least " + MIN_KEY_LENGTH + " characters, for example from openssl rand -base64 32";
        checks.check(STATE_KEY, SignInValidator::isKey, "QUILT_MCP_STATE_KEY" + ending);
        checks.check("/signIn/previousStateKey", SignInValidator::isKey, "QUILT_MCP_STATE_KEY_PREVIOUS" + ending);
        checks.check(
                "/signIn/previousStateKey",
                key -> !key.equals(checks.value(STATE_KEY)),
                "QUILT_MCP_STATE_KEY_PREVIOUS must not be the same as QUILT_MCP_STATE_KEY; set it to the key before the"
                        + " current one, or unset it if there is none");
    }

    private static boolean isKey(String key) {
        return key.length() >= MIN_KEY_LENGTH;
    }

    /** Returns whether a URL is an origin as browsers write it (RFC 6454 §6.2): clients compare it as a string. */
    private static boolean isPublicOrigin(String url) {
        if (!ORIGIN.matcher(url).matches() || !SettingParser.isUrl(url)) {
            return false;
        }
        var uri = URI.create(url);
        return url.equals(url.toLowerCase(Locale.ROOT))
                && uri.getPort() != (uri.getScheme().equals("https") ? 443 : 80)
                && !url.endsWith(":")
                && isProtected(uri);
    }

    /** Returns whether requests to this URL are encrypted or stay on this machine. */
    private static boolean isProtected(URI url) {
        return url.getScheme().equals("https") || Loopback.isHostOf(url);
    }

    private static boolean isRedirect(String entry) {
        return entry.endsWith("://")
                ? SCHEME.matcher(entry).matches() && !UNSAFE.contains(entry)
                : entry.equals("localhost") || HOST.matcher(entry).matches();
    }
}
