package com.quiltdata.mcp.signin;

import java.net.URI;
import java.util.Locale;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Settings of the sign-in.
 *
 * @param publicOrigin this server's origin as clients reach it, without a path; the issuer, byte for byte
 * @param connectUrl the origin of Quilt Connect
 * @param redirects where clients may be sent back to
 * @param stateKey the key that all sealed values' keys are derived from
 * @param previousStateKey the key before, whose values still open
 * @param sharedClientId the client at Connect that clients with a metadata document share; null if they are not served
 * @param endpoints returns whether a raw path is one of the MCP endpoint's
 * @param queries returns whether the MCP endpoint accepts a raw query
 */
public record SignInSettings(
        URI publicOrigin,
        URI connectUrl,
        RedirectPolicy redirects,
        String stateKey,
        @Nullable String previousStateKey,
        @Nullable String sharedClientId,
        Predicate<String> endpoints,
        Predicate<String> queries) {
    private static final int HTTP_PORT = 80;
    private static final int HTTPS_PORT = 443;

    /** The only scope at Connect. */
    static final String SCOPE = "platform";

    /** Returns this server's origin, which is also the issuer. */
    public String origin() {
        return publicOrigin.toString();
    }

    /** Returns the URL of the MCP endpoint: the protected resource. */
    public String mcpUrl() {
        return origin() + "/mcp";
    }

    /** Returns the redirect URI that Connect sends browsers back to. */
    String callbackUrl() {
        return origin() + "/" + SignIn.CALLBACK;
    }

    /** Returns the only {@code resource} that Connect issues tokens for. */
    String connectResource() {
        return origin(connectUrl) + "/mcp/platform";
    }

    /** Returns a URL's origin as browsers write it: in lower case, without the scheme's default port. */
    static String origin(URI url) {
        var scheme = url.getScheme().toLowerCase(Locale.ROOT);
        var standard = scheme.equals("https") ? HTTPS_PORT : HTTP_PORT;
        var port = url.getPort() == -1 || url.getPort() == standard ? "" : ":" + url.getPort();
        return scheme + "://" + url.getHost().toLowerCase(Locale.ROOT) + port;
    }

    @Override
    public String toString() {
        return "SignInSettings[…]"; // has keys
    }
}
