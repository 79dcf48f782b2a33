package com.quiltdata.mcp.logs;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.spi.LoggingEvent;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.slf4j.event.KeyValuePair;

/** Appenders that are configured for the audit log see its fields in the MDC. */
final class AuditMdcTest {
    @Test
    void valuesAreStringsAndOthersAreJson() {
        var event = new LoggingEvent();
        event.addKeyValuePair(new KeyValuePair("user", "reader"));
        event.addKeyValuePair(new KeyValuePair("ms", 12L));
        event.addKeyValuePair(new KeyValuePair("target", Map.of("items", List.of("a\nb"))));
        var appender = new AuditMdc();
        appender.start();

        appender.doAppend(event);

        assertThat(event.getMDCPropertyMap())
                .containsExactly(
                        Map.entry("user", "reader"),
                        Map.entry("ms", "12"),
                        Map.entry("target", "{\"items\":[\"a\\nb\"]}"));
    }

    @Test
    void leavesEventWithoutFieldsAsItIs() {
        var event = new LoggingEvent();
        var appender = new AuditMdc();
        appender.start();

        appender.doAppend(event);

        assertThat(event.getMDCPropertyMap()).isEmpty();
    }
}
