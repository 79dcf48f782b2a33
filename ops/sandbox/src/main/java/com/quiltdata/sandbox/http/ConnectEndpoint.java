package com.quiltdata.sandbox.http;

import com.quiltdata.sandbox.connect.Connect;
import com.quiltdata.sandbox.wire.Reply;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Connect on its own origin. */
public final class ConnectEndpoint extends Handler.Abstract {
    private final Connect connect;

    public ConnectEndpoint(Connect connect) {
        this.connect = connect;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        Reply reply;
        try {
            reply = connect.respond(RecordingHandler.call(request));
        } catch (IllegalArgumentException e) {
            reply = Reply.error(400, String.valueOf(e.getMessage()));
        }
        ReplyWriter.send(reply, response, callback);
        return true;
    }
}
