package com.quiltdata.sandbox.s3;

import com.quiltdata.sandbox.people.Role;
import com.quiltdata.sandbox.people.Session;
import com.quiltdata.sandbox.people.Sessions;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;

/** Checks what s3proxy does not: that the session is valid, matches its token, and may write to the bucket. */
final class Door {
    private final Sessions sessions;

    Door(Sessions sessions) {
        this.sessions = sessions;
    }

    Optional<Refusal> judge(HttpServletRequest request) {
        Optional<Claim> claim = Claim.of(request);
        if (claim.isEmpty()) {
            return Optional.of(Refusal.ACCESS_DENIED);
        }
        Optional<Session> session = claim.flatMap(named -> sessions.find(named.accessKeyId()));
        if (session.isEmpty()) {
            return Optional.of(Refusal.UNKNOWN_KEY);
        }
        return judge(request, claim.get(), session.get());
    }

    private static Optional<Refusal> judge(HttpServletRequest request, Claim claim, Session session) {
        if (!session.sessionToken().equals(claim.sessionToken())) {
            return Optional.of(Refusal.WRONG_TOKEN);
        }
        if (session.expired()) {
            return Optional.of(Refusal.EXPIRED);
        }
        return mayDo(request, session.role()) ? Optional.empty() : Optional.of(Refusal.ACCESS_DENIED);
    }

    /** {@link Roles} checks reads, including the source of a copy; no role may administer buckets. */
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
