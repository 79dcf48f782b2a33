package com.quiltdata.mcp;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaAccess.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleNameEndingWith;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.lang.conditions.ArchConditions.be;
import static com.tngtech.archunit.lang.conditions.ArchConditions.callMethodWhere;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.quiltdata.mcp.admission.ClientAddress;
import com.quiltdata.mcp.auth.Caller;
import com.quiltdata.mcp.catalog.BucketLimit;
import com.quiltdata.mcp.catalog.Failure;
import com.quiltdata.mcp.catalog.ObjectLocation;
import com.quiltdata.mcp.catalog.QuiltUri;
import com.quiltdata.mcp.catalog.S3Uri;
import com.quiltdata.mcp.catalog.UnauthenticatedException;
import com.quiltdata.mcp.catalog.http.RawResponse;
import com.quiltdata.mcp.catalog.http.Upstream;
import com.quiltdata.mcp.catalog.http.UpstreamDocuments;
import com.quiltdata.mcp.catalog.search.SearchBackend;
import com.quiltdata.mcp.catalog.workflows.SafeYaml;
import com.quiltdata.mcp.config.Cidr;
import com.quiltdata.mcp.config.Loopback;
import com.quiltdata.mcp.mcp.McpServer;
import com.quiltdata.mcp.mcp.MethodDispatcher;
import com.quiltdata.mcp.mcp.ProtocolEra;
import com.quiltdata.mcp.metrics.AlarmMarker;
import com.quiltdata.mcp.tool.Effect;
import com.quiltdata.mcp.tool.Runner;
import com.quiltdata.mcp.tool.Selection;
import com.quiltdata.mcp.tool.SelectionRequest;
import com.quiltdata.mcp.tool.UnknownNameException;
import com.quiltdata.mcp.traces.RemoteTraceContext;
import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.glassfish.jersey.uri.UriComponent;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may import whom, and why. */
final class ArchitectureTest {
    private static final String ROOT = "com.quiltdata.mcp";
    private static final JavaClasses MAIN = new ClassFileImporter()
            .withImportOption(place -> !place.contains("/test-classes/"))
            .importPackages(ROOT);

    private static final DescribedPredicate<JavaClass> CALLER = belongToAnyOf(Caller.class);
    private static final DescribedPredicate<JavaClass> FAULTS =
            belongToAnyOf(Failure.class, UnauthenticatedException.class);
    private static final DescribedPredicate<JavaClass> JSON = resideInAnyPackage("com.fasterxml.jackson..");
    private static final DescribedPredicate<JavaClass> LOG = resideInAnyPackage("org.slf4j", "org.slf4j.spi");
    private static final DescribedPredicate<JavaClass> HTTP_CLIENT = resideInAnyPackage(
            "org.apache.hc..",
            "io.dropwizard.client",
            "io.dropwizard.lifecycle",
            "io.dropwizard.util",
            "com.codahale.metrics",
            "com.codahale.metrics.httpclient5",
            "javax.net.ssl");
    private static final DescribedPredicate<JavaClass> AWS =
            resideInAnyPackage("software.amazon.awssdk..", "io.dropwizard.lifecycle");
    private static final DescribedPredicate<JavaClass> MEDIA_TYPES = resideInAnyPackage("org.apache.tika..");
    private static final DescribedPredicate<JavaClass> DELIMITED_TEXT =
            resideInAnyPackage("org.apache.commons.csv", "org.apache.commons.io.function");
    private static final DescribedPredicate<JavaClass> TEXT_DIFF = resideInAnyPackage("com.github.difflib..");
    private static final DescribedPredicate<JavaClass> OPEN_TELEMETRY = resideInAnyPackage("io.opentelemetry..");
    private static final DescribedPredicate<JavaClass> CACHE = resideInAnyPackage("com.github.benmanes.caffeine..");

    /** What every package may use, because it lies below them all; and Guava, which adds to the JDK. */
    private static final DescribedPredicate<JavaClass> GROUND = ours(
                    "concurrent", "context", "html", "json", "memory", "text")
            .or(resideInAnyPackage("com.google.common.."));

    /** The domain: the ports of the catalog and the values they exchange. */
    private static final DescribedPredicate<JavaClass> PORT = ours(
            "catalog",
            "catalog.admin",
            "catalog.identity",
            "catalog.objects",
            "catalog.packages",
            "catalog.search",
            "catalog.sql",
            "catalog.tabulator");

    /** What the classes of a package may depend on besides each other, {@code java..} and JSpecify. */
    record Row(String from, String because, DescribedPredicate<JavaClass> allowed) {
        @Override
        public String toString() {
            return from;
        }
    }

    @SafeVarargs
    @SuppressWarnings("varargs") // the array is only read
    private static Row row(String from, String because, DescribedPredicate<JavaClass>... allowed) {
        return new Row(from, because, DescribedPredicate.or(allowed));
    }

    /** Our own packages by their names below the root. */
    private static DescribedPredicate<JavaClass> ours(String... names) {
        return resideInAnyPackage(
                Arrays.stream(names).map(ArchitectureTest::named).toArray(String[]::new));
    }

    private static String named(String name) {
        return name.isEmpty() ? ROOT : ROOT + "." + name;
    }

    static Stream<Row> rows() {
        return Stream.of(
                row("json", "one door for JSON, used on every floor, so it lies below them all", JSON),
                row("rpc", "JSON-RPC outlives MCP", JSON),
                row("auth", "who asks is a value, fixed before any tool runs", JSON),
                row("memory", "the byte budget is needed on every floor, so it lies below them all"),
                row(
                        "text",
                        "names are mistyped and tables are text on every floor, so it lies below them all",
                        DELIMITED_TEXT,
                        resideInAnyPackage("org.apache.commons.text.similarity")),
                row("html", "every page is protected alike, whichever package makes it, so it lies below them all"),
                row("context", "who is served is named on every floor, so it lies below them all"),
                row(
                        "admission",
                        "who comes in is decided once, before work",
                        PORT,
                        ours("metrics"),
                        CALLER,
                        LOG,
                        CACHE,
                        resideInAnyPackage("io.github.resilience4j..")),
                row("catalog", "the domain's words survive a change of client", CALLER),
                row("catalog.identity", "who asks is known without packages and objects", ours("catalog"), CALLER),
                row(
                        "catalog.admin",
                        "accounts and rights are administrated without packages and objects",
                        ours("catalog", "catalog.identity"),
                        CALLER),
                row(
                        "catalog.objects",
                        "objects are read and written without packages; every floor detects media types alike",
                        ours("catalog"),
                        CALLER,
                        MEDIA_TYPES,
                        resideInAnyPackage("javax.imageio..")),
                row(
                        "catalog.packages",
                        "packages are entries and revisions, however they are stored",
                        ours("catalog"),
                        CALLER),
                row(
                        "catalog.search",
                        "what is searched for does not depend on who searches, only in which buckets",
                        ours("catalog", "catalog.objects"),
                        CALLER),
                row(
                        "catalog.tabulator",
                        "what a table may be is known without whoever stores it; its YAML is as untrusted as that of workflows",
                        ours("catalog"),
                        belongToAnyOf(SafeYaml.class),
                        CALLER,
                        resideInAnyPackage("org.yaml.snakeyaml..")),
                row(
                        "catalog.http",
                        "what GraphQL and REST have in common is how HTTP fails, and nothing else",
                        PORT,
                        ours("breaker", "metrics", "traces"),
                        CALLER,
                        HTTP_CLIENT,
                        JSON,
                        LOG),
                row(
                        "catalog.graphql",
                        "one adapter, one protocol",
                        PORT,
                        ours("catalog.http", "metrics"),
                        CALLER,
                        JSON,
                        LOG),
                row(
                        "catalog.rest",
                        "one adapter, one protocol",
                        PORT,
                        ours("catalog.http", "metrics"),
                        CALLER,
                        JSON,
                        LOG,
                        CACHE),
                row(
                        "catalog.aws",
                        "what AWS's services have in common is how they are reached, and nothing else",
                        PORT,
                        ours("breaker", "catalog.http", "traces"),
                        CALLER,
                        LOG,
                        HTTP_CLIENT,
                        AWS),
                row(
                        "catalog.sts",
                        "one adapter, one protocol; AWS stays behind the port",
                        PORT,
                        ours("breaker", "catalog.aws", "traces"),
                        CALLER,
                        AWS),
                row(
                        "catalog.s3",
                        "one adapter, one protocol; AWS stays behind the port",
                        PORT,
                        ours("breaker", "catalog.aws", "traces"),
                        CALLER,
                        JSON,
                        LOG,
                        CACHE,
                        HTTP_CLIENT,
                        AWS,
                        resideInAnyPackage("javax.xml.stream")),
                row(
                        "catalog.athena",
                        "one adapter, one protocol; AWS stays behind the port",
                        PORT,
                        ours("breaker", "catalog.aws", "traces"),
                        CALLER,
                        LOG,
                        CACHE,
                        AWS),
                row(
                        "catalog.sql",
                        "what a statement may do and what a query returns is known without whoever runs it",
                        ours("catalog"),
                        CALLER),
                row(
                        "catalog.trino",
                        "one parser judges every statement, whoever runs it",
                        PORT,
                        resideInAnyPackage("io.trino.sql..", "io.trino.grammar..", "org.antlr.v4.runtime..")),
                row(
                        "catalog.parquet",
                        "a file is read from ranges of bytes, whoever fetches them",
                        PORT,
                        resideInAnyPackage("dev.hardwood..", "io.airlift.compress..")),
                row(
                        "catalog.docs",
                        "the documentation is fetched for nobody in particular: no caller can be sent along",
                        PORT,
                        belongToAnyOf(RawResponse.class, Upstream.class, UpstreamDocuments.class),
                        LOG,
                        resideInAnyPackage("javax.xml.stream..", "org.jsoup..")),
                row(
                        "catalog.workflows",
                        "what a bucket demands is read as objects, so that it needs no protocol of its own",
                        PORT,
                        CALLER,
                        JSON,
                        resideInAnyPackage("com.networknt.schema..", "org.yaml.snakeyaml..")),
                row(
                        "catalog.sso",
                        "who may sign in is checked as text, whichever protocol stores it",
                        PORT,
                        belongToAnyOf(SafeYaml.class),
                        JSON,
                        resideInAnyPackage("org.yaml.snakeyaml.error")),
                row(
                        "catalog.shared",
                        "what calls of one caller share is decided in front of every adapter, whichever it is",
                        PORT,
                        ours("metrics"),
                        CALLER,
                        CACHE),
                row(
                        "catalog.restricted",
                        "what a connection may reach is decided in front of every adapter, whichever it is",
                        PORT,
                        CALLER),
                row(
                        "tool",
                        "the kit knows what a tool is, not which exist, and only how a URI names an object",
                        ours("metrics", "traces", "audit"),
                        belongToAnyOf(ObjectLocation.class, QuiltUri.class, S3Uri.class),
                        CALLER,
                        FAULTS,
                        JSON,
                        LOG,
                        CACHE,
                        resideInAnyPackage("com.knuddels.jtokkit.."),
                        resideInAnyPackage(
                                "com.knuddels.jtokkit..", "jakarta.validation..", "io.github.resilience4j..")),
                row("tools", "what families share knows none of them", PORT, ours("tool")),
                row(
                        "tools.*",
                        "a tool is its records and a few lines on the port; all else the kit does",
                        PORT,
                        ours("tool", "tools", "picture"),
                        resideInAnyPackage("jakarta.validation", "jakarta.validation.constraints")),
                row(
                        "picture",
                        "AWT and the chart library are loaded with the first picture, and nothing else knows of them",
                        resideInAnyPackage("org.knowm.xchart..", "javax.imageio..")),
                row(
                        "tools.packages.*",
                        "reading, publishing and importing packages share values and nothing else",
                        PORT,
                        ours("tool", "tools", "tools.packages"),
                        TEXT_DIFF,
                        resideInAnyPackage("jakarta.validation", "jakarta.validation.constraints")),
                row(
                        "tools.admin.*",
                        "users, roles and settings share the check of rights and nothing else",
                        PORT,
                        ours("tool", "tools", "tools.admin"),
                        resideInAnyPackage("jakarta.validation", "jakarta.validation.constraints")),
                row("resources", "the tools' siblings, on the same floor", PORT, ours("tool"), CALLER, JSON, CACHE),
                row("prompts", "the tools' siblings, on the same floor", PORT, ours("tool"), CALLER, JSON),
                row(
                        "mcp",
                        "a protocol revision touches one package",
                        ours("metrics", "prompts", "resources", "rpc", "tool", "traces"),
                        CALLER,
                        FAULTS,
                        JSON,
                        LOG,
                        CACHE),
                row(
                        "mcp.legacy",
                        "the handshake eras are deleted by deleting their package",
                        ours("mcp", "rpc", "tool"),
                        JSON),
                row(
                        "http",
                        "the only package that knows HTTP, and of the domain only what a refused token is and what a bucket's"
                                + " name can be; which tools a"
                                + " connection chooses is in its path, headers and query",
                        ours("admission", "mcp", "rpc", "health", "metrics", "page"),
                        belongToAnyOf(
                                BucketLimit.class,
                                Loopback.class,
                                RemoteTraceContext.class,
                                Selection.class,
                                SelectionRequest.class,
                                UnknownNameException.class,
                                UriComponent.class),
                        CALLER,
                        FAULTS,
                        JSON,
                        LOG,
                        resideInAnyPackage(
                                "jakarta.ws.rs..",
                                "jakarta.servlet..",
                                "jakarta.annotation",
                                "io.dropwizard..",
                                "org.eclipse.jetty..")),
                row(
                        "page",
                        "the page is deleted by deleting its package; it shows the inventory, and knows no request",
                        ours("tool"),
                        JSON,
                        resideInAnyPackage("com.samskivert.mustache")),
                row(
                        "health",
                        "names one concern",
                        FAULTS,
                        JSON,
                        LOG,
                        resideInAnyPackage("com.codahale.metrics.health", "io.dropwizard..")),
                row(
                        "metrics",
                        "names one concern",
                        LOG,
                        resideInAnyPackage("com.codahale.metrics..", "io.prometheus.metrics..")),
                row(
                        "traces",
                        "names one concern: all others speak of requests and exchanges, not of spans",
                        ours("metrics"),
                        LOG,
                        OPEN_TELEMETRY),
                row(
                        "breaker",
                        "whether an upstream is to be asked does not depend on how it is asked",
                        ours("metrics"),
                        LOG,
                        resideInAnyPackage("io.github.resilience4j..", "javax.net.ssl")),
                row(
                        "signin",
                        "the sign-in is deleted by deleting its package; it speaks to Connect alone",
                        ours("admission", "audit", "metrics"),
                        belongToAnyOf(Cidr.class, Loopback.class),
                        CALLER,
                        JSON,
                        LOG,
                        CACHE,
                        resideInAnyPackage("jakarta.ws.rs..", "javax.crypto..", "org.apache.hc..")),
                row("concurrent", "what callers share is shared out alike on every floor"),
                row("audit", "names one concern", ours("logs"), CALLER, LOG),
                row(
                        "logs",
                        "every line that leaves the process is made in one place",
                        belongToAnyOf(ClientAddress.class, AlarmMarker.class),
                        JSON,
                        LOG,
                        resideInAnyPackage(
                                "org.slf4j.event", "ch.qos.logback..", "io.dropwizard..", "org.eclipse.jetty..")),
                row(
                        "config",
                        "config.yml is read in one place, before anything else exists",
                        JSON,
                        resideInAnyPackage("io.dropwizard..", "jakarta.validation..", "org.eclipse.jetty.http")));
    }

    @ParameterizedTest
    @MethodSource("rows")
    void packagesDependOnlyOnWhatTheirRowAllows(Row row) {
        classes()
                .that()
                .resideInAPackage(named(row.from()))
                .should()
                .onlyDependOnClassesThat(row.allowed()
                        .or(GROUND)
                        .or(resideInAnyPackage(named(row.from()), "java..", "org.jspecify.annotations")))
                .because(row.because())
                .allowEmptyShould(true)
                .check(MAIN);
    }

    @Test
    void everyPackageHasARow() {
        var rows = rows().map(row -> resideInAnyPackage(named(row.from()))).toList();
        classes()
                .should(be(DescribedPredicate.or(rows).or(resideInAnyPackage(ROOT))))
                .because("a package that nobody thought about may depend on anything")
                .check(MAIN);
    }

    @Test
    void toolsetsDoNotDependOnEachOther() {
        slices().matching(ROOT + ".tools.(*)..")
                .should()
                .notDependOnEachOther()
                .because("a family is removed by deleting its package")
                .check(MAIN);
    }

    @Test
    void readPublishAndImportDoNotDependOnEachOther() {
        slices().matching(ROOT + ".tools.packages.(*)")
                .should()
                .notDependOnEachOther()
                .because("what reads cannot publish, and an import sees of the push race only PackagePublisher")
                .check(MAIN);
    }

    @Test
    void packagesFormNoCycles() {
        slices().matching(ROOT + ".(**)")
                .should()
                .beFreeOfCycles()
                .because("a request falls through the floors once and its answer rises once")
                .check(MAIN);
    }

    @Test
    void toolsThatReadDependOnNoWriter() {
        var readers = Everything.inventory().tools().stream()
                .filter(tool -> tool.spec().effect() == Effect.READ)
                .map(tool -> tool.getClass().getName())
                .collect(Collectors.toUnmodifiableSet());
        noClasses()
                .that(describe(
                        "are tools of Effect.READ, or resources",
                        type -> readers.contains(type.getName())
                                || type.getPackageName().equals(named("resources"))))
                .should()
                .transitivelyDependOnClassesThat(simpleNameEndingWith("Writer").and(PORT))
                .because("what says that it reads must be unable to do else")
                .check(MAIN);
    }

    @Test
    void erasDoNotCallTheirDispatcher() {
        noClasses()
                .that()
                .areAssignableTo(ProtocolEra.class)
                .should()
                .dependOnClassesThat(belongToAnyOf(MethodDispatcher.class, McpServer.class, Runner.class))
                .because("the server selects an era and asks it; an era that calls back cannot be deleted")
                .check(MAIN);
    }

    @Test
    void noThreadLocalsAreUsed() {
        noClasses()
                .should()
                .dependOnClassesThat(assignableTo(ThreadLocal.class)
                        .or(assignableTo(InheritableThreadLocal.class))
                        .or(name("org.slf4j.MDC")))
                .because("what hangs on a thread is there for the next caller")
                .check(MAIN);
    }

    @Test
    void onlyTheCatalogSearchesWithoutTheLimitToBuckets() {
        noClasses()
                .that()
                .resideOutsideOfPackage(named("catalog") + "..")
                .and()
                .doNotHaveFullyQualifiedName(Adapters.class.getName())
                .should()
                .dependOnClassesThat(belongToAnyOf(SearchBackend.class))
                .because("RestrictedSearchReader wraps all backends together, not each of them")
                .check(MAIN);
    }

    @Test
    void oneClassUsesTheMediaTypeLibrary() {
        noClasses()
                .that()
                .doNotHaveFullyQualifiedName(ROOT + ".catalog.objects.MediaTypeDetector")
                .should()
                .dependOnClassesThat(MEDIA_TYPES)
                .because("it is replaced by replacing one file")
                .check(MAIN);
    }

    @Test
    void onePackageUsesTheCsvLibrary() {
        noClasses()
                .that()
                .resideOutsideOfPackage(named("text"))
                .should()
                .dependOnClassesThat(DELIMITED_TEXT)
                .because("it is replaced by replacing what reads and what prints")
                .check(MAIN);
    }

    @Test
    void onlyMetricsUsesTheMetricRegistry() {
        noClasses()
                .that()
                .resideOutsideOfPackages(ROOT, named("metrics"))
                .and()
                .areNotAssignableTo("io.dropwizard.client.HttpClientBuilder") // hands it on to Dropwizard's connections
                .should()
                .dependOnClassesThat()
                .haveFullyQualifiedName("com.codahale.metrics.MetricRegistry")
                .because("every metric is named and described in one place")
                .check(MAIN);
        noClasses()
                .that()
                .resideOutsideOfPackages(named("metrics"))
                .should()
                .dependOnClassesThat(resideInAnyPackage("io.prometheus.metrics.core.."))
                .because("every metric is named and described in one place")
                .check(MAIN);
    }

    @Test
    void onlyTheJsonPackageBuildsParsers() {
        var parsers = List.of(
                "com.fasterxml.jackson.core.JsonFactory",
                "com.fasterxml.jackson.databind.ObjectMapper",
                "com.fasterxml.jackson.databind.json.JsonMapper",
                "com.fasterxml.jackson.dataformat.yaml.YAMLMapper");
        noClasses()
                .that()
                .resideOutsideOfPackage(named("json"))
                .and()
                .doNotHaveFullyQualifiedName(ROOT + ".config.CheckedConfigurationFactory")
                .and()
                .doNotHaveFullyQualifiedName(ROOT + ".config.YamlDocument") // the operator's config.yml
                .and()
                .doNotHaveFullyQualifiedName(ROOT + ".config.DropwizardDefaults") // its own text
                .and()
                .doNotHaveFullyQualifiedName(ROOT + ".logs.LogFormat") // only writes
                .should()
                .accessTargetWhere(describe(
                        "build a parser",
                        access -> parsers.contains(access.getTargetOwner().getFullName())
                                && List.of("<init>", "builder", "shared", "copy")
                                        .contains(access.getTarget().getName())))
                .because("a parser with Jackson's defaults shares its table of names between all who send it texts")
                .check(MAIN);
    }

    @Test
    void onlyExplicitCredentialsProvidersAreUsed() {
        var harmless = List.of("AwsCredentialsProvider", "StaticCredentialsProvider", "AnonymousCredentialsProvider");
        noClasses()
                .should()
                .dependOnClassesThat(describe(
                        "find AWS credentials by themselves",
                        type -> type.getPackageName().startsWith("software.amazon.awssdk.")
                                && type.getSimpleName().contains("CredentialsProvider")
                                && !harmless.contains(type.getSimpleName())))
                .because("the server has no rights of its own: it acts with those of who asks")
                .check(MAIN);
    }

    @Test
    void everyAwsClientIsBuiltWithExplicitCredentials() {
        classes()
                .that(describe("build AWS clients", ArchitectureTest::buildsAwsClients))
                .should(callMethodWhere(target(name("credentialsProvider")).as("credentialsProvider")))
                .because("a client that is not told takes the default chain")
                .allowEmptyShould(true)
                .check(MAIN);
    }

    private static boolean buildsAwsClients(JavaClass type) {
        return type.getMethodCallsFromSelf().stream()
                .anyMatch(call -> call.getName().equals("builder")
                        && (call.getTargetOwner().getSimpleName().endsWith("Client")
                                || call.getTargetOwner().getSimpleName().endsWith("Presigner"))
                        && call.getTargetOwner().getPackageName().startsWith("software.amazon.awssdk.services."));
    }

    @Test
    void onlyTheRegistryClientsReadTheBearer() {
        noClasses()
                .that()
                .resideOutsideOfPackages(named("auth"), named("catalog.http"), named("catalog.rest"))
                .should()
                .accessTargetWhere(uses(Caller.class, "bearer"))
                .because("a token that nobody reads cannot be logged, kept or sent elsewhere")
                .check(MAIN);
    }

    @Test
    void onlyTheRootPackageReadsTheEnvironment() {
        noClasses()
                .that()
                .resideOutsideOfPackage(ROOT)
                .should()
                .accessTargetWhere(uses(System.class, "getenv"))
                .because("config.yml tells of every variable")
                .check(MAIN);
    }

    @Test
    void onlyStartupAndTheLogItselfWriteToStandardOutput() {
        noClasses()
                .that()
                .doNotHaveFullyQualifiedName(Startup.class.getName())
                .and()
                .doNotHaveFullyQualifiedName(ROOT + ".logs.Stdout")
                .should()
                .accessTargetWhere(uses(System.class, "out").or(uses(System.class, "err")))
                .because("what is not in the log's format is lost to who searches the log")
                .check(MAIN);
        noClasses()
                .should()
                .dependOnClassesThat(resideInAnyPackage("java.util.logging"))
                .because("there is one log")
                .check(MAIN);
    }

    private static DescribedPredicate<JavaAccess<?>> uses(Class<?> type, String member) {
        return describe(
                "uses " + type.getSimpleName() + "." + member,
                access -> access.getTargetOwner().isEquivalentTo(type)
                        && access.getTarget().getName().equals(member));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "org.mockito.Mockito",
                "org.easymock.EasyMock",
                "org.powermock.api.mockito.PowerMockito",
                "mockit.Mocked",
                "io.mockk.MockK"
            })
    void noMockingLibraryIsOnTheClassPath(String type) {
        assertThatThrownBy(() -> Class.forName(type))
                .as("a port is small enough to be written by hand, and then the test reads as what happens")
                .isInstanceOf(ClassNotFoundException.class);
    }

    @Test
    void rulesCoverTheCompiledClasses() {
        assertThat(MAIN).hasSizeGreaterThan(150);
    }

    /** The profile fast leaves them out by that tag. */
    @Test
    void testsThatStartProcessesAreTagged() {
        var tests = new ClassFileImporter()
                .withImportOption(place -> place.contains("/test-classes/"))
                .importPackages(ROOT)
                .that(simpleNameEndingWith("Test"));
        var starting = tests.stream()
                .filter(test -> test.getTransitiveDependenciesFromSelf().stream()
                        .anyMatch(dependency -> dependency
                                        .getTargetClass()
                                        .getName()
                                        .equals("java.lang.ProcessBuilder")
                                && dependency.getOriginClass().getPackageName().startsWith(ROOT)))
                .toList();
        assertThat(starting)
                .hasSizeGreaterThan(20)
                .allSatisfy(test -> assertThat(test.reflect().getAnnotationsByType(Tag.class))
                        .extracting(Tag::value)
                        .contains("process"));
    }
}
