package com.quiltdata.mcp.logs;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import com.google.common.collect.ImmutableList;
import com.quiltdata.mcp.audit.AuditLog;
import com.quiltdata.mcp.testing.Latches;
import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** The audit log in front of an output that nobody reads. */
final class AuditOrderTest {
    private static AuditLog.AuditEntry entry(AuditLog audit) {
        return audit.entry(new AuditLog.SignIn("r-1", "token", () -> "-"));
    }

    @Test
    void beginsNoChangeBeforeTheLinesOfEarlierReadsAreWritten() {
        var released = new CountDownLatch(1);
        var stdout = new Stdout(new OutputStream() {
            @Override
            public void write(int one) {
                Latches.await(released);
            }

            @Override
            public void write(byte[] text, int from, int length) {
                Latches.await(released);
            }
        });
        var appender = new AppenderBase<ILoggingEvent>() {
            @Override
            protected void append(ILoggingEvent event) {
                stdout.event(event);
            }
        };
        var logger = (Logger) LoggerFactory.getLogger(OwnLines.AUDIT);
        var others = ImmutableList.copyOf(logger.iteratorForAppenders());
        var additive = logger.isAdditive();
        others.forEach(logger::detachAppender);
        logger.setAdditive(false);
        logger.setLevel(Level.INFO);
        appender.start();
        logger.addAppender(appender);
        try {
            var audit = new AuditLog();
            entry(audit).queue("ok", Duration.ZERO);
            assertThat(entry(audit).open(Duration.ofMillis(1))).isFalse();
            released.countDown();
            assertThat(entry(audit).open(Duration.ofMinutes(1))).isTrue();
        } finally {
            released.countDown();
            logger.detachAppender(appender);
            others.forEach(logger::addAppender);
            logger.setAdditive(additive);
        }
    }
}
