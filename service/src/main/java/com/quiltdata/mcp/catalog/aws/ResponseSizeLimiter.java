package com.quiltdata.mcp.catalog.aws;

import com.quiltdata.mcp.catalog.Failure;
import com.quiltdata.mcp.catalog.MemoryBudget;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.core.interceptor.SdkExecutionAttribute;

/**
 * Limits and charges the responses that the SDK reads whole: listings, errors and the like, but no object content.
 *
 * @param service the service's name in messages
 */
public record ResponseSizeLimiter(String service, MemoryBudget memory) implements ExecutionInterceptor {
    /** A page of 1,000 versions with keys of maximum length, every byte percent-encoded, has about 4 MB. */
    private static final int MAX_BYTES = 8 << 20;

    /** Bytes of memory for a byte of XML: itself, its tree and the objects built from it. */
    private static final int COST = 6;

    @Override
    public Optional<InputStream> modifyHttpResponseContent(
            Context.ModifyHttpResponse context, ExecutionAttributes attributes) {
        var content = "GetObject".equals(attributes.getAttribute(SdkExecutionAttribute.OPERATION_NAME))
                && context.httpResponse().isSuccessful();
        return content
                ? context.responseBody()
                : context.responseBody().map(in -> new BoundedStream(in, service, memory));
    }

    private static final class BoundedStream extends FilterInputStream {
        private final String service;
        private final MemoryBudget memory;
        private long length;

        BoundedStream(InputStream in, String service, MemoryBudget memory) {
            super(in);
            this.service = service;
            this.memory = memory;
        }

        @Override
        public int read() throws IOException {
            var value = super.read();
            charge(value < 0 ? 0 : 1);
            return value;
        }

        @Override
        public int read(byte[] bytes, int offset, int count) throws IOException {
            var read = super.read(bytes, offset, count);
            charge(Math.max(0, read));
            return read;
        }

        private void charge(int count) {
            length += count;
            if (length > MAX_BYTES) {
                throw new Failure.TooLarge(
                        service + "'s response is longer than the " + MAX_BYTES + " byte limit; request less data.");
            }
            memory.charge((long) count * COST);
        }
    }
}
