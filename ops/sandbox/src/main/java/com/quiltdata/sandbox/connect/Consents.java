package com.quiltdata.sandbox.connect;

import com.quiltdata.sandbox.wire.Call;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** The clients that users have allowed before, by a cookie of the browser. */
final class Consents {
    private static final String COOKIE = "quilt_connect";

    private record Consent(String browser, String clientId) {}

    private final Map<Consent, String> users = new ConcurrentHashMap<>();

    /** Returns the user who has allowed the client in this browser. */
    Optional<String> user(Call call, RegisteredClient client) {
        return browser(call).map(browser -> users.get(new Consent(browser, client.id())));
    }

    /** Records the consent and returns the value of {@code Set-Cookie}. */
    String remember(Call call, RegisteredClient client, String user) {
        String browser = browser(call).orElseGet(() -> UUID.randomUUID().toString());
        users.put(new Consent(browser, client.id()), user);
        return COOKIE + "=" + browser + "; Path=/connect; HttpOnly; SameSite=Lax";
    }

    private static Optional<String> browser(Call call) {
        return Arrays.stream(call.headers().getOrDefault("cookie", "").split("; *"))
                .filter(cookie -> cookie.startsWith(COOKIE + "="))
                .map(cookie -> cookie.substring(COOKIE.length() + 1))
                .findFirst();
    }
}
