package com.quiltdata.sandbox;

import com.quiltdata.sandbox.json.Json;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The mutations of packages as a client sends them, with every union member selected. */
record PushClient(TestSandbox world) {
    private static final Pattern HASH = Pattern.compile("\"hash\":\"([0-9a-f]{64})\"");
    private static final String ARMS = """
            __typename
            ...on PackagePushSuccess{package{bucket name} revision{hash message userMeta workflow{id config}
              totalEntries totalBytes contentsFlatMap accessCounts{total counts{date value}}}}
            ...on InvalidInput{errors{path name message context}}
            ...on OperationError{name message context}""";
    private static final String CONSTRUCT = """
            mutation($params:PackagePushParams!,$src:PackageConstructSource!){
              packageConstruct(params:$params,src:$src){%s}}""".formatted(ARMS);
    private static final String PROMOTE = """
            mutation($params:PackagePushParams!,$src:PackagePromoteSource!,$destPrefix:String){
              packagePromote(params:$params,src:$src,destPrefix:$destPrefix){%s}}""".formatted(ARMS);
    private static final String DELETE = """
            mutation($bucket:String!,$name:String!,$hash:String!){
              packageRevisionDelete(bucket:$bucket,name:$name,hash:$hash){
                __typename ...on OperationError{name message context}}}""";

    /** Pushes the entries, whose bytes are already in S3, and returns the response. */
    String construct(String who, Map<String, @Nullable Object> params, List<Map<String, @Nullable Object>> entries) {
        return world.data(who, CONSTRUCT, Json.of("params", params, "src", Json.of("entries", entries)));
    }

    /** Pushes one entry with the given location and returns the response. */
    String construct(String who, Map<String, @Nullable Object> params, String logicalKey, String physicalKey) {
        return construct(who, params, List.of(entry(logicalKey, physicalKey)));
    }

    String promote(
            String who,
            Map<String, @Nullable Object> params,
            Map<String, @Nullable Object> src,
            @Nullable String destPrefix) {
        return world.data(who, PROMOTE, Json.of("params", params, "src", src, "destPrefix", destPrefix));
    }

    String delete(String who, String bucket, String name, String hash) {
        return world.data(who, DELETE, Json.of("bucket", bucket, "name", name, "hash", hash));
    }

    static Map<String, @Nullable Object> entry(String logicalKey, String physicalKey) {
        return Json.of("logicalKey", logicalKey, "physicalKey", physicalKey);
    }

    static Map<String, @Nullable Object> to(String bucket, String name) {
        return Json.of("bucket", bucket, "name", name, "message", "A push");
    }

    /** Returns the top hash in a response. */
    static String hash(String answer) {
        var found = HASH.matcher(answer);
        if (!found.find()) {
            throw new AssertionError(answer);
        }
        return found.group(1);
    }
}
