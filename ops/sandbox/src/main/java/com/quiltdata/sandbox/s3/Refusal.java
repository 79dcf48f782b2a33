package com.quiltdata.sandbox.s3;

/** A response given before s3proxy handles the request. */
record Refusal(int status, String code, String message) {
    static final Refusal ACCESS_DENIED = new Refusal(403, "AccessDenied", "Access Denied");
    static final Refusal UNKNOWN_KEY =
            new Refusal(403, "InvalidAccessKeyId", "The AWS Access Key Id you provided does not exist in our records.");
    static final Refusal EMPTY_PART = new Refusal(
            501,
            "NotImplemented",
            "The sandbox's store cannot tell a//b from a/b, so it keeps no key of the former kind.");
    static final Refusal EXPIRED = new Refusal(400, "ExpiredToken", "The provided token has expired.");
    static final Refusal WRONG_TOKEN =
            new Refusal(400, "InvalidToken", "The provided token is malformed or otherwise invalid.");
}
