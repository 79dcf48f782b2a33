package com.quiltdata.mcp.fuzz;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** The kept inputs of a target, by file name, and its words. */
record FuzzCorpus(Map<String, byte[]> inputs, String dictionary) {
    private static final Path ROOT = Path.of(System.getProperty("fuzz.corpus", "src/test/resources/fuzz"));

    static FuzzCorpus of(String target) {
        var folder = ROOT.resolve(target);
        var dictionary = ROOT.resolve(target + ".dict");
        try (var files = Files.list(folder)) {
            var inputs = new TreeMap<String, byte[]>();
            for (var file : files.toList()) {
                inputs.put(file.getFileName().toString(), Files.readAllBytes(file));
            }
            return new FuzzCorpus(inputs, Files.exists(dictionary) ? Files.readString(dictionary) : "");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    FuzzInputs mutations(long seed) {
        return new FuzzInputs(FuzzInputs.withEmpty(inputs.values().stream().toList()), dictionary, seed);
    }
}
