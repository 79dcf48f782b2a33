package com.quiltdata.mcp.tools.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.quiltdata.mcp.catalog.Failure;
import com.quiltdata.mcp.testing.Calls;
import com.quiltdata.mcp.tool.Call;
import com.quiltdata.mcp.tool.ResourceDirectory;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class GetResourceTest {
    private static final ResourceDirectory.Entry ENTRY =
            new ResourceDirectory.Entry("auth://status", "Auth Status", "Title", "Description", "application/json");

    private static final ResourceDirectory DIRECTORY = new ResourceDirectory() {
        @Override
        public List<Entry> entries() {
            return List.of(ENTRY);
        }

        @Override
        public Optional<Content> read(String uri, Call call) {
            return switch (uri) {
                case "auth://status" -> Optional.of(new Content(ENTRY, "data"));
                case "s3://b/t" -> Optional.of(content(new Body.Text("ä")));
                case "s3://b/b" -> Optional.of(content(new Body.Blob(new byte[] {1, 2})));
                default -> Optional.empty();
            };
        }

        private static Content content(Body body) {
            return new Content("s3://b/x", "x", "text/x", body, Duration.ZERO);
        }
    };

    private static GetResource.Output get(@Nullable String uri) {
        return new GetResource(DIRECTORY).call(new GetResource.Input(uri), Calls.any());
    }

    @Test
    void listsResourcesWithoutAUri() {
        var answer = get(null);

        assertThat(answer.uri()).isEqualTo("discovery://resources");
        assertThat(answer.data()).isEqualTo(new GetResource.ResourceList(List.of(ENTRY), List.of(), 1));
        assertThat(get("").uri()).isEqualTo("discovery://resources");
    }

    @Test
    void readsAResourceByItsUri() {
        var answer = get("auth://status");

        assertThat(answer.resourceName()).isEqualTo("Auth Status");
        assertThat(answer.data()).isEqualTo("data");
        assertThat(answer.mimeType()).isEqualTo("application/json");
    }

    @Test
    void refusesAnUnknownUriAndNamesTheKnownOnes() {
        assertThatExceptionOfType(Failure.NotFound.class)
                .isThrownBy(() -> get("admin://users"))
                .withMessageContaining("auth://status");
    }

    @Test
    void returnsTextUnchangedAndBytesInBase64() {
        assertThat(get("s3://b/t").data()).isEqualTo("ä");
        assertThat(get("s3://b/b").data()).isEqualTo(new GetResource.Base64Content("AQI=", 2));
    }
}
