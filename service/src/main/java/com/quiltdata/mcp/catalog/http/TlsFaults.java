package com.quiltdata.mcp.catalog.http;

import com.quiltdata.mcp.catalog.CatalogException.Unavailable;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.Objects;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;

/** What is wrong with a TLS connection that did not come about: each is mended by somebody else. */
final class TlsFaults {
    private TlsFaults() {}

    static Unavailable of(Upstream to, SSLException fault) {
        var check = "; check " + to.setting();
        if (among(fault, CertificateExpiredException.class) || among(fault, CertificateNotYetValidException.class)) {
            return new Unavailable(
                    to.noun() + "'s certificate is not valid today" + check + " and the clocks of both.", fault);
        } else if (among(fault, CertPathBuilderException.class)) {
            return new Unavailable(
                    to.noun() + "'s certificate is of an authority that this server does not know" + check
                            + " and the certificate.",
                    fault);
        } else if (among(fault, SSLPeerUnverifiedException.class) || among(fault, CertificateException.class)) {
            return new Unavailable(to.noun() + "'s certificate is for another host name" + check + ".", fault);
        }
        return new Unavailable(
                "No TLS connection to " + WireFaults.lower(to) + " could be made" + check + ": is it an https address?",
                fault);
    }

    private static boolean among(Throwable fault, Class<?> kind) {
        return Stream.iterate(fault, Objects::nonNull, Throwable::getCause).anyMatch(kind::isInstance);
    }
}
