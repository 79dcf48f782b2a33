package com.quiltdata.mcp.catalog.http;

import com.quiltdata.mcp.catalog.Failure;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.Objects;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;

/** Maps failed TLS handshakes to sentences that differ by who can fix them. */
final class TlsFailureMapper {
    private TlsFailureMapper() {}

    static Failure.Unavailable of(Upstream to, SSLException fault) {
        var check = "; check " + to.setting();
        if (among(fault, CertificateExpiredException.class) || among(fault, CertificateNotYetValidException.class)) {
            return new Failure.Unavailable(
                    to.noun() + "'s certificate is not valid today" + check + " and both servers' clocks.", fault);
        } else if (among(fault, CertPathBuilderException.class)) {
            return new Failure.Unavailable(
                    to.noun() + "'s certificate is from an authority that this server does not trust" + check
                            + " and the certificate.",
                    fault);
        } else if (among(fault, SSLPeerUnverifiedException.class) || among(fault, CertificateException.class)) {
            return new Failure.Unavailable(to.noun() + "'s certificate is for another host name" + check + ".", fault);
        }
        return new Failure.Unavailable(
                "No TLS connection to " + TransportFailureMapper.lower(to) + " could be made" + check
                        + ": is it an https address?",
                fault);
    }

    private static boolean among(Throwable fault, Class<?> kind) {
        return Stream.iterate(fault, Objects::nonNull, Throwable::getCause).anyMatch(kind::isInstance);
    }
}
