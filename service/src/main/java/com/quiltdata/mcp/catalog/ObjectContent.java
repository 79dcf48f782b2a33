package com.quiltdata.mcp.catalog;

/** The first bytes of an object; {@code info.size} is the whole size, so {@code bytes.length < info.size} means cut short. */
@SuppressWarnings("ArrayRecordComponent") // handed over once, to be encoded; never compared
public record ObjectContent(ObjectInfo info, byte[] bytes) {
    /** Whether the object goes on after these bytes. */
    public boolean truncated() {
        return bytes.length < info.size();
    }
}
