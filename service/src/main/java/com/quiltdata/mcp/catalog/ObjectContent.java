package com.quiltdata.mcp.catalog;

import java.util.Arrays;

/** The bytes of an object from {@code offset} on, as many as were asked for; {@code info.size} is the whole size. */
@SuppressWarnings("ArrayRecordComponent") // handed over once, to be encoded; never compared
public record ObjectContent(ObjectInfo info, long offset, byte[] bytes) {
    /** Whether the object goes on after these bytes. */
    public boolean truncated() {
        return offset + bytes.length < info.size();
    }

    /** The same with its first bytes only. */
    public ObjectContent first(int count) {
        return new ObjectContent(info, offset, Arrays.copyOf(bytes, count));
    }
}
