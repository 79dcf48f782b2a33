package com.quiltdata.sandbox.http;

import com.quiltdata.sandbox.athena.AwsJsonApi;
import com.quiltdata.sandbox.sts.SecurityTokenService;
import com.quiltdata.sandbox.sts.SignedRequest;
import com.quiltdata.sandbox.wire.Call;
import com.quiltdata.sandbox.wire.Plane;
import com.quiltdata.sandbox.wire.Reply;
import java.util.Optional;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** STS, Athena and Glue on one origin. */
public final class AwsEndpoint extends Handler.Abstract {
    private final SecurityTokenService sts;
    private final AwsJsonApi json;

    public AwsEndpoint(SecurityTokenService sts, AwsJsonApi json) {
        this.sts = sts;
        this.json = json;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        Call call = RecordingHandler.call(request);
        var signed = new SignedRequest(request.getHeaders()::get, call.content().body());
        var operation = Optional.ofNullable(call.content().operationName());
        Reply reply = call.plane() == Plane.STS
                ? sts.respond(signed, operation)
                : json.respond(signed, call.plane(), operation.orElse(""));
        ReplyWriter.send(reply, response, callback);
        return true;
    }
}
