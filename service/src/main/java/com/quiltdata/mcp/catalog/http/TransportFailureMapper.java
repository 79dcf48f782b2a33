package com.quiltdata.mcp.catalog.http;

import com.quiltdata.mcp.catalog.Failure;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import javax.net.ssl.SSLException;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.core5.http.ConnectionClosedException;
import org.apache.hc.core5.http.ConnectionRequestTimeoutException;
import org.apache.hc.core5.http.MalformedChunkCodingException;
import org.apache.hc.core5.http.MessageConstraintException;
import org.apache.hc.core5.http.NoHttpResponseException;
import org.jspecify.annotations.Nullable;

/** Maps transport failures to one sentence that names the setting to check. */
final class TransportFailureMapper {
    private TransportFailureMapper() {}

    static Failure of(Upstream to, Duration timeout, Throwable fault) {
        return switch (fault) {
            case Failure known -> known;
            case ConnectionRequestTimeoutException e ->
                new Failure.Unavailable("All of this server's connections are in use; try again in a few seconds.", e);
            case UnknownHostException e ->
                new Failure.Unavailable(to.noun() + "'s host name does not resolve; check " + to.setting() + ".", e);
            case ConnectTimeoutException e ->
                new Failure.Unavailable(
                        to.noun() + " did not accept a connection in time; check " + to.setting()
                                + " and the network in between.",
                        e);
            case ConnectException e -> unreachable(to, e);
            case NoRouteToHostException e -> unreachable(to, e);
            case SSLException e -> TlsFailureMapper.of(to, e);
            case MessageConstraintException e ->
                new Failure.Unavailable(
                        to.noun() + "'s response headers exceed this server's limit; check " + to.setting() + ".", e);
            case SocketTimeoutException e -> late(to, timeout, e);
            case NoHttpResponseException e -> cutShort(to, e);
            case ConnectionClosedException e -> cutShort(to, e);
            case MalformedChunkCodingException e -> cutShort(to, e);
            default -> brokeOff(to, fault);
        };
    }

    static Failure late(Upstream to, Duration timeout, Throwable cause) {
        var sentence = to.noun() + " did not finish its response within " + timeout.toSeconds()
                + " s (QUILT_SERVICE_TIMEOUT); try again or request less data, and check " + to.setting()
                + " if it persists.";
        return new Failure.TooLate(sentence, cause);
    }

    /** Returns the failure of an exchange that had less time than the timeout setting. */
    static Failure hurried(Upstream to, Duration limit, Throwable cause) {
        return new Failure.TooLate(
                to.noun() + " did not finish its response within the " + limit.toMillis()
                        + " ms that were left; try again.",
                cause);
    }

    /** Returns the failure of a change that was sent, at least in part, without a readable response. */
    static Failure unknown(Upstream to, String why, @Nullable Throwable cause) {
        return new Failure.TooLate(
                to.noun() + " " + why + ", so it is unknown whether the change was made; check before you send it"
                        + " again.",
                cause);
    }

    static Failure interrupted(Upstream to, Throwable cause) {
        return new Failure.TooLate("The call was cancelled before " + lower(to) + " responded.", cause);
    }

    private static Failure unreachable(Upstream to, Throwable cause) {
        var sentence = to.noun() + " refused the connection or cannot be reached; check " + to.setting()
                + " and that this server's network reaches it.";
        return new Failure.Unavailable(sentence, cause);
    }

    private static Failure brokeOff(Upstream to, Throwable cause) {
        var sentence = "The exchange with " + lower(to) + " broke off; try again, and check " + to.setting()
                + " if it persists.";
        return new Failure.Unavailable(sentence, cause);
    }

    private static Failure cutShort(Upstream to, Throwable cause) {
        var sentence =
                to.noun() + " broke off during its response; try again, and check " + to.setting() + " if it persists.";
        return new Failure.Unavailable(sentence, cause);
    }

    /** Returns the metric label for an exchange that ended with this failure. */
    static String kind(Failure thrown) {
        return switch (thrown) {
            case Failure.TooLate _ -> "too_late";
            case Failure.Unavailable _ -> "unavailable";
            case Failure.TooLarge _ -> "too_large";
            default -> "error";
        };
    }

    /** Returns the noun with a lower-case initial, for use within a sentence. */
    static String lower(Upstream to) {
        return Character.toLowerCase(to.noun().charAt(0)) + to.noun().substring(1);
    }
}
