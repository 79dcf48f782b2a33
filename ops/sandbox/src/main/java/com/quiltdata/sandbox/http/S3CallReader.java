package com.quiltdata.sandbox.http;

import com.quiltdata.sandbox.people.BearerToken;
import com.quiltdata.sandbox.people.Session;
import com.quiltdata.sandbox.people.Sessions;
import com.quiltdata.sandbox.s3.ClaimedIdentity;
import com.quiltdata.sandbox.wire.Call;
import com.quiltdata.sandbox.wire.Plane;
import java.util.Optional;
import java.util.function.Function;
import org.eclipse.jetty.server.Request;

/** Reads requests of the S3 plane without their bodies. */
public final class S3CallReader implements Function<Request, Call> {
    private final Sessions sessions;

    public S3CallReader(Sessions sessions) {
        this.sessions = sessions;
    }

    @Override
    public Call apply(Request request) {
        Optional<ClaimedIdentity> claim = ClaimedIdentity.of(request);
        Optional<BearerToken> bearer =
                claim.flatMap(named -> sessions.find(named.accessKeyId())).map(Session::bearer);
        return new Call(
                Plane.S3,
                request.getMethod(),
                request.getHttpURI().getPath(),
                request.getHttpURI().getQuery(),
                CatalogCallReader.headers(request),
                new Call.Who(
                        bearer.map(BearerToken::name).orElse(null),
                        bearer.map(known -> known.user().name()).orElse(null),
                        claim.isPresent()),
                new Call.Content("", null));
    }
}
