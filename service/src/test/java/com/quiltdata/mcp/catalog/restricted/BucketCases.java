package com.quiltdata.mcp.catalog.restricted;

import com.quiltdata.mcp.auth.Caller;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Proxy;
import java.lang.reflect.Type;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Arguments of a method that name a bucket in every place where its types have room for one. At most one place names a
 * foreign bucket.
 */
final class BucketCases {
    static final String ALLOWED = "allowed-bucket";
    static final String FOREIGN = "foreign-bucket";

    private final int foreignPlace;
    private final int subclass;
    private int places;

    private BucketCases(int foreignPlace, int subclass) {
        this.foreignPlace = foreignPlace;
        this.subclass = subclass;
    }

    /** Returns arguments that name only the allowed bucket. */
    static Object[] allowed(Method method) {
        return new BucketCases(-1, 0).arguments(method);
    }

    /** Returns arguments for each place, and each subclass of a sealed type, with the foreign bucket in that place. */
    static List<Object[]> foreign(Method method) {
        var cases = new ArrayList<Object[]>();
        for (int subclass = 0; subclass < 2; subclass++) {
            var counting = new BucketCases(-1, subclass);
            var _ = counting.arguments(method);
            for (int place = 0; place < counting.places; place++) {
                cases.add(new BucketCases(place, subclass).arguments(method));
            }
        }
        return cases;
    }

    private Object[] arguments(Method method) {
        return Arrays.stream(method.getParameters())
                .map(it -> value(it.getParameterizedType(), it.getName()))
                .toArray();
    }

    private String bucket() {
        return places++ == foreignPlace ? FOREIGN : ALLOWED;
    }

    private @Nullable Object value(Type type, String name) {
        if (type == String.class) {
            return switch (name) {
                case "bucket" -> bucket();
                case "physicalKey" -> "s3://" + bucket() + "/key";
                default -> "text";
            };
        } else if (type instanceof ParameterizedType generic && generic.getRawType() == List.class) {
            var element = generic.getActualTypeArguments()[0];
            return element != String.class
                    ? List.of(value(element, name))
                    : name.equals("buckets") ? List.of(bucket()) : List.of();
        } else if (type instanceof ParameterizedType generic) {
            return other((Class<?>) generic.getRawType());
        } else if (type instanceof Class<?> plain && plain.isRecord()) {
            return created(plain);
        } else if (type instanceof Class<?> plain && plain.isSealed()) {
            var classes = plain.getPermittedSubclasses();
            return created(classes[Math.min(subclass, classes.length - 1)]);
        }
        return other((Class<?>) type);
    }

    private Object created(Class<?> type) {
        try {
            Constructor<?> constructor = type.getDeclaredConstructors()[0];
            for (var candidate : type.getDeclaredConstructors()) {
                if (candidate.getParameterCount() == type.getRecordComponents().length) {
                    constructor = candidate;
                }
            }
            constructor.setAccessible(true);
            return constructor.newInstance(Arrays.stream(type.getRecordComponents())
                    .map(it -> value(it.getGenericType(), it.getName()))
                    .toArray());
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("no " + type, e);
        }
    }

    private static @Nullable Object other(Class<?> type) {
        if (type == Caller.class) {
            return Caller.of("t");
        } else if (type == Duration.class) {
            return Duration.ofMinutes(1);
        } else if (type == Map.class) {
            return Map.of();
        } else if (type == int.class) {
            return 1;
        } else if (type == long.class) {
            return 1L;
        } else if (type == boolean.class) {
            return false;
        } else if (type == byte[].class) {
            return new byte[0];
        } else if (type.isEnum()) {
            return type.getEnumConstants()[0];
        }
        return type.isInterface() ? port(type, new ArrayList<>()) : null;
    }

    /** Returns a port that does nothing but record its calls. */
    static Object port(Class<?> type, List<Method> calls) {
        return Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (_, method, _) -> {
            calls.add(method);
            var result = method.getReturnType();
            return result == List.class
                    ? List.of()
                    : result == Optional.class ? Optional.empty() : result == boolean.class ? false : null;
        });
    }
}
