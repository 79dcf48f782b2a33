package com.quiltdata.mcp.signin;

import com.quiltdata.mcp.admission.ClientAddress;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A step under way: who the client is, once that is known, and how the step ends. */
final class StepAttempt {
    private static final int CLIENT_ERROR = 400;
    private static final int SERVER_ERROR = 500;
    private static final int UNAVAILABLE = 503;

    private final SignInStep step;
    private final ClientAddress from;
    private final SignInLimits limits;
    private String host = "-";
    private @Nullable String outcome;
    private boolean counted;
    private boolean limited;

    StepAttempt(SignInStep step, ClientAddress from, SignInLimits limits) {
        this.step = step;
        this.from = from;
        this.limits = limits;
    }

    /**
     * Counts the step for its client, which has been verified.
     *
     * @param credential the code, refresh token or flow that was sent with it; null if the step needs none
     */
    void known(String clientId, @Nullable String credential) {
        counted = true;
        check(limits.countKnown(step, clientId, credential));
    }

    /** Counts the step as one without a verified client, unless it has been counted already. */
    void stranger() {
        if (!counted) {
            counted = true;
            check(limits.countStranger(step));
        }
    }

    /** Counts the fetch of a client's metadata document against the limit of the client's network. */
    void countDocumentFetch() {
        check(limits.countDocument(from));
    }

    private void check(Optional<Duration> wait) {
        wait.ifPresent(it -> {
            limited = true;
            throw new TooManyStepsException(it);
        });
    }

    /** Names the client by a redirect URI that {@link RedirectPolicy} allows. */
    void named(String redirect) {
        var uri = URI.create(redirect);
        host = uri.getHost() == null ? uri.getScheme() + ":" : uri.getHost();
    }

    /** Marks the step as refused though its response is a redirect or a page. */
    void refused() {
        outcome = "refused";
    }

    /** Marks the step as ended by an outage of Connect though its response is a redirect or a page. */
    void unavailable() {
        outcome = "unavailable";
    }

    /** Returns whether a limit has ended the step. */
    boolean limited() {
        return limited;
    }

    String host() {
        return host;
    }

    /** Returns the outcome for the audit log and metrics, for a response of this status. */
    String outcome(int status) {
        if (outcome != null) {
            return outcome;
        } else if (status == UNAVAILABLE) {
            return "unavailable";
        } else if (status >= SERVER_ERROR) {
            return "error";
        }
        return status >= CLIENT_ERROR ? "refused" : "ok";
    }
}
