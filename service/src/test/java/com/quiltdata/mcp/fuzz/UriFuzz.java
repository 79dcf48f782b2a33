package com.quiltdata.mcp.fuzz;

import static com.quiltdata.mcp.fuzz.FuzzTarget.require;

import com.quiltdata.mcp.catalog.CatalogPageUrl;
import com.quiltdata.mcp.catalog.CatalogSite;
import com.quiltdata.mcp.catalog.NameSyntax;
import com.quiltdata.mcp.catalog.ObjectLocation;
import com.quiltdata.mcp.catalog.QuiltUri;
import com.quiltdata.mcp.catalog.S3Prefix;
import com.quiltdata.mcp.catalog.S3Uri;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** URIs of packages, objects and pages: each names what a simple reader reads, and is parsed as it is printed. */
final class UriFuzz {
    private static final CatalogSite SITE = CatalogSite.parse("https://quilt.example.com");
    private static final Pattern QUILT = Pattern.compile("quilt\\+s3://([^#/?]+)#(.*)", Pattern.DOTALL);
    private static final Pattern S3 = Pattern.compile("s3://([^/?]+)/([^?]*)(?:\\?versionId=(.*))?", Pattern.DOTALL);
    private static final Pattern PAGE =
            Pattern.compile("https://quilt\\.example\\.com/b/([^/?#]*)(.*)", Pattern.DOTALL);
    private static final Pattern PRINTED = Pattern.compile("[!-~]+");

    private UriFuzz() {}

    static void check(String text) {
        parsed(text, QuiltUri::parse).ifPresent(uri -> quilt(text, uri));
        parsed(text, S3Uri::parse).ifPresent(object -> s3(text, object));
        parsed(text, S3Uri::parsePasted).ifPresent(object -> pasted(text, object));
        parsed(text, S3Uri::parsePastedUndecoded).ifPresent(UriFuzz::printed);
        parsed(text, it -> S3Uri.findPasted(it).orElse(null)).ifPresent(UriFuzz::printed);
        parsed(text, S3Prefix::parse)
                .ifPresent(it -> require(text.contains(it.bucket()), "%s is not written in the text", it));
        parsed(text, NameSyntax::bucket)
                .ifPresent(it -> require(text.contains(it), "%s is not written in the text", it));
        parsed(text, it -> CatalogPageUrl.of(SITE, it).orElse(null)).ifPresent(page -> page(text, page));
        parsed(text, CatalogSite::parse).ifPresent(site -> site(text, site));
    }

    private static <T> Optional<T> parsed(String text, Function<String, @Nullable T> parser) {
        try {
            return Optional.ofNullable(parser.apply(text));
        } catch (IllegalArgumentException e) {
            Sentences.check(String.valueOf(e.getMessage()), text);
            return Optional.empty();
        }
    }

    private static void quilt(String text, QuiltUri uri) {
        var parts = QUILT.matcher(text);
        require(parts.matches(), "%s was read as %s", text, uri);
        require(parts.group(1).equals(uri.bucket()), "another bucket: %s", uri);
        var name = uri.name() + (uri.hash() != null ? "@" + uri.hash() : uri.tag() != null ? ":" + uri.tag() : "");
        require(name.equals(value(parts.group(2), "package")), "another package: %s", uri);
        require(orEmpty(uri.path()).equals(orEmpty(value(parts.group(2), "path"))), "another path: %s", uri);
        require(orEmpty(uri.catalog()).equals(orEmpty(value(parts.group(2), "catalog"))), "another catalog: %s", uri);
        require(PRINTED.matcher(uri.print()).matches(), "printed as %s", uri.print());
        require(QuiltUri.parse(uri.print()).equals(uri), "%s is not printed as it is parsed", uri);
    }

    /** Returns a part of a fragment as browsers read a query. */
    private static @Nullable String value(String fragment, String name) {
        for (var part : fragment.split("&", -1)) {
            if (part.startsWith(name + "=")) {
                return decoded(part.substring(name.length() + 1).replaceAll("%(?![0-9A-Fa-f]{2})", "%25"));
            }
        }
        return null;
    }

    private static void s3(String text, ObjectLocation object) {
        var parts = S3.matcher(text);
        require(parts.matches(), "%s was read as %s", text, object);
        require(parts.group(1).equals(object.bucket()), "another bucket: %s", object);
        require(decoded(parts.group(2).replace("+", "%2B")).equals(object.key()), "another key: %s", object);
        require(
                orEmpty(parts.group(3) == null ? null : decoded(parts.group(3).replace("+", "%2B")))
                        .equals(orEmpty(object.versionId())),
                "another version: %s",
                object);
        printed(object);
    }

    private static void printed(ObjectLocation object) {
        require(!object.key().isEmpty(), "no key");
        var printed = S3Uri.print(object);
        require(PRINTED.matcher(printed).matches(), "printed as %s", printed);
        require(S3Uri.parse(printed).equals(object), "%s is not printed as it is parsed", object);
    }

    /** An https address names the bucket in its host or as the first part of its path. */
    private static void pasted(String text, ObjectLocation object) {
        printed(object);
        if (text.startsWith("https://")) {
            var rest = text.substring("https://".length());
            var slash = rest.indexOf('/');
            var host = rest.substring(0, slash);
            require(
                    host.matches("[a-z0-9.-]+\\.amazonaws\\.com(\\.cn)?|[a-z0-9.-]+\\.amazonaws\\.eu"),
                    "host %s",
                    host);
            require(
                    host.startsWith(object.bucket() + ".s3")
                            || rest.substring(slash + 1).startsWith(object.bucket() + "/"),
                    "another bucket: %s",
                    object);
        }
    }

    private static void page(String text, CatalogPageUrl page) {
        var parts = PAGE.matcher(text);
        require(parts.matches(), "%s is no page", text);
        require(decoded(parts.group(1).replace("+", "%2B")).equals(page.bucket()), "another bucket: %s", page);
        require(PRINTED.matcher(page.uri()).matches(), "printed as %s", page.uri());
        switch (page) {
            case CatalogPageUrl.BucketUrl(var bucket) ->
                require(NameSyntax.bucket(page.uri()).equals(bucket), "bucket");
            case CatalogPageUrl.ObjectUrl(var location) -> {
                printed(location);
                require(of(SITE.object(location)).equals(page), "%s is not printed as it is parsed", page);
            }
            case CatalogPageUrl.PackageUrl(var name, var revision, var path) -> {
                var uri = QuiltUri.parse(page.uri());
                require(uri.name().equals(name.name()) && orEmpty(uri.path()).equals(path), "another package: %s", uri);
                require(of(SITE.packageTree(name, revision, path)).equals(page), "%s is not printed as parsed", page);
            }
        }
    }

    private static CatalogPageUrl of(String url) {
        return CatalogPageUrl.of(SITE, url).orElseThrow();
    }

    private static void site(String text, CatalogSite site) {
        require(CatalogSite.parse(site.base()).equals(site), "%s is not printed as it is parsed", site);
        require(CatalogSite.parse(site.shortName()).equals(site), "%s has another short name", site);
        var host = URI.create(site.base()).getHost();
        require(text.toLowerCase(Locale.ROOT).contains(host), "%s is not written in the text", host);
        require(site.base().matches("https?://[^/?#@\\\\\\s]+"), "base %s", site.base());
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }
}
