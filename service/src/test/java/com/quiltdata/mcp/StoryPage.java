package com.quiltdata.mcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A page of runbook/stories, read as the script that it is; README.md there describes its form.
 *
 * @param title the heading
 * @param request what the user says
 * @param user whose token is sent
 * @param prompt the prompt that plays the story, if any
 * @param toolsets the operator's toolsets; empty for the default
 * @param steps calls and events, in order
 * @param outcomes what has changed afterwards; nothing else has
 * @param cost the line with calls, tokens and errors, which is generated
 * @param before what the story took in 0.22.0
 */
record StoryPage(
        String title,
        String request,
        String user,
        Optional<String> prompt,
        String toolsets,
        List<Step> steps,
        List<JsonNode> outcomes,
        String cost,
        String before) {
    private static final ObjectMapper JSON = new ObjectMapper();

    static final Path FOLDER = Path.of("../runbook/stories");
    static final Pattern COST = Pattern.compile("(?m)^Calls: (\\d+)\\. Tokens: ([\\d,]+)\\. Errors: (\\d+)\\.$");

    private static final Pattern USER =
            Pattern.compile("User: `(\\w+)`\\.(?: Prompt: `(\\w+)`\\.)?(?: Toolsets: `([\\w,]+)`\\.)?");
    private static final Pattern TOKEN = Pattern.compile("\\*\\*(?:The token ends|Now the token is `(\\w+)`)\\.\\*\\*");
    private static final Pattern UPLOAD = Pattern.compile("\\*\\*The file is uploaded: `(.*)`\\.\\*\\*");
    private static final String OUTCOMES = "## Afterwards";
    private static final String BEFORE = "Before: ";

    sealed interface Step {}

    /** A call of a tool, the {@code params} of {@code tools/call}, and what its result must be. */
    record ToolCall(JsonNode params, List<Expectation> expectations) implements Step {
        String tool() {
            return params.get("name").asText();
        }
    }

    /** Another token from here on; null if the present one is refused from here on. */
    record TokenChange(@Nullable String token) implements Step {}

    /** The bytes that somebody sends to the link of the previous result. */
    record Upload(String content) implements Step {}

    enum Form {
        IS("- `(/[^`]*)` is `([^`]*)`"),
        CONTAINS("- `(/[^`]*)` contains `([^`]*)`"),
        COUNT("- `(/[^`]*)` has (\\d+) items"),
        ABSENT("- `(/[^`]*)` is absent()"),
        KEPT("- `(/[^`]*)` → `\\{(\\w+)}`"),
        REFUSED("- (Refused): `([^`]*)`"),
        HTTP("- HTTP (\\d+): `([^`]*)`");

        private final Pattern pattern;

        Form(String pattern) {
            this.pattern = Pattern.compile(pattern);
        }
    }

    /** One line about a result: where to look, and what must be there. */
    record Expectation(Form form, String place, String value) {
        static Expectation of(String line) {
            for (var form : Form.values()) {
                var matcher = form.pattern.matcher(line);
                if (matcher.lookingAt()) {
                    return new Expectation(form, group(matcher, 1), group(matcher, 2));
                }
            }
            return fail("no expectation: " + line);
        }
    }

    private static String group(Matcher matcher, int number) {
        return Objects.requireNonNull(matcher.group(number));
    }

    static List<Path> files() {
        try (var files = Files.list(FOLDER)) {
            return files.filter(file -> file.toString().endsWith(".md") && !file.endsWith("README.md"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static StoryPage of(Path file) {
        try {
            return new Reader(file).read(Files.readAllLines(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Reads a page line by line. */
    private static final class Reader {
        private final Path file;
        private final List<String> request = new ArrayList<>();
        private final List<Step> steps = new ArrayList<>();
        private final List<JsonNode> outcomes = new ArrayList<>();
        private final StringBuilder block = new StringBuilder();
        private String title = "";
        private String user = "";
        private @Nullable String prompt;
        private String toolsets = "";
        private String cost = "";
        private String before = "";
        private boolean inBlock;
        private boolean afterwards;

        Reader(Path file) {
            this.file = file;
        }

        StoryPage read(List<String> lines) {
            lines.forEach(this::read);
            assertThat(List.of(title, user, cost, before))
                    .as("%s: title, user, cost", file)
                    .doesNotContain("");
            assertThat(inBlock).as("%s: open block", file).isFalse();
            return new StoryPage(
                    title,
                    String.join(" ", request),
                    user,
                    Optional.ofNullable(prompt),
                    toolsets,
                    steps,
                    outcomes,
                    cost,
                    before);
        }

        private void read(String line) {
            var owner = USER.matcher(line);
            var change = TOKEN.matcher(line);
            var upload = UPLOAD.matcher(line);
            if (line.startsWith("```")) {
                endBlock();
            } else if (inBlock) {
                block.append(line).append('\n');
            } else if (line.startsWith("# ")) {
                title = line.substring(2);
            } else if (line.startsWith("> ")) {
                request.add(line.substring(2));
            } else if (owner.matches()) {
                user = group(owner, 1);
                prompt = owner.group(2);
                toolsets = Objects.requireNonNullElse(owner.group(3), "");
            } else if (change.matches()) {
                steps.add(new TokenChange(change.group(1)));
            } else if (upload.matches()) {
                steps.add(new Upload(group(upload, 1)));
            } else if (line.startsWith("**")) {
                fail("no event: " + line);
            } else if (line.equals(OUTCOMES)) {
                afterwards = true;
            } else if (COST.matcher(line).matches()) {
                cost = line;
            } else if (line.startsWith(BEFORE)) {
                before = line.substring(BEFORE.length());
            } else if (line.startsWith("- ")) {
                assertThat(steps).as("%s: %s", file, line).last().isInstanceOf(ToolCall.class);
                ((ToolCall) steps.getLast()).expectations().add(Expectation.of(line));
            }
        }

        private static JsonNode json(String text) {
            try {
                return JSON.readTree(text);
            } catch (JsonProcessingException e) {
                throw new AssertionError(text, e);
            }
        }

        private void endBlock() {
            if (inBlock) {
                var json = json(block.toString());
                if (afterwards) {
                    outcomes.add(json);
                } else {
                    assertThat(json.fieldNames()).toIterable().containsExactly("name", "arguments");
                    steps.add(new ToolCall(json, new ArrayList<>()));
                }
            }
            block.setLength(0);
            inBlock = !inBlock;
        }
    }

    List<ToolCall> calls() {
        return steps.stream()
                .filter(ToolCall.class::isInstance)
                .map(ToolCall.class::cast)
                .toList();
    }

    /** The tools in the order of their first calls. */
    List<String> tools() {
        return calls().stream().map(ToolCall::tool).distinct().toList();
    }

    /** Whether the story is about a refusal. */
    boolean expectsErrors() {
        return calls().stream()
                .flatMap(call -> call.expectations().stream())
                .anyMatch(it -> it.form() == Form.REFUSED || it.form() == Form.HTTP);
    }

    /** The number of calls, of tokens, or of errors, as the generated line has it. */
    int cost(int which) {
        var matcher = COST.matcher(cost);
        assertThat(matcher.matches()).isTrue();
        return Integer.parseInt(group(matcher, which).replace(",", ""));
    }
}
