package com.quiltdata.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import org.junit.jupiter.api.Test;

final class OptionsTest {
    @Test
    void acceptsOptionsInAnyOrder() {
        assertThat(Options.parse()).isEqualTo(new Options(0, 0, 0, false));
        assertThat(Options.parse("--exit-with-parent", "--s3-port", "9001", "--port", "9000", "--sts-port", "9002"))
                .isEqualTo(new Options(9000, 9001, 9002, true));
    }

    @Test
    void namesInvalidOption() {
        assertThatThrownBy(() -> Options.parse("--prot", "1")).hasMessage("unknown argument --prot");
        assertThatThrownBy(() -> Options.parse("--port")).hasMessage("--port needs a port number");
        assertThatThrownBy(() -> Options.parse("--port", "70000")).hasMessage("--port needs a port number");
    }

    @Test
    void failsOnPortInUse() {
        try (var first = new TestSandbox();
                var second = new Sandbox(
                        new Options(URI.create(first.sandbox().catalogUrl()).getPort(), 0, 0, false))) {
            assertThatThrownBy(second::start).isInstanceOf(IOException.class);
        }
    }
}
