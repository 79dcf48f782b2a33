package com.quiltdata.mcp.tools.packages;

import com.quiltdata.mcp.catalog.PackageName;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The README of a package that is made of a prefix. */
final class Readme {
    static final String NAME = "README.md";

    /** Where the metadata may hold a README, for the server before us. */
    static final List<String> KEYS = List.of("readme_content", "readme");

    private Readme() {}

    static Given.Inline of(Plan.Wishes wishes, Plan.Facts facts) {
        var given = given(wishes);
        return new Given.Inline(
                NAME, given == null ? written(wishes, facts) : given, "text/markdown; charset=utf-8", null);
    }

    /** The one that the caller wrote. */
    static @Nullable String given(Plan.Wishes wishes) {
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

    private static String written(Plan.Wishes wishes, Plan.Facts facts) {
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
                                wishes.description().isBlank() ? "Made of objects in S3." : wishes.description(),
                                wishes.source().bucket(),
                                wishes.source().prefix(),
                                facts.files(),
                                Entry.human(facts.bytes()),
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
