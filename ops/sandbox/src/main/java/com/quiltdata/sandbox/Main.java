package com.quiltdata.sandbox;

import com.quiltdata.sandbox.json.Json;
import java.io.IOException;
import java.io.OutputStream;

/** Starts the sandbox and prints its READY line, the only line on stdout. */
public final class Main {
    private Main() {}

    @SuppressWarnings("SystemExitOutsideMain")
    public static void main(String[] args) throws Exception {
        Options options;
        try {
            options = Options.parse(args);
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage() + "\n" + Options.USAGE);
            System.exit(2);
            return;
        }
        var sandbox = new Sandbox(options);
        try {
            sandbox.start();
        } catch (IOException e) {
            System.err.println("The sandbox cannot listen: " + e.getMessage());
            System.exit(1);
        }
        Runtime.getRuntime().addShutdownHook(new Thread(sandbox::close, "stop"));
        System.out.println("READY " + Json.text(sandbox.ready()));
        System.out.flush();
        if (options.exitWithParent()) {
            System.in.transferTo(OutputStream.nullOutputStream());
            System.exit(0);
        }
    }
}
