package com.quiltdata.mcp.catalog.objects;

import java.util.Arrays;

/** A range of an object's bytes that begins at {@code offset}; {@code info.size} is the size of the whole object. */
@SuppressWarnings("ArrayRecordComponent") // handed over once, to be encoded; never compared
public record ObjectContent(ObjectInfo info, long offset, byte[] bytes) {
    /** Returns whether the object has more bytes after these. */
    public boolean truncated() {
        return offset + bytes.length < info.size();
    }

    /** Returns a copy with the first {@code count} bytes only. */
    public ObjectContent first(int count) {
        return new ObjectContent(info, offset, Arrays.copyOf(bytes, count));
    }
}
