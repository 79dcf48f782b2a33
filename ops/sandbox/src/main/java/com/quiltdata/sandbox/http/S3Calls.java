package com.quiltdata.sandbox.http;

import com.quiltdata.sandbox.people.Bearer;
import com.quiltdata.sandbox.people.Session;
import com.quiltdata.sandbox.people.Sessions;
import com.quiltdata.sandbox.s3.Claim;
import com.quiltdata.sandbox.wire.Call;
import com.quiltdata.sandbox.wire.Plane;
import java.util.Optional;
import java.util.function.Function;
import org.eclipse.jetty.server.Request;

/** Reads requests of the S3 plane without their bodies. */
public final class S3Calls implements Function<Request, Call> {
    private final Sessions sessions;

    public S3Calls(Sessions sessions) {
        this.sessions = sessions;
    }

    @Override
    public Call apply(Request request) {
        Optional<Claim> claim = Claim.of(request);
        Optional<Bearer> bearer =
                claim.flatMap(named -> sessions.find(named.accessKeyId())).map(Session::bearer);
        return new Call(
                Plane.S3,
                request.getMethod(),
                request.getHttpURI().getPath(),
                request.getHttpURI().getQuery(),
                CatalogCalls.headers(request),
                new Call.Who(
                        bearer.map(Bearer::name).orElse(null),
                        bearer.map(known -> known.user().name()).orElse(null),
                        claim.isPresent()),
                new Call.Asked("", null));
    }
}
