package com.quiltdata.mcp.json;

import com.fasterxml.jackson.core.util.BufferRecycler;
import com.fasterxml.jackson.core.util.RecyclerPool;
import java.util.Arrays;

/**
 * The buffers of parsers and writers, cleared after each use: what callers send and receive, tokens included, must not
 * stay in memory. At most 64 sets are kept, of at most 32 KiB for each of their eight buffers.
 */
final class ClearedBuffers extends RecyclerPool.BoundedPoolBase<BufferRecycler> {
    private static final long serialVersionUID = 1L;
    private static final int SETS = 64;

    ClearedBuffers() {
        super(SETS);
    }

    @Override
    public BufferRecycler createPooled() {
        return new ClearedSet();
    }

    /** The buffers of one parser or writer. */
    private static final class ClearedSet extends BufferRecycler {
        private static final int MAX_BYTES = 32 * 1024;

        @Override
        public void releaseByteBuffer(int index, byte[] buffer) {
            if (buffer.length <= MAX_BYTES) {
                Arrays.fill(buffer, (byte) 0);
                super.releaseByteBuffer(index, buffer);
            }
        }

        @Override
        public void releaseCharBuffer(int index, char[] buffer) {
            if (buffer.length <= MAX_BYTES / Character.BYTES) {
                Arrays.fill(buffer, '\0');
                super.releaseCharBuffer(index, buffer);
            }
        }
    }
}
