package com.quiltdata.mcp.signin;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** Connect's response to a POST: its HTTP status, and its JSON object, empty if it sent none. */
record ConnectReply(int status, ObjectNode body) {
    private static final int OK = 200;
    private static final int REDIRECTS = 300;

    /** Returns whether Connect did what it was asked to. */
    boolean ok() {
        return status >= OK && status < REDIRECTS;
    }

    @Override
    public String toString() {
        return "ConnectReply[" + status + "]"; // the body may have tokens
    }
}
