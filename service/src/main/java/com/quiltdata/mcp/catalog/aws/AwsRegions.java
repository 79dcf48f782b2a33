package com.quiltdata.mcp.catalog.aws;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.regions.PartitionMetadata;
import software.amazon.awssdk.regions.Region;

/** Parses names of regions. The name becomes a part of the host, and the SDK keeps every region that it is asked for. */
public final class AwsRegions {
    /** The form of region names, by partition of AWS. */
    private static final List<Pattern> FORMS = Region.regions().stream()
            .map(region -> PartitionMetadata.of(region).regionRegex())
            .distinct()
            .map(Pattern::compile)
            .toList();

    private AwsRegions() {}

    /** Returns the region of this name; empty for a name that no partition of AWS has the form of. */
    public static Optional<Region> parse(@Nullable String name) {
        return Optional.ofNullable(name)
                .filter(it -> FORMS.stream().anyMatch(form -> form.matcher(it).matches()))
                .map(Region::of);
    }
}
