package com.quiltdata.mcp.tools.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.quiltdata.mcp.testing.Calls;
import com.quiltdata.mcp.tool.Call;
import com.quiltdata.mcp.tool.Failure;
import com.quiltdata.mcp.tool.ResourceDirectory;
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
            return uri.equals(ENTRY.uri()) ? Optional.of(new Content(ENTRY, "data")) : Optional.empty();
        }
    };

    private static GetResource.Output get(@Nullable String uri) {
        return new GetResource(DIRECTORY).call(new GetResource.Input(uri), Calls.any());
    }

    @Test
    void withoutAUriTheDirectoryIsAnswered() {
        var answer = get(null);

        assertThat(answer.uri()).isEqualTo("discovery://resources");
        assertThat(answer.data()).isEqualTo(new GetResource.Listing(List.of(ENTRY), 1));
        assertThat(get("").uri()).isEqualTo("discovery://resources");
    }

    @Test
    void aResourceIsReadByItsUri() {
        var answer = get("auth://status");

        assertThat(answer.resourceName()).isEqualTo("Auth Status");
        assertThat(answer.data()).isEqualTo("data");
        assertThat(answer.mimeType()).isEqualTo("application/json");
    }

    @Test
    void anUnknownUriIsRefusedNamingTheKnown() {
        assertThatExceptionOfType(Failure.NotFound.class)
                .isThrownBy(() -> get("admin://users"))
                .withMessageContaining("auth://status");
    }
}
