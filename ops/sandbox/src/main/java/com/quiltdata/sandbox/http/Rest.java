package com.quiltdata.sandbox.http;

import com.quiltdata.sandbox.control.Settings;
import com.quiltdata.sandbox.elastic.Elastic;
import com.quiltdata.sandbox.json.Json;
import com.quiltdata.sandbox.people.Bearer;
import com.quiltdata.sandbox.people.Bearers;
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
public record Rest(Bearers bearers, Sessions sessions, Settings settings, Elastic elastic) {
    private static final DateTimeFormatter OFFSET = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ssxxx");

    Reply answer(Call call, @Nullable String authorization) {
        return switch (call.method() + " " + call.path()) {
            case "GET /api/auth/get_credentials", "GET /api/me", "GET /api/search" ->
                switch (bearers.judge(authorization)) {
                    case Caller.Known known -> answer(call, known.bearer());
                    case Caller.Refused refused -> Reply.error(401, refused.reason());
                };
            default -> Reply.error(404, "Not Found");
        };
    }

    private Reply answer(Call call, Bearer bearer) {
        return switch (call.path()) {
            case "/api/me" -> me(bearer.user());
            case "/api/search" ->
                new SearchApi(elastic)
                        .answer(
                                call.query(),
                                bearer.user().role(),
                                settings.values().search());
            default -> credentials(bearer);
        };
    }

    private Reply credentials(Bearer bearer) {
        Session session = sessions.issue(bearer, settings.credentialsLifetime());
        return Reply.json(
                200,
                Json.of(
                        "AccessKeyId", session.accessKeyId(),
                        "SecretAccessKey", session.secretAccessKey(),
                        "SessionToken", session.sessionToken(),
                        "Expiration", OFFSET.format(session.expires().atOffset(ZoneOffset.UTC))));
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
