package com.quiltdata.mcp.catalog.shared;

import com.quiltdata.mcp.auth.Caller;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Decorates ports whose methods have the caller as first parameter, and values after it. The question of a read is its
 * method and these values.
 */
public record SharedPorts(CallerReads reads) {
    /** @param values the list of the arguments after the caller, of which some may be null */
    private record Question(Method method, Object values) {}

    /** Returns a port whose reads are shared by the calls of a caller. */
    public <P> P reader(Class<P> port, P target) {
        return decorated(port, target, reads::share);
    }

    /** Returns a port whose changes end the sharing of what their caller read before. */
    public <P> P writer(Class<P> port, P target) {
        return decorated(port, target, (caller, _, change) -> reads.changing(caller, change));
    }

    /** What is done about a call of a method, whose result is empty where it returns none. */
    @FunctionalInterface
    private interface Decoration {
        Optional<Object> around(Caller caller, Question question, Supplier<Optional<Object>> call);
    }

    private static <P> P decorated(Class<P> port, P target, Decoration decoration) {
        InvocationHandler handler = (_, method, arguments) -> {
            if (arguments == null || !(arguments[0] instanceof Caller caller)) {
                return invoke(target, method, arguments);
            }
            var values = Arrays.asList(arguments).subList(1, arguments.length);
            return decoration
                    .around(
                            caller,
                            new Question(method, values),
                            () -> Optional.ofNullable(invoke(target, method, arguments)))
                    .orElse(null);
        };
        return port.cast(Proxy.newProxyInstance(port.getClassLoader(), new Class<?>[] {port}, handler));
    }

    private static @Nullable Object invoke(Object target, Method method, Object @Nullable [] arguments) {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw switch (e.getCause()) {
                case RuntimeException thrown -> thrown;
                case Error thrown -> throw thrown;
                case null, default -> new IllegalStateException(e);
            };
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }
}
