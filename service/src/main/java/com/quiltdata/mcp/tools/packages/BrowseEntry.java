package com.quiltdata.mcp.tools.packages;

import com.quiltdata.mcp.catalog.PackageEntry;
import com.quiltdata.mcp.catalog.SignedLink;
import com.quiltdata.mcp.tool.Doc;
import java.time.Instant;
import java.util.Locale;
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
    private static final String UNITS = "KMGTPE";

    static BrowseEntry of(PackageEntry.Folder folder, boolean full) {
        var size = full ? folder.size() : null;
        return new BrowseEntry(folder.path(), null, size, human(size), null, null, "directory", true, null, null, null);
    }

    static BrowseEntry named(PackageEntry.File file) {
        return new BrowseEntry(
                file.path(), null, null, null, null, null, fileType(file.path()), false, null, null, null);
    }

    static BrowseEntry of(PackageEntry.File file, @Nullable SignedLink link, boolean withMetadata) {
        var hash = file.hash();
        return new BrowseEntry(
                file.path(),
                file.physicalKey(),
                file.size(),
                human(file.size()),
                hash == null ? null : hash.value(),
                hash == null ? null : hash.type(),
                fileType(file.path()),
                false,
                withMetadata ? file.metadata() : null,
                link == null ? null : link.url(),
                link == null ? null : link.expiresAt());
    }

    /** This entry without its link. */
    BrowseEntry unlinked() {
        return new BrowseEntry(
                logicalKey, physicalKey, size, sizeHuman, hash, hashType, fileType, isDirectory, metadata, null, null);
    }

    /** This entry without its metadata, which may be of any size. */
    BrowseEntry plain() {
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

    /** The extension in lower case, or {@code unknown}. */
    static String fileType(String path) {
        var name = path.substring(path.lastIndexOf('/') + 1);
        var dot = name.lastIndexOf('.');
        return dot < 0 || dot == name.length() - 1
                ? "unknown"
                : name.substring(dot + 1).toLowerCase(Locale.ROOT);
    }

    /** A size in readable form: 1536 bytes are {@code 1.5 KB}. */
    static @Nullable String human(@Nullable Long bytes) {
        if (bytes == null) {
            return null;
        } else if (bytes < 1024) {
            return bytes + " B";
        }
        var value = (double) bytes;
        var unit = -1;
        while (value >= 1024 && unit < UNITS.length() - 1) {
            value /= 1024;
            unit++;
        }
        return String.format(Locale.ROOT, "%.1f %sB", value, UNITS.charAt(unit));
    }
}
