package com.quiltdata.sandbox.http;

import com.google.common.hash.Hashing;
import com.quiltdata.sandbox.control.Fault;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.EofException;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;

/** A response whose body is collected and sent otherwise than it was written: by half, with a wrong length, changed. */
final class AlteredResponse extends Response.Wrapper {
    private final Fault fault;
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();

    AlteredResponse(Request request, Response response, Fault fault) {
        super(request, response);
        this.fault = fault;
    }

    @Override
    public void write(boolean last, ByteBuffer bytes, Callback callback) {
        if (bytes != null) {
            body.writeBytes(BufferUtil.toArray(bytes));
            bytes.position(bytes.limit());
        }
        if (!last) {
            callback.succeeded();
        } else if (body.size() == 0) {
            super.write(true, BufferUtil.EMPTY_BUFFER, callback);
        } else {
            send(body.toByteArray(), callback);
        }
    }

    private void send(byte[] whole, Callback callback) {
        byte[] half = Arrays.copyOf(whole, whole.length / 2);
        switch (fault.kind()) {
            case SHORT -> {
                length(half.length);
                super.write(true, ByteBuffer.wrap(half), callback);
            }
            case CUT -> breakOff(half, whole.length, callback);
            case LONG -> breakOff(whole, 2 * whole.length, callback);
            case null, default -> corrupt(whole, callback);
        }
    }

    private void corrupt(byte[] whole, Callback callback) {
        if (getRequest().getHeaders().contains("x-amz-checksum-mode")) {
            byte[] crc = Hashing.crc32().hashBytes(whole).asBytes();
            getHeaders().put("x-amz-checksum-crc32", Base64.getEncoder().encodeToString(new byte[] {
                crc[3], crc[2], crc[1], crc[0]
            }));
        }
        whole[whole.length - 1]++;
        super.write(true, ByteBuffer.wrap(whole), callback);
    }

    /** Sends this with a greater length stated, then closes the connection. */
    private void breakOff(byte[] sent, int stated, Callback callback) {
        length(stated);
        super.write(false, ByteBuffer.wrap(sent), Callback.from(() -> close(callback), callback::failed));
    }

    private void close(Callback callback) {
        getRequest().getConnectionMetaData().getConnection().getEndPoint().close();
        callback.failed(new EofException("broken off"));
    }

    private void length(int bytes) {
        getHeaders().remove(HttpHeader.CONTENT_LENGTH);
        getHeaders().put(HttpHeader.CONTENT_LENGTH, bytes);
    }
}
