package com.quiltdata.mcp.testing;

import com.quiltdata.mcp.auth.Caller;
import com.quiltdata.mcp.catalog.Attempt;
import com.quiltdata.mcp.catalog.Failure;
import com.quiltdata.mcp.catalog.ObjectLocation;
import com.quiltdata.mcp.catalog.S3Prefix;
import com.quiltdata.mcp.catalog.S3Uri;
import com.quiltdata.mcp.catalog.objects.ObjectContent;
import com.quiltdata.mcp.catalog.objects.ObjectInfo;
import com.quiltdata.mcp.catalog.objects.ObjectPage;
import com.quiltdata.mcp.catalog.objects.ObjectReader;
import com.quiltdata.mcp.catalog.objects.ObjectSummary;
import com.quiltdata.mcp.catalog.objects.ObjectVersion;
import com.quiltdata.mcp.catalog.objects.ObjectWriter;
import com.quiltdata.mcp.catalog.objects.PutItem;
import com.quiltdata.mcp.catalog.objects.SignedLink;
import com.quiltdata.mcp.catalog.objects.SignedUpload;
import com.quiltdata.mcp.catalog.objects.StoredObject;
import com.quiltdata.mcp.catalog.objects.UploadLinkRequest;
import com.quiltdata.mcp.catalog.objects.VersionPage;
import com.quiltdata.mcp.catalog.objects.VersionReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/** Buckets in memory whose only version of each object is {@code v1}; remembers what was asked of it. */
public final class MemoryObjects implements ObjectReader, ObjectWriter, VersionReader {
    public static final String VERSION = "v1";
    public static final Instant NOW = Instant.parse("2026-01-02T03:04:05.678Z");

    /** What was asked, as {@code verb uri}. */
    public final List<String> asked = Collections.synchronizedList(new ArrayList<>());

    /**
     * Why an object (by key) or all (by {@code "*"}) cannot be had, and why a bucket ({@code "list b"}), or all its
     * levels at once ({@code "list all b"}), cannot be listed.
     */
    public final Map<String, RuntimeException> faults = new HashMap<>();

    /** How long the credentials that sign links last. */
    public Duration credentials = Duration.ofDays(7);

    /** The ETag of what is stored from now on. */
    public String etag = "\"etag\"";

    /** The keys whose latest version is a delete marker; only {@link #versions} minds it. */
    public final Set<String> deleted = new HashSet<>();

    /** What stands at the end of each link. */
    public String signature = "";

    private final Map<String, ObjectInfo> infos = new TreeMap<>();
    private final Map<String, byte[]> contents = new HashMap<>();

    public MemoryObjects with(String bucket, String key, String text) {
        return with(bucket, key, text.getBytes(StandardCharsets.UTF_8));
    }

    public MemoryObjects with(String bucket, String key, byte[] content) {
        store(bucket, key, content, "text/plain", Map.of());
        return this;
    }

    public MemoryObjects with(String bucket, String key, byte[] content, String contentType) {
        store(bucket, key, content, contentType, Map.of());
        return this;
    }

    public byte[] content(String bucket, String key) {
        var content = contents.get(bucket + "/" + key);
        if (content == null) {
            throw new AssertionError("nothing stands at " + key);
        }
        return content;
    }

    @Override
    public ObjectPage list(
            Caller caller, S3Prefix prefix, @Nullable String delimiter, int maxKeys, @Nullable String token) {
        var bucket = prefix.bucket();
        asked.add("list " + bucket + "/" + prefix.prefix() + (delimiter == null ? "" : " by " + delimiter)
                + (token == null ? "" : " after " + token));
        var fault = delimiter == null ? faults.get("list all " + bucket) : null;
        fault = fault == null ? faults.get("list " + bucket) : fault;
        if (fault != null) {
            throw fault;
        }
        var entries = new LinkedHashMap<String, ObjectSummary>();
        infos.values().stream()
                .filter(info -> info.location().bucket().equals(bucket))
                .filter(info -> info.location().key().startsWith(prefix.prefix()))
                .filter(info -> token == null || info.location().key().compareTo(token) > 0)
                .map(info -> new ObjectSummary(
                        info.location().key(), info.size(), info.lastModified(), info.etag(), info.storageClass()))
                .forEach(it -> entries.putIfAbsent(folded(it.key(), prefix.prefix(), delimiter), it));
        var page = entries.keySet().stream().limit(maxKeys).toList();
        var folders = page.stream()
                .filter(it -> delimiter != null
                        && it.indexOf(delimiter, prefix.prefix().length()) >= 0)
                .toList();
        var last = page.size() == entries.size() ? null : page.getLast();
        return new ObjectPage(
                page.stream()
                        .filter(it -> !folders.contains(it))
                        .map(entries::get)
                        .toList(),
                folders,
                last == null || !folders.contains(last) ? last : ObjectPage.afterAll(last));
    }

    private static String folded(String key, String prefix, @Nullable String delimiter) {
        var end = delimiter == null ? -1 : key.indexOf(delimiter, prefix.length());
        return delimiter == null || end < 0 ? key : key.substring(0, end + delimiter.length());
    }

    @Override
    public ObjectInfo info(Caller caller, ObjectLocation location) {
        asked.add("info " + S3Uri.print(location));
        return found(location);
    }

    @Override
    public ObjectContent read(Caller caller, ObjectLocation location, long offset, int maxBytes) {
        asked.add("read " + S3Uri.print(location));
        var info = found(location);
        var content = content(location.bucket(), location.key());
        var end = (int) Math.min(content.length, offset + maxBytes);
        return new ObjectContent(info, offset, Arrays.copyOfRange(content, (int) offset, end));
    }

    @Override
    public SignedLink link(Caller caller, ObjectLocation location, Duration lifetime) {
        asked.add("link " + S3Uri.print(location));
        fail(location.key());
        var lasts = lifetime.compareTo(credentials) < 0 ? lifetime : credentials;
        return new SignedLink("https://signed/" + S3Uri.print(location) + signature, NOW.plus(lasts));
    }

    @Override
    public StoredObject put(Caller caller, String bucket, PutItem item) {
        asked.add("put " + S3Uri.print(new ObjectLocation(bucket, item.key(), null)));
        fail(item.key());
        var before = infos.get(bucket + "/" + item.key());
        if (before != null && !item.overwrite()) {
            throw new Failure.Conflict("It exists already.");
        }
        return new StoredObject(store(bucket, item.key(), item.content(), item.contentType(), item.metadata()), before);
    }

    @Override
    public ObjectInfo replace(Caller caller, String bucket, PutItem item) {
        return put(caller, bucket, item).info();
    }

    @Override
    public List<Attempt<StoredObject>> putAll(Caller caller, String bucket, List<PutItem> items, IntConsumer done) {
        var outcomes = new ArrayList<Attempt<StoredObject>>();
        for (var item : items) {
            outcomes.add(Attempt.of(() -> {
                if (Thread.currentThread().isInterrupted()) {
                    throw new Failure.TooLate("The call was cancelled before this object was put.");
                }
                return put(caller, bucket, item);
            }));
            done.accept(outcomes.size());
        }
        return outcomes;
    }

    @Override
    public SignedUpload uploadLink(Caller caller, UploadLinkRequest terms, Duration lifetime) {
        asked.add("upload " + S3Uri.print(new ObjectLocation(terms.bucket(), terms.key(), null)));
        fail(terms.key());
        var headers = new TreeMap<String, String>();
        if (terms.contentType() != null) {
            headers.put("Content-Type", terms.contentType());
        }
        if (!terms.overwrite()) {
            headers.put("If-None-Match", "*");
        }
        var lasts = lifetime.compareTo(credentials) < 0 ? lifetime : credentials;
        return new SignedUpload("https://signed/put/" + terms.key() + signature, headers, NOW.plus(lasts));
    }

    /** Every object has its one version, and {@link #deleted} keys a marker above it. */
    @Override
    public VersionPage versions(
            Caller caller, String bucket, String prefix, int most, VersionPage.@Nullable VersionPosition after) {
        asked.add("versions " + bucket + "/" + prefix + (after == null ? "" : " after " + after));
        var all = infos.values().stream()
                .filter(info -> info.location().bucket().equals(bucket))
                .filter(info -> info.location().key().startsWith(prefix))
                .flatMap(info -> versions(info).stream())
                .toList();
        var from = after == null ? 0 : firstAfter(all, after);
        var page = all.subList(from, Math.min(all.size(), from + most));
        var last = page.isEmpty() ? null : page.getLast();
        var more = from + page.size() < all.size();
        return new VersionPage(
                page,
                more && last != null
                        ? new VersionPage.VersionPosition(last.object().key(), last.versionId())
                        : null);
    }

    private List<ObjectVersion> versions(ObjectInfo info) {
        var key = info.location().key();
        var hidden = deleted.contains(key);
        var versions = new ArrayList<ObjectVersion>();
        if (hidden) {
            versions.add(
                    new ObjectVersion(new ObjectSummary(key, 0, NOW.plusSeconds(1), null, null), "m1", true, true));
        }
        versions.add(new ObjectVersion(
                new ObjectSummary(key, info.size(), info.lastModified(), info.etag(), info.storageClass()),
                VERSION,
                !hidden,
                false));
        return versions;
    }

    private static int firstAfter(List<ObjectVersion> all, VersionPage.VersionPosition after) {
        for (int i = 0; i < all.size(); i++) {
            var key = all.get(i).object().key();
            if (after.versionId() == null && key.compareTo(after.key()) > 0) {
                return i;
            } else if (key.equals(after.key()) && all.get(i).versionId().equals(after.versionId())) {
                return i + 1;
            }
        }
        return all.size();
    }

    private ObjectInfo store(
            String bucket, String key, byte[] content, @Nullable String contentType, Map<String, String> metadata) {
        var info = new ObjectInfo(
                new ObjectLocation(bucket, key, VERSION),
                content.length,
                contentType,
                null,
                NOW,
                etag,
                "STANDARD",
                metadata);
        infos.put(bucket + "/" + key, info);
        contents.put(bucket + "/" + key, content);
        return info;
    }

    private ObjectInfo found(ObjectLocation location) {
        fail(location.key());
        var info = infos.get(location.bucket() + "/" + location.key());
        if (info == null
                || (location.versionId() != null && !location.versionId().equals(VERSION))) {
            throw new Failure.NotFound("There is no such object.");
        }
        return info;
    }

    private void fail(String key) {
        var fault = faults.getOrDefault(key, faults.get("*"));
        if (fault != null) {
            throw fault;
        }
    }
}
