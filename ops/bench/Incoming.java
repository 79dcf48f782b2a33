package bench;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** An HTTP/1.1 message that arrives in pieces, of which only what a benchmark needs is parsed. */
final class Incoming {
    private static final int MAX_HEAD = 32 << 10;

    private byte[] head = new byte[1024];
    private int headBytes;
    private boolean headOver;
    private long remaining;
    private boolean chunked;
    private int length;
    private int expected = -1;
    private ByteArrayOutputStream kept;

    /** Sets the length of a body that need not be kept; -1 keeps every body. */
    void expect(int bytes) {
        expected = bytes;
    }

    void reset() {
        headBytes = 0;
        headOver = false;
        remaining = 0;
        chunked = false;
        length = 0;
        kept = null;
    }

    /** Takes the next bytes, and returns whether the message is complete. A message is never followed by another. */
    boolean take(byte[] bytes, int count) {
        var at = headOver ? 0 : takeHead(bytes, count);
        if (!headOver) {
            return false;
        }
        if (count > at) {
            length += count - at;
            if (kept != null) {
                kept.write(bytes, at, count - at);
            }
            remaining -= count - at;
        }
        return chunked ? endsWithLastChunk() : remaining <= 0;
    }

    /** Returns the position after the head's last byte. */
    private int takeHead(byte[] bytes, int count) {
        for (var at = 0; at < count; at++) {
            if (headBytes == head.length) {
                if (headBytes == MAX_HEAD) {
                    throw new IllegalStateException("a head of more than " + MAX_HEAD + " bytes");
                }
                head = Arrays.copyOf(head, headBytes * 2);
            }
            head[headBytes++] = bytes[at];
            if (bytes[at] == '\n' && headBytes >= 4 && head[headBytes - 3] == '\n') {
                headOver = true;
                parse();
                return at + 1;
            }
        }
        return count;
    }

    private void parse() {
        for (var at = 0; at < headBytes; at++) {
            if (head[at] == '\n' && at + 1 < headBytes) {
                if (is(at + 1, "content-length:")) {
                    for (var digit = at + 16; head[digit] != '\r'; digit++) {
                        if (head[digit] != ' ') {
                            remaining = remaining * 10 + head[digit] - '0';
                        }
                    }
                } else if (is(at + 1, "transfer-encoding:")) {
                    chunked = true;
                }
            }
        }
        if (chunked || expected < 0 || remaining != expected) {
            kept = new ByteArrayOutputStream();
        }
    }

    private boolean is(int at, String name) {
        if (at + name.length() > headBytes) {
            return false;
        }
        for (var i = 0; i < name.length(); i++) {
            if ((head[at + i] | 0x20) != name.charAt(i) && head[at + i] != name.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private boolean endsWithLastChunk() {
        var bytes = kept.toByteArray();
        var end = "0\r\n\r\n";
        if (bytes.length < end.length()
                || bytes.length > end.length() && bytes[bytes.length - end.length() - 1] != '\n') {
            return false;
        }
        return new String(bytes, bytes.length - end.length(), end.length(), StandardCharsets.US_ASCII).equals(end);
    }

    /** Returns the status of a response. */
    int status() {
        return (head[9] - '0') * 100 + (head[10] - '0') * 10 + head[11] - '0';
    }

    /** Returns the number of bytes of the body, those of chunks' frames included. */
    int length() {
        return length;
    }

    /** Returns whether the body was not of the expected length, so that it was kept. */
    boolean isKept() {
        return kept != null;
    }

    /** Returns the kept body, with the frames of its chunks. */
    String body() {
        return kept.toString(StandardCharsets.UTF_8);
    }

    String head() {
        return new String(head, 0, headBytes, StandardCharsets.ISO_8859_1);
    }
}
