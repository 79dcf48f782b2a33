package com.quiltdata.mcp.tools.packages;

import com.quiltdata.mcp.catalog.PackageEntry;
import com.quiltdata.mcp.catalog.SignedLink;
import com.quiltdata.mcp.tool.Doc;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One line of a package's listing. */
record Entry(
        @Doc("The full key in the package; a folder's ends in a slash")
        String logicalKey,

        @Doc("Where the bytes are, with their version; the bucket_object tools take it as s3_uri") @Nullable
        String physicalKey,

        @Doc("Bytes") @Nullable Long size,
        @Doc("The same for people") @Nullable String sizeHuman,
        @Doc("Checksum as the package records it") @Nullable String hash,
        @Doc("Kind of checksum") @Nullable String hashType,
        @Doc("Extension, or directory, or unknown") String fileType,
        @Doc("Whether it is a folder") boolean isDirectory,

        @Doc("Metadata of the file, when the path is this one file") @Nullable
        Map<String, Object> metadata,

        @Doc("Download link; a secret") @Nullable String signedUrl,
        @Doc("When the link ends") @Nullable Instant signedUrlExpiry) {
    private static final String UNITS = "KMGTPE";

    static Entry of(PackageEntry.Folder folder, boolean full) {
        var size = full ? folder.size() : null;
        return new Entry(folder.path(), null, size, human(size), null, null, "directory", true, null, null, null);
    }

    static Entry named(PackageEntry.File file) {
        return new Entry(file.path(), null, null, null, null, null, fileType(file.path()), false, null, null, null);
    }

    static Entry of(PackageEntry.File file, @Nullable SignedLink link, boolean withMetadata) {
        var hash = file.hash();
        return new Entry(
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

    /** The same without a link. */
    Entry unlinked() {
        return new Entry(
                logicalKey, physicalKey, size, sizeHuman, hash, hashType, fileType, isDirectory, metadata, null, null);
    }

    /** The same without metadata, which may be of any size. */
    Entry plain() {
        return new Entry(
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

    /** Bytes for people: {@code 1.5 KB} is 1536. */
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
