package com.quiltdata.mcp.tools.packages.read;

import com.quiltdata.mcp.catalog.objects.SignedLink;
import com.quiltdata.mcp.catalog.packages.PackageEntry;
import com.quiltdata.mcp.tool.Doc;
import com.quiltdata.mcp.tools.FileProperties;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A file or folder in a package listing. */
record BrowseEntry(
        @Doc("Full logical key; a folder's ends in a slash") String logicalKey,

        @Doc("S3 URI of the object, with its version; send it to object_read as uri") @Nullable
        String physicalKey,

        @Doc("Size in bytes") @Nullable Long size,

        @Doc("Size in readable form, like \"1.5 MB\"") @Nullable
        String sizeHuman,

        @Doc("Checksum that the package records") @Nullable String hash,
        @Doc("Checksum algorithm") @Nullable String hashType,
        @Doc("File extension, \"directory\" or \"unknown\"") String fileType,
        @Doc("Whether the entry is a folder") boolean isDirectory,

        @Doc("Metadata of the file; only if path is this file") @Nullable
        Map<String, Object> metadata,

        @Doc("Download link; a secret") @Nullable String signedUrl,
        @Doc("When the download link expires") @Nullable Instant signedUrlExpiry) {
    static BrowseEntry of(PackageEntry.Folder folder, boolean full) {
        var size = full ? folder.size() : null;
        return new BrowseEntry(
                folder.path(), null, size, FileProperties.human(size), null, null, "directory", true, null, null, null);
    }

    static BrowseEntry named(PackageEntry.File file) {
        return new BrowseEntry(
                file.path(),
                null,
                null,
                null,
                null,
                null,
                FileProperties.fileType(file.path()),
                false,
                null,
                null,
                null);
    }

    static BrowseEntry of(PackageEntry.File file, @Nullable SignedLink link, boolean withMetadata) {
        var hash = file.hash();
        return new BrowseEntry(
                file.path(),
                file.physicalKey(),
                file.size(),
                FileProperties.human(file.size()),
                hash == null ? null : hash.value(),
                hash == null ? null : hash.type(),
                FileProperties.fileType(file.path()),
                false,
                withMetadata ? file.metadata() : null,
                link == null ? null : link.url(),
                link == null ? null : link.expiresAt());
    }

    BrowseEntry withoutLink() {
        return new BrowseEntry(
                logicalKey, physicalKey, size, sizeHuman, hash, hashType, fileType, isDirectory, metadata, null, null);
    }

    /** Returns a copy without the metadata, which may be of any size. */
    BrowseEntry withoutMetadata() {
        return new BrowseEntry(
                logicalKey,
                physicalKey,
                size,
                sizeHuman,
                hash,
                hashType,
                fileType,
                isDirectory,
                null,
                signedUrl,
                signedUrlExpiry);
    }
}
