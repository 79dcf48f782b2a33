package com.quiltdata.mcp.catalog.s3;

import com.quiltdata.mcp.catalog.BytesInHand;
import com.quiltdata.mcp.catalog.CatalogException.Unavailable;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.core.interceptor.SdkExecutionAttribute;

/** Bounds and charges what the SDK reads whole: listings, errors and other documents, but no object's content. */
record BoundedAnswers(BytesInHand memory) implements ExecutionInterceptor {
    /** A page of 1,000 versions whose keys are as long as keys may be, each byte of them encoded, has some 4 MB. */
    private static final int MAX_BYTES = 8 << 20;

    /** What a byte of XML costs: itself, the tree of it and what is made of that. */
    private static final int COST = 6;

    @Override
    public Optional<InputStream> modifyHttpResponseContent(
            Context.ModifyHttpResponse context, ExecutionAttributes attributes) {
        var content = "GetObject".equals(attributes.getAttribute(SdkExecutionAttribute.OPERATION_NAME))
                && context.httpResponse().isSuccessful();
        return content ? context.responseBody() : context.responseBody().map(in -> new Bounded(in, memory));
    }

    private static final class Bounded extends FilterInputStream {
        private final BytesInHand memory;
        private long length;

        Bounded(InputStream in, BytesInHand memory) {
            super(in);
            this.memory = memory;
        }

        @Override
        public int read() throws IOException {
            var one = super.read();
            came(one < 0 ? 0 : 1);
            return one;
        }

        @Override
        public int read(byte[] bytes, int offset, int count) throws IOException {
            var read = super.read(bytes, offset, count);
            came(Math.max(0, read));
            return read;
        }

        private void came(int count) {
            length += count;
            if (length > MAX_BYTES) {
                throw new Unavailable(
                        "S3's answer is longer than the " + MAX_BYTES + " bytes this server reads; ask for less.",
                        null);
            }
            memory.charge((long) count * COST);
        }
    }
}
