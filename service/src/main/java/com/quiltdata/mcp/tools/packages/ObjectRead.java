package com.quiltdata.mcp.tools.packages;

import com.quiltdata.mcp.catalog.ObjectContent;
import com.quiltdata.mcp.catalog.ObjectLocation;
import com.quiltdata.mcp.catalog.ObjectReader;
import com.quiltdata.mcp.catalog.PackageReader;
import com.quiltdata.mcp.catalog.S3Uri;
import com.quiltdata.mcp.catalog.SignedLink;
import com.quiltdata.mcp.tool.Argument;
import com.quiltdata.mcp.tool.Call;
import com.quiltdata.mcp.tool.Default;
import com.quiltdata.mcp.tool.Doc;
import com.quiltdata.mcp.tool.Effect;
import com.quiltdata.mcp.tool.Failure;
import com.quiltdata.mcp.tool.Spec;
import com.quiltdata.mcp.tool.Tool;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An object, or a file of a package, shown as what it is. */
final class ObjectRead implements Tool<ObjectRead.Input, Contents> {
    /** The largest picture that is shown: in base64 it is a third larger, and clients refuse results from a megabyte on. */
    static final int LARGEST_IMAGE = 512 * 1024;

    private static final Duration LIFETIME = Duration.ofHours(1);

    /** What an object may be read as. */
    enum Type {
        TEXT,
        IMAGE,
        BINARY,
        TABLE
    }

    record Input(
            @Doc("s3://bucket/key, optionally with ?versionId=…, or a Quilt+ URI with a path")
            String uri,

            @Doc("What to read it as; detected when absent") @Nullable
            Type type,

            @Doc("Most bytes to read; an image is shown up to 512 KiB in any case")
            @Default("100000")
            @Min(1)
            @Max(10485760)
            int maxBytes,

            @Doc("Whether to give binary content, in base64") @Default("false")
            boolean includeData,

            @Doc("next_offset of the answer before, to go on") @Default("0") @Min(0)
            long offset) {}

    private static final Spec<Input, Contents> SPEC = new Spec<>(
            "object_read",
            "Read an object or package file",
            Effect.READ,
            "Reads an S3 object, or a file of a package at the version its revision has, as what it is: text, an image you can "
                    + "see, the rows of a CSV, TSV or JSON Lines file, or what is known of a binary one. Answers the first "
                    + "`max_bytes`, whether that is all, and the `offset` to go on from.",
            Input.class,
            Contents.class);

    private final PackageReader packages;
    private final ObjectReader objects;

    ObjectRead(PackageReader packages, ObjectReader objects) {
        this.packages = packages;
        this.objects = objects;
    }

    @Override
    public Spec<Input, Contents> spec() {
        return SPEC;
    }

    /** Where the bytes are, and the name that tells what they are. */
    private record Place(ObjectLocation location, String path) {}

    @Override
    public Contents call(Input in, Call call) {
        var place = place(in.uri().strip(), call);
        var picture = in.offset() == 0 && (in.type() == Type.IMAGE || Form.looksLikePicture(place.path()));
        var first = objects.read(
                call.caller(),
                place.location(),
                in.offset(),
                picture ? Math.max(in.maxBytes(), LARGEST_IMAGE) : in.maxBytes());
        var form = form(in, first, place.path());
        var content = form instanceof Form.Image
                ? whole(first, call)
                : first.first(Math.min(in.maxBytes(), first.bytes().length));
        var link = form instanceof Form.Image && content.truncated()
                ? objects.tryLink(call.caller(), content.info().location(), LIFETIME)
                : Optional.<SignedLink>empty();
        return Contents.of(
                new Contents.Told(in.uri().strip(), place.path(), content, form, in.includeData(), link.orElse(null)));
    }

    private Place place(String uri, Call call) {
        if (!uri.startsWith("quilt+s3:")) {
            var location = Argument.parse("uri", uri, S3Uri::parse);
            return new Place(location, location.key());
        }
        var target = Target.Spelling.PLATFORM.target(uri, null, null, "latest", "");
        var found = FileAt.of(target.resolved(packages, call), packages, call);
        return new Place(found.location(), found.file().path());
    }

    private static Form form(Input in, ObjectContent content, String path) {
        var type = in.type();
        if (type == null) {
            return Form.of(content, path);
        }
        return Form.as(type, content, path)
                .orElseThrow(() -> new Failure.Invalid(
                        type == Type.IMAGE
                                ? "`type`: this is no PNG, JPEG, GIF or WebP image read from its beginning; leave `type` out to have it detected."
                                : "`type`: this cannot be read as a table; leave `type` out to have it detected."));
    }

    /** The picture whole if it is shown, and otherwise what was read of it. */
    private ObjectContent whole(ObjectContent content, Call call) {
        var size = content.info().size();
        return content.truncated() && size <= LARGEST_IMAGE
                ? objects.read(call.caller(), content.info().location(), 0, (int) size)
                : content;
    }
}
