package com.quiltdata.mcp.signin;

import java.util.Locale;

/** A step of the sign-in, as in the audit log and in metrics. */
enum SignInStep {
    REGISTER,
    AUTHORIZE,
    CONSENT,
    CALLBACK,
    TOKEN,
    REFRESH,
    REVOKE;

    /** Returns whether a person's browser runs the step, so that its errors are pages. */
    boolean inBrowser() {
        return this == AUTHORIZE || this == CONSENT || this == CALLBACK;
    }

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
