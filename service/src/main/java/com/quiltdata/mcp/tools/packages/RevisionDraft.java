package com.quiltdata.mcp.tools.packages;

import com.quiltdata.mcp.catalog.CatalogInfoReader;
import com.quiltdata.mcp.catalog.Failure;
import com.quiltdata.mcp.catalog.PackageName;
import com.quiltdata.mcp.catalog.packages.Manifest;
import com.quiltdata.mcp.catalog.packages.NewEntry;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A revision as a tool wants it, before it is checked and sent.
 *
 * @param message null for none
 * @param meta null for none
 * @param workflow null for the bucket's default, empty for explicitly none
 * @param files the files to set; inline ones are written to S3 only after all checks have passed
 * @param warnings warnings for the author
 */
public record RevisionDraft(
        @Nullable String message,
        @Nullable Map<String, Object> meta,
        @Nullable String workflow,
        ManifestBuilder manifest,
        List<PackageFileInput> files,
        List<String> warnings) {
    public RevisionDraft {
        if (message != null && message.isBlank()) {
            throw new Failure.Invalid("`message`: it is empty. Leave it out, or describe the change.");
        }
    }

    /** Changes to message, metadata and workflow of a revision; the metadata is merged over the base's. */
    public record Changes(
            @Nullable String message,
            @Nullable Map<String, Object> meta,
            @Nullable String workflow) {}

    /** A draft that changes the base and keeps what the changes do not mention. */
    public static RevisionDraft changing(
            @Nullable Manifest base, ManifestBuilder manifest, List<PackageFileInput> files, Changes changes) {
        return new RevisionDraft(
                changes.message(),
                merged(base == null ? null : base.userMeta(), changes.meta()),
                changes.workflow() != null || base == null ? changes.workflow() : base.workflow(),
                manifest,
                files,
                List.of());
    }

    /** The workflow of a draft, from the two arguments for it. */
    public static @Nullable String workflow(@Nullable String workflow, boolean without) {
        if (without && workflow != null) {
            throw new Failure.Invalid("Send either `workflow` or `without_workflow`, not both. Nothing was written.");
        }
        return without ? "" : workflow;
    }

    /** A warning if {@code meta} replaces other metadata of the base. */
    public static List<String> replacedMetadata(@Nullable Manifest base, @Nullable Map<String, Object> meta) {
        return base != null
                        && base.userMeta() != null
                        && !base.userMeta().isEmpty()
                        && !JsonEquality.equal(base.userMeta(), meta)
                ? List.of("The package's metadata was replaced with that of this call; revision %s has the former."
                        .formatted(base.hash()))
                : List.of();
    }

    /** The inline files by logical key. */
    public Map<String, PackageFileInput.InlineInput> inlineFiles() {
        var inline = new LinkedHashMap<String, PackageFileInput.InlineInput>();
        for (var file : files) {
            if (file instanceof PackageFileInput.InlineInput input) {
                inline.put(input.key(), input);
            }
        }
        return inline;
    }

    /** Whether a revision made from this draft would equal the base. */
    public boolean changesNothing(Manifest base) {
        return manifest.delta().isEmpty()
                && inlineFiles().isEmpty()
                && JsonEquality.equal(meta, base.userMeta())
                && (workflow == null || workflow.equals(Objects.requireNonNullElse(base.workflow(), "")))
                && (message == null || Objects.equals(message, base.message()));
    }

    /** The manifest entries of files; the registry pins the versions of their objects. */
    public static List<NewEntry> entries(List<PackageFileInput> files, PackageName name, String folder) {
        return files.stream().map(file -> file.entry(name.bucket(), folder)).toList();
    }

    /** The folder in which the catalog puts uploads to a package, ending in a slash; empty if no file is inline. */
    public static String folder(CatalogInfoReader info, List<PackageFileInput> files, PackageName name) {
        if (files.stream().noneMatch(PackageFileInput.InlineInput.class::isInstance)) {
            return "";
        }
        var root = info.info().packageRoot();
        var prefix = root == null || root.isBlank() ? "" : root.replaceAll("^/+|/+$", "") + "/";
        return prefix + name.name() + "/";
    }

    /** {@code changes} merged over {@code base}, key by key; null removes a key. Null if the result is empty. */
    public static @Nullable Map<String, Object> merged(
            @Nullable Map<String, Object> base, @Nullable Map<String, Object> changes) {
        if (changes == null) {
            return base;
        }
        var merged = new LinkedHashMap<String, Object>(base == null ? Map.of() : base);
        changes.forEach((key, value) -> merged.compute(key, (_, _) -> value));
        return merged.isEmpty() ? null : merged;
    }
}
