package com.quiltdata.mcp.catalog.http;

import com.quiltdata.mcp.concurrent.Tasks;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.apache.hc.client5.http.DnsResolver;

/** Resolves host names no longer than the exchange may last, on a thread of its own: a lookup cannot be interrupted. */
record BoundedDnsResolver(DnsResolver lookups) implements DnsResolver {
    /** Maximum time of a lookup outside of an exchange. */
    private static final Duration LIMIT = Duration.ofSeconds(30);

    @Override
    public InetAddress[] resolve(String host) throws UnknownHostException {
        return lookUp(host, () -> lookups.resolve(host));
    }

    @Override
    public String resolveCanonicalHostname(String host) throws UnknownHostException {
        return lookUp(host, () -> lookups.resolveCanonicalHostname(host));
    }

    private static <T> T lookUp(String host, Callable<T> lookup) throws UnknownHostException {
        var deadline = ExchangeDeadline.CURRENT;
        var limit = deadline.isBound() ? deadline.get().remaining() : LIMIT;
        try {
            return Tasks.start("resolve", lookup).get(limit);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unknown(host, e);
        } catch (TimeoutException e) {
            throw unknown(host, e);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof UnknownHostException unknown ? unknown : unknown(host, e);
        }
    }

    private static UnknownHostException unknown(String host, Exception cause) {
        var unknown = new UnknownHostException(host);
        unknown.initCause(cause);
        return unknown;
    }
}
