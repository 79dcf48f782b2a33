package com.quiltdata.sandbox.sts;

import com.quiltdata.sandbox.people.Session;
import com.quiltdata.sandbox.people.Sessions;

/** What a service of AWS finds out about the sender of a signed request. */
public sealed interface Authentication {
    /** The sender holds this session. */
    record Accepted(Session session) implements Authentication {}

    /** Why a request is refused. */
    enum Refused implements Authentication {
        UNSIGNED,
        UNKNOWN_KEY,
        WRONG_SIGNATURE,
        EXPIRED
    }

    /**
     * Authenticates a request.
     *
     * @param service the service that the request must be signed for, for example {@code sts}
     */
    static Authentication of(SignedRequest request, String service, Sessions sessions) {
        var authorization = request.authorization();
        if (authorization.isEmpty()) {
            return Refused.UNSIGNED;
        }
        var session = sessions.find(authorization.get().accessKeyId());
        if (session.isEmpty()
                || !session.get().sessionToken().equals(request.header().apply("x-amz-security-token"))) {
            return Refused.UNKNOWN_KEY;
        } else if (!authorization.get().service().equals(service)
                || !request.isSignedWith(session.get().secretAccessKey(), authorization.get())) {
            return Refused.WRONG_SIGNATURE;
        }
        return session.get().expired() ? Refused.EXPIRED : new Accepted(session.get());
    }
}
