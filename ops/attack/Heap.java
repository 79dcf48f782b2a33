package attack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** The heap in use after garbage collections, from the collector's log. */
final class Heap {
    /** Pauses that collect at least the young generation: what remains is live, or garbage of the old generation. */
    static final Pattern ANY = pauses("(?:Young|Full)");

    /** Pauses after which only live objects remain. */
    static final Pattern FULL = pauses("Full");

    private Heap() {}

    private static Pattern pauses(String kind) {
        return Pattern.compile("GC\\(\\d+\\) Pause " + kind + ".* (\\d+)M->(\\d+)M\\(\\d+M\\)");
    }

    /** Returns the maximum of MiB in use after a pause of this kind, 0 if there was none. */
    static long peak(Path log, Pattern kind) throws IOException {
        if (!Files.exists(log)) {
            return 0;
        }
        try (var lines = Files.lines(log)) {
            return lines.map(kind::matcher)
                    .filter(line -> line.find())
                    .mapToLong(line -> Long.parseLong(line.group(2)))
                    .max()
                    .orElse(0);
        }
    }
}
