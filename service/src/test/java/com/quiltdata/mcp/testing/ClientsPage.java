package com.quiltdata.mcp.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The runbook's page of clients, whose snippets tests run as users do. */
public final class ClientsPage {
    private static final Path PAGE = Path.of("..", "runbook", "clients.md");
    private static final Pattern SNIPPET = Pattern.compile("(?ms)^```(\\w*)\n(.*?)^```$");

    /** A fenced block of the page. */
    public record Snippet(String language, String text) {
        /** Returns whether it sends the header; otherwise it needs the sign-in. */
        public boolean sendsHeader() {
            return text.contains("TOKEN");
        }
    }

    /** What the page says of one client. */
    public record Section(String client, String text) {
        public List<Snippet> snippets() {
            return SNIPPET.matcher(text).results().map(ClientsPage::snippet).toList();
        }
    }

    private ClientsPage() {}

    private static Snippet snippet(MatchResult found) {
        return new Snippet(found.group(1), found.group(2));
    }

    /** Returns the sections of the clients, in their order. */
    public static List<Section> sections() {
        var setUp = Arrays.stream(text().split("(?m)^## ", -1))
                .filter(part -> part.startsWith("Set up your client\n"))
                .findFirst()
                .orElseThrow();
        return Arrays.stream(setUp.split("(?m)^### ", -1))
                .skip(1)
                .map(part -> new Section(part.substring(0, part.indexOf('\n')), part))
                .toList();
    }

    /** Returns the snippets of a section of any level, by its anchor. */
    public static List<Snippet> snippets(String anchor) {
        return Arrays.stream(text().split("(?m)^##+ ", -1))
                .filter(part -> anchor(part.substring(0, part.indexOf('\n'))).equals(anchor))
                .flatMap(part -> SNIPPET.matcher(part).results())
                .map(ClientsPage::snippet)
                .toList();
    }

    private static String anchor(String heading) {
        return heading.toLowerCase(Locale.ROOT).replace(' ', '-');
    }

    private static String text() {
        try {
            return Files.readString(PAGE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns words that the section of a client quotes; fails if it does not. */
    public static String quoted(String client, String words) {
        if (sections().stream()
                .noneMatch(section ->
                        section.client().equals(client) && section.text().contains(words))) {
            throw new AssertionError("The section " + client + " of runbook/clients.md lacks: " + words);
        }
        return words;
    }

    /** Returns the command of the page that shows what the server returns, with these values. */
    public static String probe(URI url, String token) {
        return filled(snippets("when-a-client-cannot-connect").getFirst().text(), url, token);
    }

    private static String filled(String snippet, URI url, String token) {
        return snippet.replaceAll("\\bURL\\b", url.toString())
                .replaceAll("\\bTOKEN\\b", Matcher.quoteReplacement(token));
    }

    /** Returns a client's snippet that sends the header, with these values in place of URL and TOKEN. */
    public static String withHeader(String client, URI url, String token) {
        return sections().stream()
                .filter(section -> section.client().equals(client))
                .flatMap(section -> section.snippets().stream())
                .filter(Snippet::sendsHeader)
                .map(snippet -> filled(snippet.text(), url, token))
                .findFirst()
                .orElseThrow();
    }
}
