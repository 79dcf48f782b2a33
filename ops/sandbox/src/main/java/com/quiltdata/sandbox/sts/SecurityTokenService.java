package com.quiltdata.sandbox.sts;

import com.quiltdata.sandbox.people.People;
import com.quiltdata.sandbox.people.Session;
import com.quiltdata.sandbox.people.Sessions;
import com.quiltdata.sandbox.wire.Reply;
import java.util.Map;
import java.util.Optional;

/** Responds to {@code GetCallerIdentity} for the holders of issued sessions; it needs no permission, as in AWS. */
public final class SecurityTokenService {
    private static final String REQUEST_ID = "00000000-0000-4000-8000-000000000000";

    private final Sessions sessions;

    public SecurityTokenService(Sessions sessions) {
        this.sessions = sessions;
    }

    /**
     * Returns the response to a request.
     *
     * @param action the parameter {@code Action} of the request; empty if it has none
     */
    public Reply respond(SignedRequest request, Optional<String> action) {
        return switch (Authentication.of(request, "sts", sessions)) {
            case Authentication.Refused.UNSIGNED ->
                error(403, "MissingAuthenticationToken", "Request is missing Authentication Token");
            case Authentication.Refused.UNKNOWN_KEY ->
                error(403, "InvalidClientTokenId", "The security token included in the request is invalid.");
            case Authentication.Refused.WRONG_SIGNATURE ->
                error(403, "SignatureDoesNotMatch", "The request signature we calculated does not match.");
            case Authentication.Refused.EXPIRED ->
                error(403, "ExpiredToken", "The security token included in the request is expired");
            case Authentication.Accepted accepted
            when action.equals(Optional.of("GetCallerIdentity")) -> xml(200, identity(accepted.session()));
            case Authentication.Accepted _ ->
                error(400, "InvalidAction", "Could not find operation " + action.orElse(""));
        };
    }

    /** Returns the role with which the session was issued, and its user as the name of the session. */
    private static String identity(Session session) {
        var user = session.bearer().user().name();
        return """
                <GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">
                  <GetCallerIdentityResult>
                    <Arn>%s</Arn>
                    <UserId>AROASANDBOXSANDBOX:%s</UserId>
                    <Account>%s</Account>
                  </GetCallerIdentityResult>
                  <ResponseMetadata><RequestId>%s</RequestId></ResponseMetadata>
                </GetCallerIdentityResponse>
                """.formatted(session.arn(), user, People.ACCOUNT_ID, REQUEST_ID);
    }

    /** Returns an error document of STS. */
    public static Reply error(int status, String code, String message) {
        return xml(status, """
                <ErrorResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">
                  <Error><Type>Sender</Type><Code>%s</Code><Message>%s</Message></Error>
                  <RequestId>%s</RequestId>
                </ErrorResponse>
                """.formatted(code, message.replaceAll("[<&]", "?"), REQUEST_ID));
    }

    private static Reply xml(int status, String body) {
        return new Reply(status, "text/xml", Map.of("x-amzn-RequestId", REQUEST_ID), body);
    }
}
