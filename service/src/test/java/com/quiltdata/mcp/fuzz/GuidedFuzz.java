package com.quiltdata.mcp.fuzz;

/** The entry point of Jazzer, which mutates by coverage; the system property {@code fuzz.target} names the target. */
public final class GuidedFuzz {
    private static final FuzzTarget TARGET = FuzzTargets.named(System.getProperty("fuzz.target", ""));

    private GuidedFuzz() {}

    public static void fuzzerTestOneInput(byte[] input) throws Exception {
        TARGET.check(input);
    }
}
