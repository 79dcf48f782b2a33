package com.quiltdata.mcp.catalog.s3;

import com.quiltdata.mcp.catalog.CatalogException.Unavailable;
import com.quiltdata.mcp.catalog.ObjectContent;
import com.quiltdata.mcp.catalog.ObjectLocation;
import java.io.IOException;
import software.amazon.awssdk.core.exception.RetryableException;
import software.amazon.awssdk.core.sync.ResponseTransformer;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;

/** Takes the first bytes that arrive, which begin at {@code offset}, and drops the connection before the rest does. */
record FirstBytes(ObjectLocation at, long offset, int maxBytes)
        implements ResponseTransformer<GetObjectResponse, ObjectContent> {
    @Override
    public ObjectContent transform(GetObjectResponse response, AbortableInputStream in) {
        var rest = response.contentLength();
        if (rest == null) {
            in.abort();
            throw new Unavailable("S3 does not say how large the object is.", null);
        }
        try {
            var wanted = (int) Math.min(maxBytes, rest);
            var bytes = in.readNBytes(wanted);
            if (bytes.length < wanted) {
                throw RetryableException.create("the object ended early");
            }
            if (wanted < rest) {
                in.abort();
            }
            return new ObjectContent(Infos.of(at, response, offset + rest), offset, bytes);
        } catch (IOException e) {
            throw RetryableException.create("the object broke off", e);
        }
    }
}
