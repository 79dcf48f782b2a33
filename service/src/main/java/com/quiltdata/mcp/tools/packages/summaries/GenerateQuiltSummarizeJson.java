package com.quiltdata.mcp.tools.packages.summaries;

import com.quiltdata.mcp.catalog.CatalogSite;
import com.quiltdata.mcp.tool.Call;
import com.quiltdata.mcp.tool.Doc;
import com.quiltdata.mcp.tool.Effect;
import com.quiltdata.mcp.tool.Hidden;
import com.quiltdata.mcp.tool.Spec;
import com.quiltdata.mcp.tool.Tool;
import com.quiltdata.mcp.tool.Truncatable;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Generates {@code quilt_summarize.json} from a list of files. */
record GenerateQuiltSummarizeJson(CatalogSite site, InstantSource clock)
        implements Tool<SummaryInput, GenerateQuiltSummarizeJson.Output> {
    /** Name of this server as the author of what it generates. */
    static final String GENERATOR = "quilt-mcp-server";

    record Output(
            @Doc("The file") GeneratedText quiltSummarize,

            @Doc("The package") PackageFacts.PackageInfo packageInfo,

            @Doc("Number, size and types of files") PackageFacts.DataSummary dataSummary,

            @Doc("Folders, with number and size of files") PackageFacts.PackageStructure structure,
            @Doc("source_info as sent") PackageFacts.SourceInfo source,

            @Doc("README and metadata") PackageFacts.Documentation documentation,

            @Doc("The metadata's member quilt") @Nullable Map<String, Object> quiltMetadata,

            @Doc("How to open the package") PackageFacts.PackageAccess access,
            @Doc("Time of this result") Instant generatedAt,
            @Doc("Name of this server") String generator,
            @Doc("Warnings") List<String> warnings,

            @Doc("Omitted content") @Nullable String note,
            @Doc("Source of this result") @Hidden Facts facts)
            implements Truncatable<Output> {
        /** The largest types and folders of which each is listed. */
        @Override
        public int parts() {
            return Math.max(dataSummary.fileTypes().size(), structure.folders().size());
        }

        @Override
        public Output first(int parts) {
            return facts.output(Math.max(1, parts), quiltMetadata != null);
        }

        @Override
        public @Nullable Output withoutMetadata() {
            return quiltMetadata == null ? null : facts.output(MAX_GROUPS, false);
        }
    }

    private static final int MAX_GROUPS = 50;

    /** Content from which the result is built. */
    record Facts(SummarySource source, CatalogSite site, Instant time) {
        Output output(int groups, boolean described) {
            var quilt = described && !source.quilt().isEmpty() ? source.quilt() : null;
            return new Output(
                    GeneratedText.of(source.summarize(List.of())),
                    PackageFacts.PackageInfo.of(source),
                    PackageFacts.DataSummary.of(source.contents(), groups),
                    PackageFacts.PackageStructure.of(source.contents(), groups),
                    PackageFacts.SourceInfo.of(source.input().sourceInfo()),
                    PackageFacts.Documentation.of(source),
                    quilt,
                    PackageFacts.PackageAccess.of(source, site),
                    time,
                    GENERATOR,
                    source.contents().warnings(),
                    described || source.quilt().isEmpty()
                            ? null
                            : "quilt_metadata is left out: it is what you sent, and too long to repeat.",
                    this);
        }
    }

    private static final Spec<SummaryInput, Output> SPEC = new Spec<>(
            "generate_quilt_summarize_json",
            "Choose files for a package page",
            Effect.READ,
            "Generates a quilt_summarize.json for a list of files, which shows README.md and up to 10 files on the package's page in "
                    + "the catalog. Returns it with counts and sizes of files by type and folder. Writes nothing. "
                    + "create_quilt_summary_files returns README.md and charts too.",
            SummaryInput.class,
            Output.class);

    @Override
    public Spec<SummaryInput, Output> spec() {
        return SPEC;
    }

    @Override
    public Output call(SummaryInput in, Call call) {
        return new Facts(SummarySource.of(in), site, clock.instant()).output(MAX_GROUPS, true);
    }
}
