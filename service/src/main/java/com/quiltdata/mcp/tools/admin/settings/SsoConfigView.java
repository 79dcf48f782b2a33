package com.quiltdata.mcp.tools.admin.settings;

import com.quiltdata.mcp.catalog.admin.SsoConfig;
import com.quiltdata.mcp.tool.Doc;
import com.quiltdata.mcp.tool.ToolJson;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A stored SSO configuration, as results show it. */
record SsoConfigView(
        @Doc("The configuration as it was uploaded; it can be sent again unchanged")
        String text,

        @Doc("When it was uploaded") Instant timestamp,

        @Doc("Who uploaded it") @Nullable Uploader uploader) {
    record Uploader(
            @Doc("User name") String name, @Doc("E-mail") String email) {}

    static SsoConfigView of(SsoConfig config) {
        var uploader = config.uploader();
        return new SsoConfigView(
                config.text(),
                config.timestamp(),
                uploader == null ? null : new Uploader(uploader.name(), uploader.email()));
    }

    /** Returns {@code json} or {@code yaml}. */
    static String format(SsoConfig config) {
        return ToolJson.value(config.text()).isPresent() ? "json" : "yaml";
    }

    /** Returns who uploaded a configuration and when, to complete a question. */
    static String origin(SsoConfig config) {
        var uploader = config.uploader();
        return "uploaded by %s at %s"
                .formatted(uploader == null ? "an unknown user" : uploader.name(), config.timestamp());
    }
}
