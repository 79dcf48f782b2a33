package com.quiltdata.sandbox.wire;

/** The server or the service of AWS that a request was sent to. */
public enum Plane {
    CATALOG,
    S3,
    STS,
    ATHENA,
    GLUE,
    CONNECT
}
