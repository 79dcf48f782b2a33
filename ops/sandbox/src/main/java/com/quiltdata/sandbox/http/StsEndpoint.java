package com.quiltdata.sandbox.http;

import com.quiltdata.sandbox.sts.SecurityTokenService;
import com.quiltdata.sandbox.sts.SignedRequest;
import com.quiltdata.sandbox.wire.Call;
import java.util.Optional;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** STS on its own origin. */
public final class StsEndpoint extends Handler.Abstract {
    private final SecurityTokenService service;

    public StsEndpoint(SecurityTokenService service) {
        this.service = service;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        Call call = RecordingHandler.call(request);
        var signed = new SignedRequest(request.getHeaders()::get, call.content().body());
        ReplyWriter.send(
                service.respond(signed, Optional.ofNullable(call.content().operationName())), response, callback);
        return true;
    }
}
