package com.quiltdata.mcp.signin;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.ws.rs.core.Cookie;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class FlowCookiesTest {
    private Instant now = Instant.parse("2026-01-02T03:04:05Z");
    private final FlowCookies cookies = new FlowCookies(URI.create("https://mcp.example.com"), () -> now);

    @Test
    void bindsTheFlowToTheHostForTenMinutes() {
        var cookie = cookies.create();
        assertThat(cookies.begin(cookie, List.of()))
                .containsExactly("__Host-signin-" + cookie.flow() + "=" + cookie.value()
                        + "; Max-Age=600; Path=/; HttpOnly; SameSite=Lax; Secure");
        assertThat(cookie.value()).hasSize(43);
        assertThat(cookies.end(cookie.flow()))
                .isEqualTo("__Host-signin-" + cookie.flow() + "=; Max-Age=0; Path=/; HttpOnly; SameSite=Lax; Secure");
    }

    @Test
    void isRandomInNameAndValue() {
        var created = Stream.generate(cookies::create).limit(50).toList();
        assertThat(created).extracting(FlowCookies.FlowCookie::flow).doesNotHaveDuplicates();
        assertThat(created).extracting(FlowCookies.FlowCookie::value).doesNotHaveDuplicates();
    }

    @Test
    void hasNeitherPrefixNorSecureOnPlainHttp() {
        var plain = new FlowCookies(URI.create("http://127.0.0.1:8000"), () -> now);
        var cookie = plain.create();
        assertThat(plain.begin(cookie, List.of()))
                .containsExactly("signin-" + cookie.flow() + "=" + cookie.value()
                        + "; Max-Age=600; Path=/; HttpOnly; SameSite=Lax");
    }

    @Test
    void endsTheOldestOfMoreThanFourFlows() {
        var names = new ArrayList<String>();
        for (int i = 0; i < 6; i++) {
            names.add("__Host-signin-" + cookies.create().flow());
            now = now.plusSeconds(1);
        }
        names.add("other");
        names.add("__Host-signin-x; Path=/evil");
        assertThat(cookies.begin(cookies.create(), names.reversed()))
                .hasSize(4)
                .startsWith(
                        names.get(0) + "=; Max-Age=0; Path=/; HttpOnly; SameSite=Lax; Secure",
                        names.get(1) + "=; Max-Age=0; Path=/; HttpOnly; SameSite=Lax; Secure",
                        names.get(2) + "=; Max-Age=0; Path=/; HttpOnly; SameSite=Lax; Secure");
        assertThat(cookies.begin(cookies.create(), names.subList(0, 3))).hasSize(1);
    }

    @Test
    void identifiesTheBrowserByTheCookiesValue() {
        var cookie = cookies.create();
        var flow = new SignInFlow(cookie.flow(), cookie.hash(), "", "", "", null, "");
        var name = "__Host-signin-" + cookie.flow();
        assertThat(cookies.has(
                        Map.of(
                                name,
                                new Cookie.Builder(name).value(cookie.value()).build()),
                        flow))
                .isTrue();
        assertThat(cookies.has(
                        Map.of(
                                name,
                                new Cookie.Builder(name).value(cookie.hash()).build()),
                        flow))
                .isFalse();
        var bare = "signin-" + cookie.flow();
        assertThat(cookies.has(
                        Map.of(
                                bare,
                                new Cookie.Builder(bare).value(cookie.value()).build()),
                        flow))
                .as("a cookie that a sister domain could set")
                .isFalse();
    }
}
