package com.quiltdata.mcp.catalog.restricted;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.quiltdata.mcp.auth.Caller;
import com.quiltdata.mcp.catalog.BucketLimit;
import com.quiltdata.mcp.catalog.Failure;
import com.quiltdata.mcp.catalog.PackageName;
import com.quiltdata.mcp.catalog.admin.RoleReader;
import com.quiltdata.mcp.catalog.admin.RoleWriter;
import com.quiltdata.mcp.catalog.admin.SettingReader;
import com.quiltdata.mcp.catalog.admin.SettingWriter;
import com.quiltdata.mcp.catalog.admin.UserReader;
import com.quiltdata.mcp.catalog.admin.UserWriter;
import com.quiltdata.mcp.catalog.identity.ApiKeyReader;
import com.quiltdata.mcp.catalog.identity.ApiKeyWriter;
import com.quiltdata.mcp.catalog.identity.AwsIdentityReader;
import com.quiltdata.mcp.catalog.identity.CredentialsSource;
import com.quiltdata.mcp.catalog.identity.IdentityReader;
import com.quiltdata.mcp.catalog.identity.RoleSwitcher;
import com.quiltdata.mcp.catalog.identity.SessionObserver;
import com.quiltdata.mcp.catalog.identity.SessionVerifier;
import com.quiltdata.mcp.catalog.objects.Bucket;
import com.quiltdata.mcp.catalog.objects.BucketReader;
import com.quiltdata.mcp.catalog.objects.ContentReader;
import com.quiltdata.mcp.catalog.search.SearchBackend;
import com.quiltdata.mcp.catalog.sql.QueryRunner;
import com.quiltdata.mcp.catalog.sql.TableReader;
import com.quiltdata.mcp.catalog.sql.WorkgroupReader;
import com.quiltdata.mcp.catalog.tabulator.BucketTables;
import com.quiltdata.mcp.context.AllowedBuckets;
import com.quiltdata.mcp.testing.MemoryTables;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every method of every port refuses a bucket that the connection may not use, before the adapter hears of it. */
final class RestrictedPortsTest {
    private static final String CATALOG = "com.quiltdata.mcp.catalog";

    /**
     * Ports that know no bucket; those of SQL, whose tools do not run where buckets are limited; {@link SearchBackend},
     * which only {@code SearchBackends} asks; and {@link ContentReader}, a part of the restricted object reader.
     */
    private static final Set<Class<?>> WITHOUT_BUCKETS = Set.of(
            AwsIdentityReader.class,
            ApiKeyReader.class,
            ApiKeyWriter.class,
            ContentReader.class,
            CredentialsSource.class,
            IdentityReader.class,
            QueryRunner.class,
            RoleReader.class,
            RoleSwitcher.class,
            RoleWriter.class,
            SessionObserver.class,
            SessionVerifier.class,
            SettingReader.class,
            SettingWriter.class,
            TableReader.class,
            UserReader.class,
            UserWriter.class,
            WorkgroupReader.class,
            SearchBackend.class);

    /** Methods whose arguments name no bucket, each with a test of its results. */
    private static final Set<String> OF_ALL_BUCKETS =
            Set.of("BucketReader.list", "BucketReader.listWithLevels", "TabulatorReader.buckets");

    /** A port, and what restricts it. */
    record Port(Class<?> type, Class<?> restriction) {}

    static Stream<Named<Port>> ports() {
        return new ClassFileImporter()
                        .withImportOption(place -> !place.contains("/test-classes/"))
                        .importPackages(
                                CATALOG,
                                CATALOG + ".admin",
                                CATALOG + ".identity",
                                CATALOG + ".objects",
                                CATALOG + ".packages",
                                CATALOG + ".search",
                                CATALOG + ".tabulator")
                        .stream()
                        .filter(type -> type.isInterface() && !type.isNestedClass())
                        .<Class<?>>map(type -> type.reflect())
                        .filter(type -> Modifier.isPublic(type.getModifiers()))
                        .filter(type -> !methods(type).isEmpty() && !WITHOUT_BUCKETS.contains(type))
                        .map(type -> Named.of(type.getSimpleName(), new Port(type, restriction(type))));
    }

    private static List<Method> methods(Class<?> port) {
        return Arrays.stream(port.getMethods())
                .filter(method -> !Modifier.isStatic(method.getModifiers()))
                .filter(method -> Arrays.asList(method.getParameterTypes()).contains(Caller.class))
                .toList();
    }

    private static Class<?> restriction(Class<?> port) {
        try {
            return Class.forName("%s.restricted.Restricted%s".formatted(CATALOG, port.getSimpleName()));
        } catch (ClassNotFoundException e) {
            throw new AssertionError(
                    "%s needs a decorator in catalog.restricted that Adapters installs, or a place in WITHOUT_BUCKETS"
                            .formatted(port),
                    e);
        }
    }

    /** Calls a method of the restricted port, and returns what reached the ports behind it. */
    private static List<Method> reached(Port port, Method method, Object[] arguments) {
        var calls = new ArrayList<Method>();
        try {
            var constructor = port.restriction().getDeclaredConstructors()[0];
            constructor.setAccessible(true);
            var restricted = constructor.newInstance(Arrays.stream(constructor.getParameterTypes())
                    .map(type -> BucketCases.port(type, calls))
                    .toArray());
            ScopedValue.where(AllowedBuckets.CURRENT, new AllowedBuckets(Set.of(BucketCases.ALLOWED)))
                    .call(() -> method.invoke(restricted, arguments));
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof Failure.Denied denied) {
                assertThat(denied).hasMessageContaining("limited to the bucket `allowed-bucket` (X-MCP-Buckets)");
                assertThat(denied.bucket()).as("no role can lift the limit").isNull();
                assertThat(calls).as("%s asked before it refused", method).isEmpty();
            }
        } catch (ReflectiveOperationException e) {
            throw new LinkageError(method + " cannot be called", e);
        }
        return calls;
    }

    /** Returns the methods of a port that let a foreign bucket through, or that no test can tell. */
    static List<String> leaks(Port port) {
        var leaks = new ArrayList<String>();
        for (var method : methods(port.type())) {
            var name = port.type().getSimpleName() + "." + method.getName();
            var cases = BucketCases.foreign(method);
            if (cases.isEmpty() && !OF_ALL_BUCKETS.contains(name)) {
                leaks.add(name + " takes no bucket: filter its result, test that, and add it to OF_ALL_BUCKETS");
            }
            cases.stream()
                    .filter(arguments -> !reached(port, method, arguments).isEmpty())
                    .forEach(arguments -> leaks.add(name + Arrays.deepToString(arguments)));
            if (reached(port, method, BucketCases.allowed(method)).isEmpty()) {
                leaks.add(name + " refuses the allowed bucket");
            }
        }
        return leaks;
    }

    @ParameterizedTest
    @MethodSource("ports")
    void refusesForeignBucketsInEveryPlace(Port port) {
        assertThat(leaks(port)).isEmpty();
    }

    /** A default method that an adapter overrides would otherwise be lost behind the decorator. */
    @ParameterizedTest
    @MethodSource("ports")
    void overridesTheDefaultMethodsThatAdaptersOverride(Port port) {
        assertThat(methods(port.type()).stream().filter(Method::isDefault))
                .filteredOn(method -> adapters(port).anyMatch(adapter -> declares(adapter, method)))
                .allMatch(method -> declares(port.restriction(), method));
    }

    private static Stream<Class<?>> adapters(Port port) {
        return new ClassFileImporter()
                .withImportOption(place -> !place.contains("/test-classes/")).importPackages(CATALOG).stream()
                        .filter(type -> !type.isInterface() && type.isAssignableTo(port.type()))
                        .<Class<?>>map(type -> type.reflect())
                        .filter(type -> type != port.restriction());
    }

    private static boolean declares(Class<?> type, Method method) {
        return Arrays.stream(type.getDeclaredMethods())
                .anyMatch(own -> own.getName().equals(method.getName())
                        && Arrays.equals(own.getParameterTypes(), method.getParameterTypes()));
    }

    @Test
    void knowsEveryPort() {
        assertThat(ports().map(Named::getName))
                .contains("BucketReader", "ObjectReader", "ObjectWriter", "PackageWriter", "SearchReader");
    }

    /** A port to which somebody added a method. */
    interface Growing {
        void checked(Caller caller, PackageName name);

        void forgotten(Caller caller, PackageName name);

        void mistaken(Caller caller, PackageName from, PackageName to);

        void unclear(Caller caller, String place);
    }

    record GrowingRestriction(Growing port) implements Growing {
        @Override
        public void checked(Caller caller, PackageName name) {
            BucketLimit.require(name.bucket());
            port.checked(caller, name);
        }

        @Override
        public void forgotten(Caller caller, PackageName name) {
            port.forgotten(caller, name);
        }

        @Override
        public void mistaken(Caller caller, PackageName from, PackageName to) {
            BucketLimit.require(from.bucket());
            port.mistaken(caller, from, to);
        }

        @Override
        public void unclear(Caller caller, String place) {
            port.unclear(caller, place);
        }
    }

    @Test
    void noticesAMethodThatForgetsTheLimit() {
        var leaks = leaks(new Port(Growing.class, GrowingRestriction.class));
        assertThat(leaks).noneMatch(leak -> leak.startsWith("Growing.checked"));
        assertThat(leaks).anyMatch(leak -> leak.startsWith("Growing.forgotten"));
        assertThat(leaks).anyMatch(leak -> leak.startsWith("Growing.mistaken"));
        assertThat(leaks).anyMatch(leak -> leak.startsWith("Growing.unclear takes no bucket"));
    }

    @Test
    void noticesAPortWithoutRestriction() {
        assertThatThrownBy(() -> restriction(Growing.class)).hasMessageContaining("needs a decorator");
    }

    @Test
    void listsOnlyAllowedBuckets() {
        BucketReader all = _ -> Stream.of("allowed-bucket", "foreign-bucket")
                .map(name -> new Bucket(name, name, null, null, 0, true, List.of()))
                .toList();
        var restricted = new RestrictedBucketReader(all);
        assertThat(restricted.list(Caller.of("t"))).hasSize(2);
        ScopedValue.where(AllowedBuckets.CURRENT, new AllowedBuckets(Set.of("allowed-bucket")))
                .run(() -> {
                    assertThat(restricted.list(Caller.of("t")))
                            .extracting(Bucket::name)
                            .containsExactly("allowed-bucket");
                    assertThat(restricted.listWithLevels(Caller.of("t")).buckets())
                            .isEqualTo(restricted.list(Caller.of("t")));
                });
    }

    @Test
    void listsTabulatorTablesOfAllowedBucketsOnly() {
        var restricted = new RestrictedTabulatorReader(
                new MemoryTables().with("allowed-bucket", "t", "").with("foreign-bucket", "t", ""));
        assertThat(restricted.buckets(Caller.of("t"))).hasSize(2);
        ScopedValue.where(AllowedBuckets.CURRENT, new AllowedBuckets(Set.of("allowed-bucket")))
                .run(() -> assertThat(restricted.buckets(Caller.of("t")))
                        .extracting(BucketTables::bucket)
                        .containsExactly("allowed-bucket"));
    }
}
