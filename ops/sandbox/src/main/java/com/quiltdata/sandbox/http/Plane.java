package com.quiltdata.sandbox.http;

/** Which of the two servers a request came to. */
public enum Plane {
    CATALOG,
    S3
}
