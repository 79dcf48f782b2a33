package com.quiltdata.sandbox.http;

import com.quiltdata.sandbox.people.BearerToken;
import com.quiltdata.sandbox.people.Session;
import com.quiltdata.sandbox.people.Sessions;
import com.quiltdata.sandbox.s3.ClaimedIdentity;
import com.quiltdata.sandbox.wire.Call;
import com.quiltdata.sandbox.wire.Plane;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.jetty.server.Request;

/** Reads signed requests: those of the S3 plane without their bodies, the others with their operation. */
public final class AwsCallReader implements Function<Request, Call> {
    private static final Pattern ACTION = Pattern.compile("(?:^|&)Action=([A-Za-z]+)");
    private static final Pattern TARGET = Pattern.compile("(AmazonAthena|AWSGlue)\\.([A-Za-z]+)");

    private final Plane plane;
    private final Sessions sessions;

    public AwsCallReader(Plane plane, Sessions sessions) {
        this.plane = plane;
        this.sessions = sessions;
    }

    @Override
    public Call apply(Request request) {
        Optional<ClaimedIdentity> claim = ClaimedIdentity.of(request);
        Optional<BearerToken> bearer =
                claim.flatMap(named -> sessions.find(named.accessKeyId())).map(Session::bearer);
        Optional<Matcher> target = Optional.ofNullable(request.getHeaders().get("X-Amz-Target"))
                .map(TARGET::matcher)
                .filter(matcher -> plane == Plane.STS && matcher.matches());
        return new Call(
                target.map(AwsCallReader::plane).orElse(plane),
                request.getMethod(),
                request.getHttpURI().getPath(),
                request.getHttpURI().getQuery(),
                CatalogCallReader.headers(request),
                new Call.Who(
                        bearer.map(BearerToken::name).orElse(null),
                        bearer.map(known -> known.user().name()).orElse(null),
                        claim.isPresent()),
                content(request, target.map(matcher -> matcher.group(2))));
    }

    private static Plane plane(Matcher target) {
        return "AWSGlue".equals(target.group(1)) ? Plane.GLUE : Plane.ATHENA;
    }

    private Call.Content content(Request request, Optional<String> operation) {
        if (plane == Plane.S3) {
            return new Call.Content("", null);
        }
        String body = CatalogCallReader.body(request);
        Matcher action = ACTION.matcher(body);
        return new Call.Content(body, operation.orElseGet(() -> action.find() ? action.group(1) : null));
    }
}
