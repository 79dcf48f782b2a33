package com.quiltdata.sandbox.http;

import com.quiltdata.sandbox.control.Control;
import com.quiltdata.sandbox.graphql.GraphQlApi;
import com.quiltdata.sandbox.wire.Call;
import com.quiltdata.sandbox.wire.Reply;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/** The catalog's and the registry's paths on their one origin. */
public final class Catalog extends Handler.Abstract {
    private static final String INDEX = """
            <!doctype html>
            <html><head><title>Quilt sandbox</title></head><body><div id="app"></div></body></html>
            """;

    private final CatalogConfig config;
    private final RestApi rest;
    private final GraphQlEndpoint graphql;
    private final BrowseEndpoint browse;
    private final Control control;

    public Catalog(CatalogConfig config, RestApi rest, GraphQlApi api, BrowseEndpoint browse, Control control) {
        this.config = config;
        this.rest = rest;
        this.graphql = new GraphQlEndpoint(api, browse.bearers(), control.settings());
        this.browse = browse;
        this.control = control;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        Call call = RecordingHandler.call(request);
        if (call.path().startsWith(BrowseEndpoint.PATH)) {
            browse.handle(request, response, callback);
            return true;
        }
        String authorization = request.getHeaders().get("Authorization");
        Reply reply;
        try {
            reply = call.path().startsWith(Control.PATH) ? control.respond(call) : respond(call, authorization);
        } catch (IllegalArgumentException e) {
            reply = Reply.error(400, String.valueOf(e.getMessage()));
        }
        ReplyWriter.send(reply, response, callback);
        return true;
    }

    /** An unknown path is a page of the catalog's single-page application, and therefore a 200. */
    private Reply respond(Call call, @Nullable String authorization) {
        String path = call.path();
        if ("/config.json".equals(path)) {
            return config.respond();
        }
        if ("/graphql".equals(path)) {
            return graphql.respond(call, authorization);
        }
        return path.startsWith("/api/") ? rest.respond(call, authorization) : Reply.html(INDEX);
    }
}
