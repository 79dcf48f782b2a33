package com.quiltdata.sandbox;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** The command line options; port 0 means any free port. */
record Options(int port, int s3Port, int stsPort, boolean exitWithParent) {
    static final String USAGE =
            "usage: java -jar quilt-sandbox.jar [--port N] [--s3-port N] [--sts-port N] [--exit-with-parent]";

    static Options parse(String... args) {
        Deque<String> remaining = new ArrayDeque<>(List.of(args));
        var options = new Options(0, 0, 0, false);
        while (!remaining.isEmpty()) {
            String flag = remaining.removeFirst();
            options = switch (flag) {
                case "--port" ->
                    new Options(port(flag, remaining), options.s3Port, options.stsPort, options.exitWithParent);
                case "--s3-port" ->
                    new Options(options.port, port(flag, remaining), options.stsPort, options.exitWithParent);
                case "--sts-port" ->
                    new Options(options.port, options.s3Port, port(flag, remaining), options.exitWithParent);
                case "--exit-with-parent" -> new Options(options.port, options.s3Port, options.stsPort, true);
                default -> throw new IllegalArgumentException("unknown argument " + flag);
            };
        }
        return options;
    }

    private static int port(String flag, Deque<String> remaining) {
        String text = remaining.isEmpty() ? "" : remaining.removeFirst();
        if (!text.matches("\\d{1,5}") || Integer.parseInt(text) > 65_535) {
            throw new IllegalArgumentException(flag + " needs a port number");
        }
        return Integer.parseInt(text);
    }
}
