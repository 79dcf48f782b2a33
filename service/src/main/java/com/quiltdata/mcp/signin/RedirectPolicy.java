package com.quiltdata.mcp.signin;

import com.quiltdata.mcp.config.Loopback;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The redirect URIs that clients may use: {@code https} on the listed hosts, URIs of the listed private-use schemes
 * (RFC 8252 §7.1), and always loopback with any port (RFC 8252 §7.3).
 */
public final class RedirectPolicy {
    /** Maximum length of a redirect URI, in characters. */
    static final int MAX_LENGTH = 512;

    private static final Pattern VISIBLE_ASCII = Pattern.compile("[!-~]+");

    /** Dot segments, and escaped dots, slashes and backslashes, which only some programs decode. */
    private static final Pattern AMBIGUOUS = Pattern.compile("(?i)(^|/)\\.{1,2}(/|$)|%(2e|2f|5c)");

    private static final int HTTPS_PORT = 443;

    private final List<String> entries;

    /** Creates a policy of hosts ({@code claude.ai}), suffixes ({@code .example.com}) and schemes ({@code cursor://}). */
    public RedirectPolicy(List<String> entries) {
        this.entries = entries.stream().map(it -> it.toLowerCase(Locale.ROOT)).toList();
    }

    boolean allows(String redirect) {
        return refusal(redirect).isEmpty();
    }

    /** Returns why a redirect URI is not allowed, as a sentence that does not repeat it; empty if it is. */
    Optional<String> refusal(String redirect) {
        if (redirect.length() > MAX_LENGTH) {
            return Optional.of("A redirect URI may have at most %d characters.".formatted(MAX_LENGTH));
        }
        try {
            // java.net.URI refuses backslashes, spaces and control characters, but lets other characters than ASCII
            // pass.
            var uri = VISIBLE_ASCII.matcher(redirect).matches() ? new URI(redirect) : null;
            if (uri == null || !isPlain(uri)) {
                return Optional.of("A redirect URI must be absolute, in ASCII, without user, fragment, backslash, dot"
                        + " segments or escaped dots and slashes.");
            }
            return isListed(uri)
                    ? Optional.empty()
                    : Optional.of("That redirect URI is not allowed here: use https on a host that this server lists"
                            + " (QUILT_MCP_SIGNIN_REDIRECTS), or loopback.");
        } catch (URISyntaxException e) {
            return Optional.of("A redirect URI must be a valid URI.");
        }
    }

    private static boolean isPlain(URI uri) {
        return uri.isAbsolute()
                && !uri.isOpaque()
                && uri.getRawFragment() == null
                && (uri.getRawAuthority() == null || !uri.getRawAuthority().contains("@"))
                && !AMBIGUOUS.matcher(uri.getRawPath()).find();
    }

    private boolean isListed(URI uri) {
        var scheme = uri.getScheme().toLowerCase(Locale.ROOT);
        if (isLoopback(uri)) {
            return true;
        } else if (!scheme.equals("https")) {
            return entries.contains(scheme + "://");
        }
        var host = uri.getHost() == null ? "" : uri.getHost().toLowerCase(Locale.ROOT);
        return !host.isEmpty()
                && (uri.getPort() == -1 || uri.getPort() == HTTPS_PORT)
                && entries.stream().anyMatch(it -> it.startsWith(".") ? host.endsWith(it) : it.equals(host));
    }

    /** Returns whether a URI is http or https on this machine. */
    static boolean isLoopback(URI uri) {
        return Stream.of("http", "https").anyMatch(it -> it.equalsIgnoreCase(uri.getScheme()))
                && Loopback.isHostOf(uri);
    }
}
