package com.quiltdata.mcp.catalog.http;

import com.quiltdata.mcp.catalog.CatalogException;
import com.quiltdata.mcp.catalog.CatalogException.TooLate;
import com.quiltdata.mcp.catalog.CatalogException.Unavailable;
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

/** What each way of getting no answer means, in one sentence that names the setting to look at. */
final class WireFaults {
    private WireFaults() {}

    static CatalogException of(Upstream to, Duration timeout, Throwable fault) {
        return switch (fault) {
            case CatalogException known -> known;
            case ConnectionRequestTimeoutException e ->
                new Unavailable("All of this server's connections are in use; try again in a few seconds.", e);
            case UnknownHostException e ->
                new Unavailable(to.noun() + "'s host name does not resolve; check " + to.setting() + ".", e);
            case ConnectTimeoutException e ->
                new Unavailable(
                        to.noun() + " did not accept a connection in time; check " + to.setting()
                                + " and the network between.",
                        e);
            case ConnectException e -> unreachable(to, e);
            case NoRouteToHostException e -> unreachable(to, e);
            case SSLException e -> TlsFaults.of(to, e);
            case MessageConstraintException e ->
                new Unavailable(
                        to.noun() + "'s answer has a longer head than this server reads; check " + to.setting() + ".",
                        e);
            case SocketTimeoutException e -> late(to, timeout, e);
            case NoHttpResponseException e -> cutShort(to, e);
            case ConnectionClosedException e -> cutShort(to, e);
            case MalformedChunkCodingException e -> cutShort(to, e);
            default -> brokeOff(to, fault);
        };
    }

    static CatalogException late(Upstream to, Duration timeout, Throwable cause) {
        var sentence = to.noun() + " did not finish its answer within " + timeout.toSeconds()
                + " s (QUILT_SERVICE_TIMEOUT); try again or ask for less, and check " + to.setting()
                + " if it persists.";
        return new TooLate(sentence, cause);
    }

    /** An answer that was not waited for as long as the setting says. */
    static CatalogException hurried(Upstream to, Duration limit, Throwable cause) {
        return new TooLate(
                to.noun() + " did not finish its answer within the " + limit.toMillis()
                        + " ms that were left for it; try again.",
                cause);
    }

    /** A change of which some part was sent, and whose answer did not come or cannot be read. */
    static CatalogException unknown(Upstream to, String why, @Nullable Throwable cause) {
        return new TooLate(
                to.noun() + " " + why + ", so that it is unknown whether the change was made; look before you send it"
                        + " again.",
                cause);
    }

    static CatalogException interrupted(Upstream to, Throwable cause) {
        return new TooLate("The call was given up before " + lower(to) + " answered.", cause);
    }

    private static CatalogException unreachable(Upstream to, Throwable cause) {
        var sentence = to.noun() + " refused the connection or cannot be reached; check " + to.setting()
                + " and that this server's network reaches it.";
        return new Unavailable(sentence, cause);
    }

    private static CatalogException brokeOff(Upstream to, Throwable cause) {
        var sentence = "The exchange with " + lower(to) + " broke off; try again, and check " + to.setting()
                + " if it persists.";
        return new Unavailable(sentence, cause);
    }

    private static CatalogException cutShort(Upstream to, Throwable cause) {
        var sentence = to.noun() + " broke off in the middle of its answer; try again, and check " + to.setting()
                + " if it persists.";
        return new Unavailable(sentence, cause);
    }

    /** What an exchange that ended so is measured as. */
    static String kind(CatalogException thrown) {
        return switch (thrown) {
            case TooLate _ -> "too_late";
            case Unavailable _ -> "unavailable";
            case CatalogException.TooLarge _ -> "too_large";
            default -> "error";
        };
    }

    /** The noun within a sentence. */
    static String lower(Upstream to) {
        return Character.toLowerCase(to.noun().charAt(0)) + to.noun().substring(1);
    }
}
