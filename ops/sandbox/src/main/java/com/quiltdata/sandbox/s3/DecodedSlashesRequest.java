package com.quiltdata.sandbox.s3;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;

/**
 * A request whose path has its encoded slashes decoded, as S3 reads and signs it: some clients send {@code a//b} as
 * {@code a/%2Fb} and sign the former.
 */
final class DecodedSlashesRequest extends HttpServletRequestWrapper {
    DecodedSlashesRequest(HttpServletRequest request) {
        super(request);
    }

    @Override
    public String getRequestURI() {
        return super.getRequestURI().replace("%2F", "/").replace("%2f", "/");
    }
}
