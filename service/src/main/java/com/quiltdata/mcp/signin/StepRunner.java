package com.quiltdata.mcp.signin;

import com.quiltdata.mcp.admission.ClientAddress;
import com.quiltdata.mcp.audit.AuditLog;
import com.quiltdata.mcp.context.RequestId;
import com.quiltdata.mcp.metrics.Meters;
import com.quiltdata.mcp.metrics.Metric;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the steps of the sign-in: within their limits, each with a metric and, unless a limit ends it, an audit line.
 * Neither contains a code, a token or a verifier.
 */
final class StepRunner {
    private static final Logger LOG = LoggerFactory.getLogger(StepRunner.class);
    private static final Duration AUDIT_WAIT = Duration.ofSeconds(2);
    private static final ClientAddress UNKNOWN = new ClientAddress("-", "-", false);
    private static final String LIMITED = "limited";

    private final SignInLimits limits;
    private final Meters meters;
    private final AuditLog audit = new AuditLog();

    StepRunner(SignInLimits limits, Meters meters) {
        this.limits = limits;
        this.meters = meters;
    }

    /**
     * Returns the response of the work, or an error, in a browser a page: 429 above a limit, 503 while Connect is unavailable.
     *
     * @param work may throw {@link ConnectUnavailableException} and {@link TooManyFetchesException}; others are
     *     counted and rethrown
     */
    Response run(SignInStep step, ContainerRequestContext request, Function<StepAttempt, Response> work) {
        var from = request.getProperty(ClientAddress.ATTRIBUTE) instanceof ClientAddress known ? known : UNKNOWN;
        var wait = limits.count(step, from);
        if (wait.isPresent()) {
            meters.count(Metric.SIGN_IN_STEPS, step.word(), LIMITED);
            return tooMany(step, wait.get());
        }
        var attempt = new StepAttempt(step, from, limits);
        var entry = audit.entry(new AuditLog.SignIn(RequestId.CURRENT.orElse("-"), step.word(), attempt::host));
        var start = System.nanoTime();
        var outcome = "error";
        try {
            var response = entry.open(AUDIT_WAIT)
                    ? attempted(step, attempt, work)
                    : unavailable(step, "The server cannot write its audit log; try again later.");
            outcome = response.getStatus() == 429 ? LIMITED : attempt.outcome(response.getStatus());
            return response;
        } catch (WebApplicationException e) {
            outcome = attempt.outcome(e.getResponse().getStatus());
            throw e;
        } catch (TooManyStepsException e) {
            outcome = LIMITED;
            return tooMany(step, e.pause());
        } finally {
            meters.count(Metric.SIGN_IN_STEPS, step.word(), outcome);
            end(entry, attempt, outcome, start);
        }
    }

    private static void end(AuditLog.AuditEntry entry, StepAttempt attempt, String outcome, long start) {
        if (attempt.limited()) {
            entry.cancel();
        } else {
            entry.close(outcome, Duration.ofNanos(System.nanoTime() - start), AUDIT_WAIT);
        }
    }

    private static Response attempted(SignInStep step, StepAttempt attempt, Function<StepAttempt, Response> work) {
        try {
            return counted(attempt, work);
        } catch (ConnectUnavailableException | TooManyFetchesException e) {
            LOG.warn(e.getMessage());
            return unavailable(step, String.valueOf(e.getMessage()));
        }
    }

    /** Does the work; if that verifies no client, counts the step as a stranger's, even after an exception. */
    private static Response counted(StepAttempt attempt, Function<StepAttempt, Response> work) {
        try {
            return work.apply(attempt);
        } finally {
            attempt.stranger();
        }
    }

    private static Response tooMany(SignInStep step, Duration wait) {
        return step.inBrowser() ? SignInPage.tooMany(wait) : OAuthErrors.tooMany(wait);
    }

    private static Response unavailable(SignInStep step, String sentence) {
        return step.inBrowser() ? SignInPage.unavailable(sentence) : OAuthErrors.unavailable(sentence);
    }
}
