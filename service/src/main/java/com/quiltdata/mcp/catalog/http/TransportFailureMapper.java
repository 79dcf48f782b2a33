package com.quiltdata.mcp.catalog.http;

import com.quiltdata.mcp.catalog.Failure;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.time.Duration;
import java.util.Objects;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.core5.http.ConnectionRequestTimeoutException;
import org.apache.hc.core5.http.MessageConstraintException;
import org.jspecify.annotations.Nullable;

/** Maps transport failures to one sentence that names the setting to check. */
final class TransportFailureMapper {
    private TransportFailureMapper() {}

    static Failure of(Upstream to, Duration timeout, Throwable fault) {
        return switch (fault) {
            case Failure failure -> failure;
            case SocketTimeoutException e when !(e instanceof ConnectTimeoutException) -> late(to, timeout, e);
            default -> new Failure.Unavailable(sentence(to, fault), fault);
        };
    }

    private static String sentence(Upstream to, Throwable fault) {
        var check = "; check " + to.setting();
        return switch (fault) {
            case ConnectionRequestTimeoutException _ ->
                "All of this server's connections are in use; try again in a few seconds.";
            case UnknownHostException _ -> to.noun() + "'s host name does not resolve" + check + ".";
            case ConnectTimeoutException _ ->
                to.noun() + " did not accept a connection in time" + check + " and the network in between.";
            case ConnectException _, NoRouteToHostException _ ->
                to.noun() + " refused the connection or cannot be reached" + check
                        + " and that this server's network reaches it.";
            case SSLException e -> tlsSentence(to, check, e);
            case MessageConstraintException _ ->
                to.noun() + "'s response headers exceed this server's limit" + check + ".";
            default -> to.noun() + " broke off the exchange; try again, and check " + to.setting() + " if it persists.";
        };
    }

    /** Returns the sentence for a failed TLS handshake, which differs by who can fix it. */
    private static String tlsSentence(Upstream to, String check, SSLException fault) {
        if (has(fault, CertificateExpiredException.class) || has(fault, CertificateNotYetValidException.class)) {
            return to.noun() + "'s certificate is not valid today" + check + " and both servers' clocks.";
        } else if (has(fault, CertPathBuilderException.class)) {
            return to.noun() + "'s certificate is from an authority that this server does not trust" + check
                    + " and the certificate.";
        } else if (has(fault, SSLPeerUnverifiedException.class) || has(fault, CertificateException.class)) {
            return to.noun() + "'s certificate is for another host name" + check + ".";
        }
        return "No TLS connection to " + lower(to) + " could be made" + check + ": is it an https address?";
    }

    private static boolean has(Throwable fault, Class<?> type) {
        return Stream.iterate(fault, Objects::nonNull, Throwable::getCause).anyMatch(type::isInstance);
    }

    static Failure late(Upstream to, Duration timeout, Throwable cause) {
        var sentence = to.noun() + " did not finish its response within " + timeout.toSeconds()
                + " s (QUILT_SERVICE_TIMEOUT); try again" + (to.isQueried() ? " or request less data" : "")
                + ", and check " + to.setting()
                + " if it persists.";
        return new Failure.TooLate(sentence, cause);
    }

    /** Returns the failure of an exchange that had less time than the timeout setting. */
    static Failure shortOfTime(Upstream to, Duration limit, Throwable cause) {
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

    static String kind(Failure failure) {
        return switch (failure) {
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
