package com.quiltdata.mcp.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Files that are kept in the repository and written by the build. */
public final class Generated {
    private static final boolean UPDATE = Boolean.getBoolean("golden.update");

    private final String test;

    /** What {@code test} generates. */
    public Generated(Class<?> test) {
        this.test = test.getSimpleName();
    }

    /** Fails unless the file says what is wanted; writes it instead when that was asked for. */
    public void check(Path file, String wanted) {
        try {
            if (updating()) {
                Files.createDirectories(file.toAbsolutePath().getParent());
                Files.writeString(file, wanted);
            } else if (Files.notExists(file)) {
                fail("%s is missing; %s", file, remedy());
            } else {
                assertThat(Files.readString(file))
                        .as("%s is stale; %s", file, remedy())
                        .isEqualTo(wanted);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Fails for a file that nothing generates any more; deletes it instead when an update was asked for. */
    public void orphan(Path file) {
        try {
            if (updating()) {
                Files.delete(file);
            } else {
                fail("%s belongs to nothing any more; %s", file, remedy());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean updating() {
        if (UPDATE && "true".equals(System.getenv("CI"))) {
            fail("continuous integration does not update what it is to check; update and commit, then push");
        }
        return UPDATE;
    }

    private String remedy() {
        return ("if the change is meant, run `mvn -pl service test -Dtest=%s -Dgolden.update=true`,"
                        + " read the difference and commit it")
                .formatted(test);
    }
}
