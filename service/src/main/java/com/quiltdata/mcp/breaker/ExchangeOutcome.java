package com.quiltdata.mcp.breaker;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** Outcome of an exchange with an upstream, as evidence of the upstream's health. */
public enum ExchangeOutcome {
    /** The upstream responded, with any status that is not listed below: 4xx and 429 are responses. */
    ANSWERED,

    /** The connection was refused or broken, or a proxy reported this with 502, 503 or 504. */
    UNREACHABLE,

    /** A timeout or a 500, which one caller's requests may have caused. */
    SUSPECT,

    /** The exchange shows nothing about the upstream: the caller cancelled it, or this server is misconfigured. */
    UNKNOWN;

    /** Returns the outcome for an HTTP status. */
    public static ExchangeOutcome of(int status) {
        return switch (status) {
            case 502, 503, 504 -> UNREACHABLE;
            case 500 -> SUSPECT;
            default -> ANSWERED;
        };
    }

    /**
     * Returns the outcome for an I/O failure; null means that there was none. An unresolvable host name and an
     * untrusted certificate are configuration errors, which a breaker would only hide.
     */
    public static ExchangeOutcome of(@Nullable Throwable fault) {
        return switch (fault) {
            case null -> ANSWERED;
            case TimeoutException _, SocketTimeoutException _ -> SUSPECT;
            case InterruptedException _, InterruptedIOException _ -> UNKNOWN;
            case UnknownHostException _, SSLException _ -> UNKNOWN;
            case IOException _ -> UNREACHABLE;
            default -> fault.getCause() == null ? ANSWERED : of(fault.getCause());
        };
    }
}
