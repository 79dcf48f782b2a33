package com.quiltdata.sandbox.wire;

/** Which of the two servers a request came to. */
public enum Plane {
    CATALOG,
    S3
}
