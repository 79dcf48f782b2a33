package com.quiltdata.mcp.tools.packages.importing;

import com.quiltdata.mcp.catalog.PackageName;
import com.quiltdata.mcp.tools.FileProperties;
import com.quiltdata.mcp.tools.QuiltSummarize;
import com.quiltdata.mcp.tools.packages.PackageFileInput;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The README of a package that is created from a prefix. */
final class ReadmeGenerator {
    /** The metadata keys that may hold a README, as in the replaced server. */
    static final List<String> KEYS = List.of("readme_content", "readme");

    private ReadmeGenerator() {}

    static PackageFileInput.InlineInput of(ImportPlan.ImportRequest request, ImportPlan.ImportStatistics statistics) {
        var given = fromMetadata(request);
        return new PackageFileInput.InlineInput(
                QuiltSummarize.README,
                given == null ? generate(request, statistics) : given,
                "text/markdown; charset=utf-8",
                null);
    }

    /** The README in the caller's metadata; null if there is none. */
    static @Nullable String fromMetadata(ImportPlan.ImportRequest request) {
        var metadata = request.arguments().metadata();
        return metadata == null
                ? null
                : KEYS.stream()
                        .map(metadata::get)
                        .filter(String.class::isInstance)
                        .map(String.class::cast)
                        .findFirst()
                        .orElse(null);
    }

    private static String generate(ImportPlan.ImportRequest request, ImportPlan.ImportStatistics statistics) {
        var description = request.arguments().description();
        var types = statistics.types().entrySet().stream()
                .map(it -> "| %s | %,d |".formatted(it.getKey(), it.getValue()))
                .collect(Collectors.joining("\n"));
        return """
                # %s

                %s

                - Source: `s3://%s/%s`
                - Source objects: %,d, %s

                | Type | Files |
                |---|---|
                %s
                """.formatted(
                                request.name().name(),
                                description.isBlank() ? "Created from objects in S3." : description,
                                request.source().bucket(),
                                request.source().prefix(),
                                statistics.files(),
                                FileProperties.human(statistics.bytes()),
                                types)
                + usage(request.name());
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
