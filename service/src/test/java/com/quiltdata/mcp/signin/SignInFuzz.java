package com.quiltdata.mcp.signin;

import static com.quiltdata.mcp.fuzz.FuzzTarget.require;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.quiltdata.mcp.fuzz.Sentences;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** What browsers, clients and strangers send to the sign-in. */
public final class SignInFuzz {
    private static final List<String> LISTED = List.of("claude.ai", ".example.com", "cursor://");
    private static final RedirectPolicy POLICY = new RedirectPolicy(LISTED);
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");
    private static final RegisteredClient CLIENT = new RegisteredClient(
            "c", List.of("http://localhost:1234/cb", "http://127.0.0.1/cb?x=1", "https://claude.ai/cb"), "id");
    private static final Set<String> PATHS = Set.of("/mcp", "/mcp/", "/mcp/readonly");
    private static final ResourceMatcher RESOURCES = new ResourceMatcher(new SignInSettings(
            URI.create("https://mcp.example.com"),
            URI.create("https://connect.example.com"),
            POLICY,
            "key",
            null,
            null,
            PATHS::contains,
            "readonly=true"::equals));
    private static final SealedValues SEALED =
            new SealedValues("a key of more than 32 characters", null, InstantSource.system());
    private static final String ISSUED =
            SEALED.seal(Purpose.CODE, JsonNodeFactory.instance.objectNode().put("code", "x"), null);

    private SignInFuzz() {}

    /**
     * An address as browsers read it (WHATWG URL): of a special scheme, slashes and backslashes are one, tabs and line
     * breaks are dropped, and what is before the last at sign is the user.
     */
    private record Address(String scheme, String host, String port, String rest) {
        private static final Pattern SCHEME = Pattern.compile("([a-zA-Z][a-zA-Z0-9+.-]*):(.*)", Pattern.DOTALL);

        static Address of(String text) {
            var scheme = SCHEME.matcher(text.replaceAll("[\t\r\n]", "").replaceAll("^[\0- ]+|[\0- ]+$", ""));
            require(scheme.matches(), "no scheme in %s", text);
            var name = scheme.group(1).toLowerCase(Locale.ROOT);
            if (!name.startsWith("http")) {
                return new Address(name, "", "", scheme.group(2));
            }
            var rest = scheme.group(2).replace('\\', '/').replaceFirst("^/*", "");
            var end = rest.split("[/?#]", 2)[0];
            var authority = end.substring(end.lastIndexOf('@') + 1);
            var colon =
                    authority.startsWith("[") ? authority.indexOf(':', authority.indexOf(']')) : authority.indexOf(':');
            return new Address(
                    name,
                    host(colon < 0 ? authority : authority.substring(0, colon)),
                    colon < 0 ? "" : authority.substring(colon + 1),
                    rest.substring(end.length()));
        }

        private static String host(String text) {
            var decoded = text.contains("%") ? URLDecoder.decode(text, StandardCharsets.UTF_8) : text;
            return decoded.toLowerCase(Locale.ROOT);
        }
    }

    /** Checks a text as a redirect URI, a client's id and a resource. */
    public static void redirects(String text) {
        POLICY.refusal(text).ifPresentOrElse(it -> Sentences.check(it, ""), () -> allowed(text));
        if (CLIENT.registered(text)) {
            var address = Address.of(text);
            require(
                    CLIENT.redirects().stream()
                            .map(Address::of)
                            .anyMatch(it -> it.host().equals(address.host())
                                    && it.scheme().equals(address.scheme())
                                    && it.rest().equals(address.rest())
                                    && (it.port().equals(address.port()) || LOOPBACK.contains(it.host()))),
                    "registered as %s",
                    address);
        }
        if (RESOURCES.isOurs(text)) {
            var address = Address.of(text);
            require(
                    address.scheme().equals("https")
                            && address.host().equals("mcp.example.com")
                            && (address.port().isEmpty() || address.port().matches("0*443")),
                    "ours: %s",
                    address);
            require(
                    Set.of("", "/").contains(address.rest().split("\\?", 2)[0])
                            || PATHS.contains(address.rest().split("\\?", 2)[0]),
                    "path %s",
                    address);
        }
    }

    private static void allowed(String text) {
        var address = Address.of(text);
        require(text.chars().allMatch(c -> c > ' ' && c < 0x7f), "not visible ASCII");
        require(!text.contains("#"), "a fragment");
        if (address.scheme().equals("cursor")) {
            return;
        }
        require(Set.of("http", "https").contains(address.scheme()), "scheme %s", address);
        var loopback = LOOPBACK.contains(address.host());
        require(
                loopback || address.host().equals("claude.ai") || address.host().endsWith(".example.com"),
                "host %s",
                address);
        require(loopback || address.scheme().equals("https"), "not https: %s", address);
        require(loopback || address.port().matches("|0*443"), "port %s", address);
        var path = address.rest().split("\\?", 2)[0].toLowerCase(Locale.ROOT).replace("%2e", ".");
        require(!Set.of(path.split("/", -1)[0]).contains("..") && !(path + "/").contains("/../"), "dots %s", address);
    }

    /** Checks that only the issued text opens, for its purpose alone. */
    public static void sealed(byte[] input) {
        var text = new String(input, StandardCharsets.UTF_8);
        refused(text);
        refused(Base64.getUrlEncoder().withoutPadding().encodeToString(input));
        var bytes = Base64.getUrlDecoder().decode(ISSUED);
        for (int i = 0; i + 1 < input.length; i += 2) {
            bytes[(input[i] & 0xff) % bytes.length] ^= input[i + 1];
        }
        refused(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
        for (var purpose : Purpose.values()) {
            require(purpose == Purpose.CODE || SEALED.open(purpose, ISSUED).isEmpty(), "opened as %s", purpose);
        }
        var value = JsonNodeFactory.instance.objectNode().put("code", text);
        if (text.length() < 600) { // six times as long in JSON at most
            var sealed = SEALED.seal(Purpose.FLOW, value, null);
            require(SEALED.open(Purpose.FLOW, sealed).equals(Optional.of(value)), "another value");
        }
    }

    private static void refused(String text) {
        require(SEALED.open(Purpose.CODE, text).isEmpty() || text.equals(ISSUED), "opened %s", text);
        require(SealedRefreshToken.open(SEALED, text).isEmpty(), "a refresh token");
        require(!SealedValues.hasForm(text) || text.length() <= SealedValues.MAX_LENGTH, "a long text");
    }

    /** Checks a text as a query or form, and as a name that is shown. */
    public static void parameters(String text) {
        var shown = DisplayText.clean(text);
        require(shown.codePointCount(0, shown.length()) <= DisplayText.MAX_LENGTH, "a long name");
        require(DisplayText.clean(shown).equals(shown), "%s is cleaned again to %s", shown, DisplayText.clean(shown));
        require(shown.codePoints().noneMatch(Character::isISOControl), "a control character");
        require(DisplayText.escape(text).chars().noneMatch(c -> "<>\"'".indexOf(c) >= 0), "markup");
        try {
            var parameters =
                    Parameters.parse(new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8));
            require(
                    Parameters.parse(Parameters.encode(parameters.values())).equals(parameters)
                            || parameters.values().containsKey(""),
                    "other parameters");
            require(!parameters.toString().contains("=") || text.contains("%3"), "values in the text");
        } catch (Parameters.InvalidParametersException e) {
            Sentences.check(String.valueOf(e.getMessage()), "");
        }
    }
}
