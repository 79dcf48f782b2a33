package com.quiltdata.mcp.logs;

import ch.qos.logback.classic.util.LogbackMDCAdapter;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The MDC of log events: the ids of the request that the logging thread serves, from its scoped values. Patterns print
 * them by {@code %X{request}}, and the layout {@code json} as {@code mdc}.
 */
final class RequestMdc extends LogbackMDCAdapter {
    /** The fields of the request whose access is being logged, after its scoped values have ended. */
    static final ScopedValue<Map<String, Object>> ACCESS = ScopedValue.newInstance();

    @Override
    public Map<String, String> getPropertyMap() {
        var mdc = new LinkedHashMap<String, String>();
        (ACCESS.isBound() ? ACCESS.get() : LogFields.ids()).forEach((name, value) -> mdc.put(name, value.toString()));
        return mdc;
    }

    @Override
    public Map<String, String> getCopyOfContextMap() {
        return getPropertyMap();
    }
}
