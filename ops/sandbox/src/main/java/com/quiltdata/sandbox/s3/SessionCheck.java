package com.quiltdata.sandbox.s3;

import com.quiltdata.sandbox.people.Role;
import com.quiltdata.sandbox.people.Session;
import com.quiltdata.sandbox.people.Sessions;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;

/** Checks what s3proxy does not: that the session is valid, matches its token, and may write to the bucket. */
final class SessionCheck {
    private final Sessions sessions;

    SessionCheck(Sessions sessions) {
        this.sessions = sessions;
    }

    Optional<S3Error> check(HttpServletRequest request) {
        Optional<ClaimedIdentity> claim = ClaimedIdentity.of(request);
        if (claim.isEmpty()) {
            return Optional.of(S3Error.ACCESS_DENIED);
        }
        Optional<Session> session = claim.flatMap(named -> sessions.find(named.accessKeyId()));
        if (session.isEmpty()) {
            return Optional.of(S3Error.UNKNOWN_KEY);
        }
        return check(request, claim.get(), session.get());
    }

    private static Optional<S3Error> check(HttpServletRequest request, ClaimedIdentity claim, Session session) {
        if (!session.sessionToken().equals(claim.sessionToken())) {
            return Optional.of(S3Error.WRONG_TOKEN);
        }
        if (session.expired()) {
            return Optional.of(S3Error.EXPIRED);
        }
        return mayDo(request, session.role()) ? Optional.empty() : Optional.of(S3Error.ACCESS_DENIED);
    }

    /** {@link RoleStoreLocator} checks reads, including the source of a copy; no role may administer buckets. */
    private static boolean mayDo(HttpServletRequest request, Role role) {
        String[] path = request.getRequestURI().split("/", 3);
        boolean objects = path.length == 3 && !path[2].isEmpty();
        return switch (request.getMethod()) {
            case "GET", "HEAD", "OPTIONS" -> true;
            case "POST" -> role.writes(path[1]) && (objects || request.getParameter("delete") != null);
            default -> objects && role.writes(path[1]);
        };
    }
}
