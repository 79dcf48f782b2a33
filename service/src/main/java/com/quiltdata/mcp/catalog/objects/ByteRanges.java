package com.quiltdata.mcp.catalog.objects;

import com.quiltdata.mcp.auth.Caller;
import com.quiltdata.mcp.catalog.Failure;
import java.util.Arrays;
import java.util.Objects;

/** Ranges of bytes of one version of an object, whose first bytes have been read. */
public record ByteRanges(ObjectReader objects, Caller caller, ObjectContent head) {
    public long size() {
        return head.info().size();
    }

    /**
     * Reads {@code count} bytes from {@code offset}, in as many requests as the reader's limit requires.
     *
     * @throws Failure.Conflict when the object is no longer the one whose first bytes were read
     */
    public byte[] read(long offset, int count) {
        var bytes = new byte[count];
        var read = copyHead(offset, bytes);
        while (read < count) {
            var part = objects.read(caller, head.info().location(), offset + read, count - read);
            if (!isSame(part.info()) || part.bytes().length == 0) {
                throw new Failure.Conflict("The object changed while it was read; call again.");
            }
            System.arraycopy(part.bytes(), 0, bytes, read, part.bytes().length);
            read += part.bytes().length;
        }
        return bytes;
    }

    private int copyHead(long offset, byte[] bytes) {
        var first = offset - head.offset();
        if (first < 0 || first >= head.bytes().length) {
            return 0;
        }
        var known = Arrays.copyOfRange(
                head.bytes(), (int) first, (int) Math.min(head.bytes().length, first + bytes.length));
        System.arraycopy(known, 0, bytes, 0, known.length);
        return known.length;
    }

    private boolean isSame(ObjectInfo info) {
        return info.size() == size() && Objects.equals(info.etag(), head.info().etag());
    }
}
