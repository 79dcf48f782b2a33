package com.quiltdata.mcp.catalog.objects;

import static com.quiltdata.mcp.fuzz.FuzzTarget.require;

import com.quiltdata.mcp.auth.Caller;
import com.quiltdata.mcp.catalog.objects.ImageScaler.ScaledImage;
import com.quiltdata.mcp.catalog.objects.ImageScaler.UnscalableImage;
import com.quiltdata.mcp.fuzz.Sentences;
import java.util.List;

/** Images: a smaller one within its bounds, or a reason. */
public final class ImageFuzz {
    private static final Caller CALLER = Caller.of("token");
    private static final int MAX_BYTES = 100_000;

    private ImageFuzz() {}

    public static void check(byte[] input) {
        for (var format : List.of("png", "jpeg", "gif")) {
            switch (ImageScaler.scale(CALLER, "image/" + format, input, MAX_BYTES)) {
                case ScaledImage it ->
                    require(
                            it.jpeg().length <= MAX_BYTES
                                    && Math.max(it.width(), it.height()) <= ImageScaler.MAX_EDGE
                                    && it.width() <= it.originalWidth()
                                    && it.height() <= it.originalHeight(),
                            "%s",
                            it);
                case UnscalableImage(var reason) -> Sentences.check(reason, "");
            }
        }
    }
}
