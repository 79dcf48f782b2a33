package com.quiltdata.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.common.hash.Hashing;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;

/** The jar that ships says what is in it: its bill of materials names each library, and each licence is one of the allowed. */
final class SupplyChainIT {
    private static final Path JAR = Path.of("target", "quilt-mcp.jar");
    private static final String LICENCES = "META-INF/THIRD-PARTY-LICENSES";
    private static final Pattern PROPERTIES = Pattern.compile("META-INF/maven/[^/]+/([^/]+)/pom\\.properties");

    /** Each licence that a library may have, by SPDX id, and the ids behind other names that libraries give them. */
    private static final Map<String, String> ALLOWED = Map.ofEntries(
            Map.entry("Apache-2.0", "Apache-2.0"),
            Map.entry("Apache License, 2.0", "Apache-2.0"),
            Map.entry("BSD-2-Clause", "BSD-2-Clause"),
            Map.entry("BSD-3-Clause", "BSD-3-Clause"),
            Map.entry("Modified BSD", "BSD-3-Clause"),
            Map.entry("The (New) BSD License", "BSD-3-Clause"),
            Map.entry("CC0-1.0", "CC0-1.0"),
            Map.entry("Public Domain", "CC0-1.0"),
            Map.entry("EPL-2.0", "EPL-2.0"),
            Map.entry("GPL-2.0-with-classpath-exception", "GPL-2.0-with-classpath-exception"),
            Map.entry(
                    "The GNU General Public License (GPL), Version 2, With Classpath Exception",
                    "GPL-2.0-with-classpath-exception"),
            Map.entry(
                    "GNU General Public License, version 2 with the GNU Classpath Exception",
                    "GPL-2.0-with-classpath-exception"),
            Map.entry("MIT", "MIT"),
            Map.entry("jQuery license", "MIT"),
            Map.entry("W3C license", "W3C"));

    /** The licence that is chosen of libraries that offer others besides, by group. */
    private static final Map<String, String> CHOSEN = Map.of(
            "ch.qos.logback", "EPL-2.0",
            "ch.qos.logback.access", "EPL-2.0",
            "net.java.dev.jna", "Apache-2.0",
            "org.javassist", "Apache-2.0");

    private static List<JsonNode> components() throws IOException {
        try (var jar = new JarFile(JAR.toFile())) {
            var bom = jar.getEntry("META-INF/sbom/bom.json");
            assertThat(bom)
                    .as("The jar has no META-INF/sbom/bom.json, which Maven makes online only: build it without -o.")
                    .isNotNull();
            var components =
                    new ObjectMapper().readTree(jar.getInputStream(bom)).path("components");
            return StreamSupport.stream(components.spliterator(), false).toList();
        }
    }

    private static String coordinates(JsonNode component) {
        return "%s:%s:%s"
                .formatted(
                        component.path("group").asText(),
                        component.path("name").asText(),
                        component.path("version").asText());
    }

    private static String sha256(JsonNode component) {
        return StreamSupport.stream(component.path("hashes").spliterator(), false)
                .filter(hash -> hash.path("alg").asText().equals("SHA-256"))
                .findFirst()
                .orElseThrow()
                .path("content")
                .asText();
    }

    private static List<Path> classPath() {
        var path = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        return Stream.of(path.split(File.pathSeparator, -1))
                .map(Path::of)
                .filter(file -> file.toString().endsWith(".jar") && !file.endsWith(JAR.getFileName()))
                .toList();
    }

    private static Set<String> classes(Path file) throws IOException {
        try (var jar = new JarFile(file.toFile())) {
            return jar.stream()
                    .map(ZipEntry::getName)
                    .filter(name -> name.endsWith(".class") && !name.endsWith("module-info.class"))
                    .collect(Collectors.toSet());
        }
    }

    /** Compares hashes: the library that is named is, byte for byte, the one whose classes the jar has. */
    @Test
    void billOfMaterialsNamesExactlyTheLibrariesWhoseClassesAreInTheJar() throws IOException {
        var shipped = classes(JAR);
        var contained = new TreeMap<String, String>();
        var without = new TreeSet<String>();
        for (var library : classPath()) {
            var classes = classes(library);
            var hash = Hashing.sha256().hashBytes(Files.readAllBytes(library)).toString();
            if (classes.isEmpty()) {
                without.add(hash);
            } else if (shipped.containsAll(classes)) {
                contained.put(hash, library.getFileName().toString());
            }
        }
        var named = components().stream()
                .filter(component -> !without.contains(sha256(component)))
                .collect(Collectors.toMap(
                        SupplyChainIT::sha256,
                        one -> one.path("name").asText() + "-"
                                + one.path("version").asText() + ".jar"));
        assertThat(contained).hasSizeGreaterThan(100).containsExactlyInAnyOrderEntriesOf(named);
    }

    /** What scanners of images go by. */
    @Test
    void billOfMaterialsHasTheVersionsOfTheJarsOwnMavenFiles() throws IOException {
        var named = components().stream().map(SupplyChainIT::coordinates).collect(Collectors.toSet());
        try (var jar = new JarFile(JAR.toFile())) {
            var described = new TreeSet<String>();
            for (var entry : jar.stream().toList()) {
                if (PROPERTIES.matcher(entry.getName()).matches()) {
                    var properties = new Properties();
                    properties.load(jar.getInputStream(entry));
                    described.add("%s:%s:%s"
                            .formatted(
                                    properties.get("groupId"),
                                    properties.get("artifactId"),
                                    properties.get("version")));
                }
            }
            assertThat(described).hasSizeGreaterThan(100);
            described.removeIf(it -> it.startsWith("com.quiltdata:"));
            assertThat(named).containsAll(described);
        }
    }

    /** Builds of one commit are the same, wherever and whenever they run. */
    @Test
    void billOfMaterialsHasNeitherTimeNorSerialNumber() throws IOException {
        try (var jar = new JarFile(JAR.toFile())) {
            var bom = new ObjectMapper().readTree(jar.getInputStream(jar.getEntry("META-INF/sbom/bom.json")));
            assertThat(bom.has("serialNumber")).isFalse();
            assertThat(bom.path("metadata").has("timestamp")).isFalse();
            assertThat(bom.at("/metadata/component/name").asText()).isEqualTo("quilt-mcp");
        }
    }

    private static List<String> licences(JsonNode component) {
        return StreamSupport.stream(component.path("licenses").spliterator(), false)
                .map(one -> one.path("license"))
                .map(one -> one.path("id").asText(one.path("name").asText()))
                .toList();
    }

    private static boolean isAllowed(JsonNode component) {
        var chosen = CHOSEN.get(component.path("group").asText());
        var licences = licences(component);
        return chosen == null
                ? !licences.isEmpty() && ALLOWED.keySet().containsAll(licences)
                : licences.contains(chosen) && ALLOWED.containsKey(chosen);
    }

    @Test
    void everyLibraryHasAnAllowedLicence() throws IOException {
        assertThat(components())
                .filteredOn(component -> !isAllowed(component))
                .extracting(one -> coordinates(one) + " has the licences " + licences(one)
                        + ", not all of them allowed. Leave the library out, or, if its licence binds nobody who runs or"
                        + " extends the server, add it to ALLOWED, or to CHOSEN what is chosen of several.")
                .isEmpty();
    }

    @Test
    void jarHasTheTextOfEachLicenceAndItsHolder() throws IOException {
        try (var jar = new JarFile(JAR.toFile())) {
            assertThat(jar.getEntry("META-INF/NOTICE")).isNotNull();
            assertThat(text(jar, "META-INF/LICENSE")).isEqualTo(Files.readString(Path.of("..", "LICENSE")));
            var texts = text(jar, LICENCES);
            assertThat(texts)
                    .contains("Eclipse Public License 2.0", "Permission is hereby granted, free of charge")
                    .contains("Redistributions in binary form must reproduce");
            assertThat(components())
                    .filteredOn(component -> !licences(component).contains("Apache-2.0"))
                    .extracting(component -> component.path("group").asText())
                    .allMatch(texts::contains, "named in " + LICENCES);
        }
    }

    private static String text(JarFile jar, String name) throws IOException {
        return new String(jar.getInputStream(jar.getEntry(name)).readAllBytes(), StandardCharsets.UTF_8);
    }
}
