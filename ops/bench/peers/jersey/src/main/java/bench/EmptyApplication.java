package bench;

import io.dropwizard.core.Application;
import io.dropwizard.core.Configuration;
import io.dropwizard.core.setup.Environment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Serves the recorded answers of a folder with Dropwizard and Jersey, and nothing else. */
public final class EmptyApplication extends Application<Configuration> {
    private final Path answers;

    private EmptyApplication(Path answers) {
        this.answers = answers;
    }

    public static void main(String[] args) throws Exception {
        System.setProperty("dw.server.applicationConnectors[0].port", args[0]);
        new EmptyApplication(Path.of(args[1])).run("server", args[2]);
    }

    @Override
    public void run(Configuration configuration, Environment environment) throws IOException {
        environment
                .jersey()
                .register(new EmptyResource(
                        Files.readAllBytes(answers.resolve("call.json")),
                        Files.readAllBytes(answers.resolve("list.json"))));
    }
}
