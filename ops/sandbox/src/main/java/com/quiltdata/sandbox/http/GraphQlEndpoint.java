package com.quiltdata.sandbox.http;

import com.quiltdata.sandbox.control.Settings;
import com.quiltdata.sandbox.graphql.GraphQlApi;
import com.quiltdata.sandbox.graphql.Viewer;
import com.quiltdata.sandbox.people.BearerTokens;
import com.quiltdata.sandbox.people.Caller;
import com.quiltdata.sandbox.wire.Call;
import com.quiltdata.sandbox.wire.Reply;
import org.jspecify.annotations.Nullable;

/** {@code POST /graphql}: a refused session is a 401 or, as in some registries, a view without a user. */
record GraphQlEndpoint(GraphQlApi api, BearerTokens bearers, Settings settings) {
    Reply respond(Call call, @Nullable String authorization) {
        if (!"POST".equals(call.method())) {
            return Reply.error(405, "Method Not Allowed");
        }
        return switch (bearers.authenticate(authorization)) {
            case Caller.Known known -> run(call, new Viewer(known.bearer().user()));
            case Caller.Refused _ when settings.values().refusedAsNullMe() -> run(call, new Viewer(null));
            case Caller.Refused refused -> Reply.error(401, refused.reason());
        };
    }

    private Reply run(Call call, Viewer viewer) {
        Settings.Values values = settings.values();
        var response = api.respond(call.content().body(), viewer, values);
        return Reply.json(response.containsKey("data") ? 200 : values.search().refusalStatus(), response);
    }
}
