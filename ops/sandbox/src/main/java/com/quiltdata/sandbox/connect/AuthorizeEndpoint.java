package com.quiltdata.sandbox.connect;

import com.quiltdata.sandbox.control.ConnectSettings;
import com.quiltdata.sandbox.people.BearerTokens;
import com.quiltdata.sandbox.wire.Call;
import com.quiltdata.sandbox.wire.Reply;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code /connect/authorize}: GET shows the consent page, and POST is the user's decision on it. */
record AuthorizeEndpoint(ClientRegistry clients, Grants grants, Consents consents, BearerTokens bearers) {
    private static final String FOREIGN_ISSUER = "https://issuer.invalid:443";

    Reply respond(Call call, PlatformResource resource, ConnectSettings settings) {
        try {
            var allowed = new AllowedHosts(settings.allowedHosts());
            var request = AuthorizationRequest.read(Parameters.query(call), clients, allowed, resource);
            var redirect = new Redirect(request, issuer(resource, settings));
            return "POST".equals(call.method())
                    ? decide(call, redirect, settings)
                    : consents.user(call, request.client())
                            .filter(_ -> settings.rememberConsent())
                            .map(user -> redirect.to("code", grants.code(request, user, settings)))
                            .orElseGet(() -> ConsentPage.of(request, bearers.userNames()));
        } catch (OAuthException e) {
            return ConsentPage.refusal(e);
        }
    }

    private Reply decide(Call call, Redirect redirect, ConnectSettings settings) {
        Parameters form = Parameters.form(call);
        if (!"allow".equals(form.required("decision"))) {
            return redirect.to("error", "access_denied");
        }
        String user = form.required("user");
        if (bearers.user(user).isEmpty()) {
            throw new OAuthException("invalid_request", "There is no user " + user + ".");
        }
        RegisteredClient client = redirect.request().client();
        return redirect.to("code", grants.code(redirect.request(), user, settings))
                .with("Set-Cookie", consents.remember(call, client, user));
    }

    private static Optional<String> issuer(PlatformResource resource, ConnectSettings settings) {
        return switch (settings.iss()) {
            case ABSENT -> Optional.empty();
            case OWN -> Optional.of(resource.connectUrl());
            case FOREIGN -> Optional.of(FOREIGN_ISSUER);
        };
    }

    /** The way back to the client, with {@code state} and, if set, {@code iss} (RFC 9207). */
    private record Redirect(AuthorizationRequest request, Optional<String> issuer) {
        Reply to(String name, String value) {
            String target = request.redirect();
            String location = target
                    + (target.contains("?") ? "&" : "?")
                    + name
                    + "="
                    + value
                    + parameter("state", request.state())
                    + parameter("iss", issuer.orElse(null));
            return Reply.redirect(location);
        }

        private static String parameter(String name, @Nullable String value) {
            return value == null ? "" : "&" + name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8);
        }
    }
}
