package com.quiltdata.sandbox.packages;

import java.time.Instant;

/** One push: the hash in the pointer that is named by its Unix second. */
public record Revision(String bucket, String name, String hash, Instant modified) {}
