package com.quiltdata.sandbox.http;

import com.quiltdata.sandbox.control.SearchSettings;
import com.quiltdata.sandbox.control.Settings;
import com.quiltdata.sandbox.graphql.GraphQlApi;
import com.quiltdata.sandbox.graphql.Viewer;
import com.quiltdata.sandbox.people.Bearers;
import com.quiltdata.sandbox.people.Caller;
import com.quiltdata.sandbox.wire.Call;
import com.quiltdata.sandbox.wire.Reply;
import org.jspecify.annotations.Nullable;

/** {@code POST /graphql}: a refused session is a 401 or, as in some registries, a view without a user. */
record Graphql(GraphQlApi api, Bearers bearers, Settings settings) {
    Reply answer(Call call, @Nullable String authorization) {
        if (!"POST".equals(call.method())) {
            return Reply.error(405, "Method Not Allowed");
        }
        return switch (bearers.judge(authorization)) {
            case Caller.Known known -> run(call, new Viewer(known.bearer().user()));
            case Caller.Refused _ when settings.values().refusedAsNullMe() -> run(call, new Viewer(null));
            case Caller.Refused refused -> Reply.error(401, refused.reason());
        };
    }

    private Reply run(Call call, Viewer viewer) {
        SearchSettings search = settings.values().search();
        var answer = api.answer(call.asked().body(), viewer, search);
        return Reply.json(answer.containsKey("data") ? 200 : search.refusalStatus(), answer);
    }
}
