package com.quiltdata.mcp.testing;

import java.lang.reflect.Proxy;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Ports with nothing behind them: everything can be built on them, and nothing can be called. */
public final class UnusablePorts {
    private UnusablePorts() {}

    /** A port whose every method is an error. */
    public static <T> T port(Class<T> type) {
        return type.cast(
                Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    throw new AssertionError("nothing is plugged into " + method);
                }));
    }

    /** A record of ports, and of such records; what is neither is null. */
    public static <R extends Record> R all(Class<R> type) {
        var components = type.getRecordComponents();
        try {
            var constructor = type.getDeclaredConstructor(
                    Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new));
            constructor.setAccessible(true);
            return constructor.newInstance(Arrays.stream(components)
                    .map(component -> value(component.getType()))
                    .toArray());
        } catch (ReflectiveOperationException e) {
            throw new LinkageError(type + " is a record of more than ports", e);
        }
    }

    private static @Nullable Object value(Class<?> type) {
        if (type.isRecord()) {
            return all(type.asSubclass(Record.class));
        }
        return type.isInterface() ? port(type) : null;
    }
}
