package com.quiltdata.mcp.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ConcurrentSkipListMap;

/** Which clients were served, in which era and with what; the runbook shows the same rows. */
public final class ClientTable {
    private static final Path RUNBOOK = Path.of("..", "runbook", "clients.md");
    private static final String HEAD = "| client | version | era on the wire | passed |";

    private final ConcurrentSkipListMap<String, String> rows = new ConcurrentSkipListMap<>();

    /** Adds a client for which everything passed. */
    public void add(String client, String version, String era, String passed) {
        rows.put(client, "| %s | %s | %s | %s |".formatted(client, version, era, passed));
    }

    /** Prints what was added. */
    public void print() {
        System.out.println(HEAD);
        System.out.println("|---|---|---|---|");
        rows.values().forEach(System.out::println);
    }

    /** The rows that the runbook lacks, word for word. */
    public List<String> missingInRunbook() {
        try {
            var page = Files.readAllLines(RUNBOOK);
            return rows.values().stream().filter(row -> !page.contains(row)).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
