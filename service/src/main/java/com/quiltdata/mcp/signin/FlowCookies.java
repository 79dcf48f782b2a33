package com.quiltdata.mcp.signin;

import com.google.common.hash.Hashing;
import jakarta.ws.rs.core.Cookie;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Cookies that bind a sign-in to the browser in which it was begun: one per flow, of a random value, whose hash the
 * sealed values carry. The callback needs {@code SameSite=Lax}: Connect sends the browser there from another site.
 */
final class FlowCookies {
    /** Maximum duration of a flow, from the consent page to the callback. */
    static final Duration LIFETIME = Duration.ofMinutes(10);

    private static final int MAX_FLOWS = 4;
    private static final int RANDOM_BYTES = 32;
    private static final int ID_BYTES = 8;
    private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();

    private final SecureRandom random = new SecureRandom();
    private final String prefix;
    private final String attributes;
    private final Pattern ours;
    private final InstantSource clock;

    /** A new flow's cookie. Ids are ordered by time. */
    record FlowCookie(String flow, String value) {
        String hash() {
            return FlowCookies.hash(value);
        }
    }

    /** On plain http, which is for loopback only, browsers keep neither {@code Secure} cookies nor the prefix. */
    FlowCookies(URI publicOrigin, InstantSource clock) {
        var secure = publicOrigin.getScheme().equalsIgnoreCase("https");
        this.prefix = (secure ? "__Host-" : "") + "signin-";
        this.attributes = "; Path=/; HttpOnly; SameSite=Lax" + (secure ? "; Secure" : "");
        this.ours = Pattern.compile(Pattern.quote(prefix) + "[0-9a-f]{24}");
        this.clock = clock;
    }

    FlowCookie create() {
        var id = new byte[ID_BYTES];
        random.nextBytes(id);
        var value = new byte[RANDOM_BYTES];
        random.nextBytes(value);
        var flow = "%08x%s"
                .formatted(
                        (int) clock.instant().getEpochSecond(), HexFormat.of().formatHex(id));
        return new FlowCookie(flow, ENCODER.encodeToString(value));
    }

    /** Returns the {@code Set-Cookie} headers that begin a flow and end the oldest of too many others. */
    List<String> begin(FlowCookie cookie, Collection<String> sent) {
        var others = sent.stream().filter(ours.asMatchPredicate()).sorted().toList();
        var surplus = others.subList(0, Math.max(0, others.size() - (MAX_FLOWS - 1)));
        var headers = new ArrayList<>(surplus.stream().map(this::expired).toList());
        headers.add(prefix + cookie.flow() + "=" + cookie.value() + "; Max-Age=" + LIFETIME.toSeconds() + attributes);
        return headers;
    }

    /** Returns whether a browser that sent these cookies is the one in which the flow was begun. */
    boolean has(Map<String, Cookie> sent, SignInFlow flow) {
        var cookie = sent.get(prefix + flow.id());
        return cookie != null && isHash(flow.cookieHash(), cookie.getValue());
    }

    /** Returns the {@code Set-Cookie} header that ends a flow. */
    String end(String flow) {
        return expired(prefix + flow);
    }

    private String expired(String name) {
        return name + "=; Max-Age=0" + attributes;
    }

    /** Returns whether this is the hash of a text, in constant time. */
    static boolean isHash(String hash, String text) {
        return MessageDigest.isEqual(
                hash.getBytes(StandardCharsets.US_ASCII), hash(text).getBytes(StandardCharsets.US_ASCII));
    }

    /** Returns the base64url SHA-256 of a text. */
    static String hash(String text) {
        return ENCODER.encodeToString(
                Hashing.sha256().hashString(text, StandardCharsets.UTF_8).asBytes());
    }
}
