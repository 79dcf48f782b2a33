package com.quiltdata.mcp.tools.packages.importing;

import com.quiltdata.mcp.catalog.PackageName;
import com.quiltdata.mcp.tools.FileProperties;
import com.quiltdata.mcp.tools.packages.PackageFileInput;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The README of a package that is created from a prefix. */
final class ReadmeGenerator {
    static final String NAME = "README.md";

    /** The metadata keys that may hold a README, as in the replaced server. */
    static final List<String> KEYS = List.of("readme_content", "readme");

    private ReadmeGenerator() {}

    static PackageFileInput.InlineInput of(ImportPlan.ImportRequest wishes, ImportPlan.ImportStatistics facts) {
        var given = given(wishes);
        return new PackageFileInput.InlineInput(
                NAME, given == null ? written(wishes, facts) : given, "text/markdown; charset=utf-8", null);
    }

    /** The README in the caller's metadata; null if there is none. */
    static @Nullable String given(ImportPlan.ImportRequest wishes) {
        var metadata = wishes.metadata();
        return metadata == null
                ? null
                : KEYS.stream()
                        .map(metadata::get)
                        .filter(String.class::isInstance)
                        .map(String.class::cast)
                        .findFirst()
                        .orElse(null);
    }

    private static String written(ImportPlan.ImportRequest wishes, ImportPlan.ImportStatistics facts) {
        var types = facts.types().entrySet().stream()
                .map(it -> "| %s | %,d |".formatted(it.getKey(), it.getValue()))
                .collect(Collectors.joining("\n"));
        return """
                # %s

                %s

                - Source: `s3://%s/%s`
                - Files: %,d, %s

                | Type | Files |
                |---|---|
                %s
                """.formatted(
                                wishes.name().name(),
                                wishes.description().isBlank() ? "Created from objects in S3." : wishes.description(),
                                wishes.source().bucket(),
                                wishes.source().prefix(),
                                facts.files(),
                                FileProperties.human(facts.bytes()),
                                types)
                + usage(wishes.name());
    }

    private static String usage(PackageName name) {
        return """

                ```python
                import quilt3

                package = quilt3.Package.browse("%s", registry="s3://%s")
                package.fetch("./%s")
                ```
                """.formatted(name.name(), name.bucket(), name.name());
    }
}
