package attack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** What was left in the heap after collections, from the collector's log. */
final class Heap {
    /** Pauses that collect at least the young generation: what they leave lives, or is garbage of the old one. */
    static final Pattern ANY = pauses("");

    /** Pauses after which nothing but what lives is left, or nearly so. */
    static final Pattern FULL = pauses("(?:Full|Remark)");

    private Heap() {}

    private static Pattern pauses(String kind) {
        return Pattern.compile("GC\\(\\d+\\) Pause " + kind + ".* (\\d+)M->(\\d+)M\\(\\d+M\\)");
    }

    /** The most MiB left after a pause of this kind, 0 where there was none. */
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
