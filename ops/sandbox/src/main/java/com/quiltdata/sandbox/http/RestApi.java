package com.quiltdata.sandbox.http;

import com.quiltdata.sandbox.control.Settings;
import com.quiltdata.sandbox.elastic.ElasticResponder;
import com.quiltdata.sandbox.json.Json;
import com.quiltdata.sandbox.people.BearerToken;
import com.quiltdata.sandbox.people.BearerTokens;
import com.quiltdata.sandbox.people.Caller;
import com.quiltdata.sandbox.people.Session;
import com.quiltdata.sandbox.people.Sessions;
import com.quiltdata.sandbox.people.User;
import com.quiltdata.sandbox.wire.Call;
import com.quiltdata.sandbox.wire.Reply;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/** The registry's REST paths. */
public record RestApi(BearerTokens bearers, Sessions sessions, Settings settings, ElasticResponder elastic) {
    private static final DateTimeFormatter OFFSET = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ssxxx");

    Reply respond(Call call, @Nullable String authorization) {
        return switch (call.method() + " " + call.path()) {
            case "GET /api/auth/get_credentials", "GET /api/me", "GET /api/search" ->
                switch (bearers.authenticate(authorization)) {
                    case Caller.Known known -> respond(call, known.bearer());
                    case Caller.Refused refused -> Reply.error(401, refused.reason());
                };
            default -> Reply.error(404, "Not Found");
        };
    }

    private Reply respond(Call call, BearerToken bearer) {
        return switch (call.path()) {
            case "/api/me" -> me(bearer.user());
            case "/api/search" ->
                new SearchApi(elastic)
                        .respond(
                                call.query(),
                                bearer.user().role(),
                                settings.values().search());
            default -> credentials(bearer);
        };
    }

    private Reply credentials(BearerToken bearer) {
        Session session = sessions.issue(bearer, settings.credentialsLifetime());
        return Reply.json(
                200,
                Json.of(
                        "AccessKeyId", session.accessKeyId(),
                        "SecretAccessKey", session.secretAccessKey(),
                        "SessionToken", session.sessionToken(),
                        "Expiration",
                                OFFSET.format(session.expires()
                                        .plus(settings.clockSkew())
                                        .atOffset(ZoneOffset.UTC))));
    }

    private static Reply me(User user) {
        return Reply.json(
                200,
                Json.of(
                        "current_user", user.name(),
                        "email", user.email(),
                        "is_active", true,
                        "is_staff", user.isAdmin()));
    }
}
