package com.quiltdata.sandbox.s3;

/** A response given before s3proxy handles the request. */
record S3Error(int status, String code, String message) {
    static final S3Error ACCESS_DENIED = new S3Error(403, "AccessDenied", "Access Denied");
    static final S3Error UNKNOWN_KEY =
            new S3Error(403, "InvalidAccessKeyId", "The AWS Access Key Id you provided does not exist in our records.");
    static final S3Error EMPTY_PART = new S3Error(
            501,
            "NotImplemented",
            "The sandbox's store cannot tell a//b from a/b, so it keeps no key of the former kind.");
    static final S3Error EXPIRED = new S3Error(400, "ExpiredToken", "The provided token has expired.");
    static final S3Error WRONG_TOKEN =
            new S3Error(400, "InvalidToken", "The provided token is malformed or otherwise invalid.");
}
