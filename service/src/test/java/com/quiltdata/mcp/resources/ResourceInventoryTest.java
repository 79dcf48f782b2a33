package com.quiltdata.mcp.resources;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.quiltdata.mcp.catalog.CatalogInfo;
import com.quiltdata.mcp.catalog.CatalogInfoReader;
import com.quiltdata.mcp.catalog.CatalogSite;
import com.quiltdata.mcp.catalog.Failure;
import com.quiltdata.mcp.catalog.UnauthenticatedException;
import com.quiltdata.mcp.catalog.admin.AdminReaders;
import com.quiltdata.mcp.catalog.identity.IdentityReader;
import com.quiltdata.mcp.catalog.identity.Me;
import com.quiltdata.mcp.catalog.packages.ManifestReader;
import com.quiltdata.mcp.catalog.sql.SqlPorts;
import com.quiltdata.mcp.catalog.tabulator.TabulatorReader;
import com.quiltdata.mcp.testing.Calls;
import com.quiltdata.mcp.testing.MemoryObjects;
import com.quiltdata.mcp.testing.NoPackages;
import com.quiltdata.mcp.testing.UnusablePorts;
import com.quiltdata.mcp.tool.Completer;
import com.quiltdata.mcp.tool.ResourceDirectory;
import com.quiltdata.mcp.tool.ResourceDirectory.Body;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ResourceInventoryTest {
    private static final CatalogInfoReader UP = () -> new CatalogInfo(
            "http://localhost:8080", "http://localhost:8081", "eu-west-1", null, null, null, "PRODUCT", "1.71.0", null);
    private static final CatalogInfoReader DOWN = () -> {
        throw new Failure.Unavailable("down", null);
    };
    private static final IdentityReader ADA =
            caller -> new Me("ada", "ada@example.com", true, "ReadWrite", List.of("ReadWrite", "ReadOnly"));

    private static ResourceInventory inventory(IdentityReader identity, CatalogInfoReader info) {
        var objects = new MemoryObjects();
        var sources = new ResourcePorts(
                identity,
                info,
                caller -> List.of(),
                new NoPackages(),
                UnusablePorts.port(ManifestReader.class),
                objects,
                UnusablePorts.port(TabulatorReader.class),
                UnusablePorts.all(SqlPorts.class),
                UnusablePorts.all(AdminReaders.class));
        return ResourceInventory.of(
                CatalogSite.parse("http://localhost:8080"), sources, new ResourceCache(Duration.ZERO, _ -> {}), 1024);
    }

    private static AuthResources.AuthStatus status(ResourceInventory inventory) {
        return (AuthResources.AuthStatus) data(inventory, "auth://status");
    }

    private static AuthResources.CatalogStatus info(ResourceInventory inventory) {
        return (AuthResources.CatalogStatus) data(inventory, "auth://catalog/info");
    }

    private static Object data(ResourceInventory inventory, String uri) {
        return switch (inventory.read(uri, Calls.any()).orElseThrow().body()) {
            case Body.Json(var data) -> data;
            case Body.Text _, Body.Blob _ -> throw new AssertionError(uri + " is not JSON");
        };
    }

    @Test
    void listsTheResourcesInOrder() {
        assertThat(inventory(ADA, UP).where(_ -> false).entries())
                .extracting(ResourceDirectory.Entry::uri)
                .containsExactly(
                        "auth://status",
                        "auth://catalog/info",
                        "quilt-platform://search_syntax",
                        "quilt-platform://athena",
                        "quilt-platform://buckets",
                        "quilt-platform://me",
                        "tabulator://buckets",
                        "ui://quilt/package",
                        "ui://quilt/table",
                        "ui://quilt/chart",
                        "skill://quilt-search/SKILL.md",
                        "skill://quilt-make-package/SKILL.md",
                        "skill://quilt-tabulator-table/SKILL.md",
                        "skill://quilt-sql/SKILL.md");
    }

    @Test
    void hasResourcesOfAToolsetOnlyWhereItRuns() {
        var entry = new ResourceDirectory.Entry("admin://users", "Users", "Users", "All users.", Resource.JSON);
        var all = new ResourceInventory(
                List.of(new Resource(entry, false, "admin", _ -> new Body.Text("ada"))),
                List.of(),
                List.of(),
                new ResourceCache(Duration.ofMinutes(1), _ -> {}),
                1024);
        var question = new Completer.Question("x", "", Map.of());

        var there = all.where("admin"::equals);
        assertThat(there.entries()).containsExactly(entry);
        assertThat(there.read("admin://users", Calls.any())).isPresent();
        assertThat(there.complete("admin://users", question, Calls.any())).isPresent();

        var elsewhere = all.where(_ -> false);
        assertThat(elsewhere.entries()).isEmpty();
        assertThat(elsewhere.read("admin://users", Calls.any())).isEmpty();
        assertThat(elsewhere.complete("admin://users", question, Calls.any())).isEmpty();
    }

    @Test
    void listsTheTemplatesInOrder() {
        assertThat(inventory(ADA, UP).templates())
                .extracting(ResourceDirectory.TemplateEntry::uriTemplate)
                .containsExactly(
                        "s3://{bucket}/{+key}{?versionId}",
                        "quilt+s3://{bucket}#package={+package}",
                        "quilt+s3://{bucket}#package={+package}@{revision}",
                        "quilt+s3://{bucket}#package={+package}@{revision}&path={path}");
    }

    @Test
    void reportsTheCallerAsTheCatalogDoes() {
        var status = status(inventory(ADA, UP));

        assertThat(status.userInfo())
                .isEqualTo(new AuthResources.User(
                        "ada", "ada@example.com", true, "ReadWrite", List.of("ReadWrite", "ReadOnly")));
        assertThat(status.catalogName()).isEqualTo("localhost:8080");
        assertThat(status.registryUrl()).isEqualTo("http://localhost:8081");
    }

    @Test
    void throwsForARefusedToken() {
        IdentityReader refused = caller -> {
            throw new UnauthenticatedException();
        };

        assertThatExceptionOfType(UnauthenticatedException.class).isThrownBy(() -> status(inventory(refused, UP)));
        assertThatExceptionOfType(UnauthenticatedException.class).isThrownBy(() -> info(inventory(refused, UP)));
    }

    @Test
    void reportsTheCatalogFromItsConfigJson() {
        var info = info(inventory(ADA, UP));

        assertThat(info.status()).isEqualTo("success");
        assertThat(info.region()).isEqualTo("eu-west-1");
        assertThat(info.deploymentMode()).isEqualTo("remote");
        assertThat(info.isAuthenticated()).isTrue();
    }

    @Test
    void reportsADegradedCatalogWithoutConfigJson() {
        var info = info(inventory(ADA, DOWN));

        assertThat(info.status()).isEqualTo("degraded");
        assertThat(info.navigatorUrl()).isEqualTo("http://localhost:8080");
        assertThat(info.registryUrl()).isNull();
        assertThat(status(inventory(ADA, DOWN)).userInfo().username()).isEqualTo("ada");
    }

    @Test
    void returnsNothingForAnUnknownUri() {
        assertThat(inventory(ADA, UP).read("auth://none", Calls.any())).isEmpty();
    }
}
