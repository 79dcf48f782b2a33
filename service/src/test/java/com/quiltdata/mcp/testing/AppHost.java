package com.quiltdata.mcp.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.common.io.Resources;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A host of MCP Apps in a headless Chromium: it shows a page in a sandboxed frame and speaks the extension with it. */
public final class AppHost implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpServer site;
    private final Chromium chromium;

    private AppHost(HttpServer site, Chromium chromium) {
        this.site = site;
        this.chromium = chromium;
    }

    public static AppHost start() {
        try {
            var page = Resources.toByteArray(Resources.getResource("app/host.html"));
            var site = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            site.createContext("/", exchange -> {
                try (exchange) {
                    exchange.getResponseHeaders().set("Content-Type", "text/html");
                    exchange.sendResponseHeaders(200, page.length);
                    exchange.getResponseBody().write(page);
                }
            });
            site.start();
            return new AppHost(site, Chromium.start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the origin of the host, from which it calls a server. */
    public String origin() {
        return "http://localhost:" + site.getAddress().getPort();
    }

    public Chromium chromium() {
        return chromium;
    }

    /** Opens a page in a new host of these settings, and waits until it has introduced itself. */
    public void open(String html, Map<String, ?> settings) {
        chromium.open(origin() + "/");
        chromium.evaluate("open(%s, %s)".formatted(json(html), json(settings)));
    }

    /** Sends the page the arguments of a call, and its result. */
    public void show(Map<String, ?> arguments, Object result) {
        chromium.evaluate("show(%s, %s)".formatted(json(arguments), json(result)));
    }

    /** Lets the host call a tool of a server and show the result in the tool's page; returns the page's metadata. */
    public JsonNode run(Map<String, ?> settings, String tool, Map<String, ?> arguments) {
        chromium.open(origin() + "/");
        return chromium.evaluate("run(%s, %s, %s)".formatted(json(settings), json(tool), json(arguments)));
    }

    /** Sets the results of a tool's next calls from the page, each a JSON-RPC response. */
    public void results(String tool, List<?> responses) {
        chromium.evaluate("host.results[%s] = %s".formatted(json(tool), json(responses)));
    }

    /** Returns the messages of a method that the page has sent. */
    public JsonNode sent(String method) {
        return chromium.evaluate("host.seen.filter(it => it.method === %s)".formatted(json(method)));
    }

    /** Waits until an expression in the page is true. */
    public void await(String expression) {
        var met = chromium.evaluateInFrame("""
                new Promise(done => {
                  const end = Date.now() + 20000;
                  const look = () => (%s) ? done(true) : Date.now() > end ? done(false) : setTimeout(look, 5);
                  look();
                })""".formatted(expression));
        if (!met.asBoolean()) {
            throw new IllegalStateException("never true: %s; the page says: %s"
                    .formatted(expression, evaluate("document.body.innerText").asText()));
        }
    }

    /** Waits until the page's state contains a text. */
    public void awaitStatus(String text) {
        await("document.getElementById('status').textContent.includes(%s)".formatted(json(text)));
    }

    public JsonNode evaluate(String expression) {
        return chromium.evaluateInFrame(expression);
    }

    /** Returns the visible texts of the elements that match a selector. */
    public List<String> texts(String selector) {
        var texts = new ArrayList<String>();
        evaluate(
                        "[...document.querySelectorAll(%s)].filter(it => it.checkVisibility()).map(it => it.textContent.trim())"
                                .formatted(json(selector)))
                .forEach(it -> texts.add(it.asText()));
        return texts;
    }

    /** Presses a button or follows a link by its text. */
    public void press(String label) {
        await(
                "[...document.querySelectorAll('button, a')].some(it => it.checkVisibility() && it.textContent.trim() === %s)"
                        .formatted(json(label)));
        evaluate(
                "[...document.querySelectorAll('button, a')].find(it => it.checkVisibility() && it.textContent.trim() === %s).click()"
                        .formatted(json(label)));
    }

    private static String json(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        chromium.close();
        site.stop(0);
    }
}
