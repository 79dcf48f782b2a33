package com.quiltdata.mcp.logs;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.UnsynchronizedAppenderBase;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import org.slf4j.event.KeyValuePair;

/**
 * Puts the fields of an audit line into the MDC of its event, before the appenders that are configured for the audit
 * log: Dropwizard's layout {@code json} writes the MDC, but no key-value pairs.
 */
final class AuditMdc extends UnsynchronizedAppenderBase<ILoggingEvent> {
    @Override
    protected void append(ILoggingEvent event) {
        if (event instanceof LoggingEvent line) {
            var mdc = new LinkedHashMap<String, String>();
            LogFields.ids().forEach((name, value) -> mdc.put(name, value.toString()));
            for (var pair : Objects.requireNonNullElse(line.getKeyValuePairs(), List.<KeyValuePair>of())) {
                mdc.put(pair.key, LogFormat.text(pair.value));
            }
            line.setMDCPropertyMap(mdc);
        }
    }
}
