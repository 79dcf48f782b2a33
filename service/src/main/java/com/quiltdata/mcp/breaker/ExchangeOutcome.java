package com.quiltdata.mcp.breaker;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.charset.CharacterCodingException;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** The outcome of an exchange with an upstream, as far as it shows the upstream's health. */
public enum ExchangeOutcome {
    /** The upstream answered, whatever it said: 4xx and 429 are answers. */
    ANSWERED,

    /** The connection was refused or broke off, or a proxy reported so with 502, 503 or 504. */
    UNREACHABLE,

    /** A timeout or a 500, which the upstream may owe to what one caller asks of it. */
    SUSPECT,

    /** Nothing was learnt of the upstream: the caller gave up, or the fault is in this server's settings. */
    UNKNOWN;

    /** Returns the outcome that an HTTP status means. */
    public static ExchangeOutcome of(int status) {
        return switch (status) {
            case 502, 503, 504 -> UNREACHABLE;
            case 500 -> SUSPECT;
            default -> ANSWERED;
        };
    }

    /**
     * Returns the outcome that a fault on the wire means; null is no fault on the wire. A host name that does not resolve and a
     * certificate that is not trusted are settings to correct, which a breaker would only hide.
     */
    public static ExchangeOutcome of(@Nullable Throwable fault) {
        return switch (fault) {
            case null -> ANSWERED;
            case TimeoutException _, SocketTimeoutException _ -> SUSPECT;
            case InterruptedException _, InterruptedIOException _ -> UNKNOWN;
            case UnknownHostException _, SSLException _ -> UNKNOWN;
            case CharacterCodingException _ -> ANSWERED; // an answer that breaks the bounds of HTTP
            case IOException _ -> UNREACHABLE;
            default -> fault.getCause() == null ? ANSWERED : of(fault.getCause());
        };
    }
}
