package com.quiltdata.mcp.tools.objects;

import com.quiltdata.mcp.catalog.Failure;
import com.quiltdata.mcp.catalog.NameSyntax;
import com.quiltdata.mcp.catalog.ObjectLocation;
import com.quiltdata.mcp.catalog.objects.RequestedObject;
import com.quiltdata.mcp.tool.ArgumentParser;
import org.jspecify.annotations.Nullable;

/** The arguments that name an object in the s3_object tools: {@code s3_uri}, or {@code bucket} and {@code key}. */
record ObjectArguments(
        @Nullable String s3Uri,
        @Nullable String bucket,
        @Nullable String key,
        @Nullable String versionId) {
    /** Parses the object; a location that is sent in both ways must be the same. */
    RequestedObject parse() {
        if (s3Uri == null && (bucket == null || key == null)) {
            throw new Failure.Invalid(
                    "Name the object: send `s3_uri`, for example \"s3://bucket/key\", or both `bucket` and `key`.");
        }
        var named = s3Uri == null
                ? new RequestedObject(new ObjectLocation(bucketName(), checkedKey(), null), null)
                : ArgumentParser.parse("s3_uri", s3Uri, RequestedObject::parse);
        var location = named.location();
        if ((bucket != null && !bucketName().equals(location.bucket()))
                || (key != null && !key.equals(location.key()))) {
            throw new Failure.Invalid(
                    "`s3_uri` names another object than `bucket` and `key`; send only one of the two.");
        } else if (versionId == null) {
            return named;
        } else if (location.versionId() != null && !versionId.equals(location.versionId())) {
            throw new Failure.Invalid("`version_id` and `s3_uri` name different versions; send the version in one.");
        }
        var version = ArgumentParser.parse("version_id", versionId, NameSyntax::printable);
        return new RequestedObject(new ObjectLocation(location.bucket(), location.key(), version), null);
    }

    private String bucketName() {
        return ArgumentParser.parse("bucket", String.valueOf(bucket), NameSyntax::bucket);
    }

    private String checkedKey() {
        return ArgumentParser.parse("key", String.valueOf(key), ObjectPutInput::key);
    }
}
