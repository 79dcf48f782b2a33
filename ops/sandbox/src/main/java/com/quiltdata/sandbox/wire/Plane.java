package com.quiltdata.sandbox.wire;

/** The server that a request was sent to. */
public enum Plane {
    CATALOG,
    S3,
    STS,
    CONNECT
}
