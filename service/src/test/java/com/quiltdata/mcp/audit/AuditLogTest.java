package com.quiltdata.mcp.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

final class AuditLogTest {
    private final AuditLog log = new AuditLog();

    private AuditLog.AuditEntry entry() {
        return log.entry(new AuditLog.SignIn("r-1", "token", () -> "-"));
    }

    @Test
    void aLineThatIsGivenUpTakesNoPlace() {
        for (int i = 0; i < 10_000; i++) {
            entry().cancel();
        }
        assertThat(entry().open(Duration.ZERO)).isTrue();
    }
}
