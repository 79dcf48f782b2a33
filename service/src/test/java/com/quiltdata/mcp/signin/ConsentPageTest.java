package com.quiltdata.mcp.signin;

import static com.quiltdata.mcp.signin.SignInFixture.REDIRECT;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.hash.Hashing;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ConsentPageTest {
    private static final ConsentPage PAGE = new ConsentPage(URI.create("https://mcp.example.com"));

    private static Response render(String clientId, String name, String redirect) {
        var client = new RegisteredClient(name, List.of(redirect), "c");
        return PAGE.render(new AuthorizationRequest(clientId, client, redirect, null, "x"), "tok\"en")
                .build();
    }

    private static Document page(String name, String redirect) {
        return Jsoup.parse(render("sealed", name, redirect).getEntity().toString());
    }

    @Test
    void namesTheClientWhereItIsSentAndWhenToContinue() {
        var page = page("Claude", REDIRECT);
        assertThat(page.text())
                .contains("An application that calls itself Claude asks to use Quilt on your behalf.")
                .contains("Continue only if you started this just now.")
                .contains("This server is mcp.example.com.");
        assertThat(page.select(".host").text()).isEqualTo("claude.ai");
    }

    @Test
    void namesWhoPublishesTheDocumentOfAClient() {
        var page = Jsoup.parse(render("https://claude.ai/oauth/metadata", "Claude", REDIRECT)
                .getEntity()
                .toString());
        assertThat(page.text())
                .contains("calls itself Claude, published at claude.ai, asks to use Quilt on your behalf.");
    }

    @ParameterizedTest
    @CsvSource({
        "http://127.0.0.1:33418/,127.0.0.1:33418,a program on this device",
        "http://[::1]:8080/cb,[::1]:8080,a program on this device",
        "cursor://anysphere.cursor-mcp/oauth/callback,cursor://,the program on this device that opens",
        "https://vscode.dev/redirect,vscode.dev,Access is given to"
    })
    void namesTheTargetOfEachKindOfRedirect(String redirect, String shown, String caption) {
        var page = page("x", redirect);
        assertThat(page.select(".host").text()).isEqualTo(shown);
        assertThat(page.select(".caption").text()).contains(caption);
    }

    @Test
    void showsNamesOfStrangersAsText() {
        var page = page("<img src=x onerror=alert(1)>\"'&amp;", REDIRECT);
        assertThat(page.select("bdi").text()).isEqualTo("<img src=x onerror=alert(1)>\"'&amp;");
        assertThat(page.select("img, script, iframe, link")).isEmpty();
        assertThat(page.select("input").attr("value")).isEqualTo("tok\"en");
    }

    @Test
    void removesMisleadingCharacters() {
        var name = "Cla\u202eude\u200b\u0000\n\u2028by\u00a0\u00a0 \u0301Quilt\ud800\ue000\u2066";
        assertThat(page(name, REDIRECT).select("bdi").text()).isEqualTo("Claude by Quilt");
        assertThat(page("\u3164\u115f\u2800", REDIRECT).text()).contains("An application that gives no name asks");
        assertThat(page("\u200b\u202e ", REDIRECT).text()).contains("An application that gives no name asks");
    }

    @Test
    void shortensNamesWithoutSplittingACharacter() {
        assertThat(DisplayText.clean("\ud83d\ude00".repeat(65))).isEqualTo("\ud83d\ude00".repeat(63) + "…");
        assertThat(DisplayText.clean("n".repeat(64))).isEqualTo("n".repeat(64));
    }

    @Test
    void hasNoScriptAndAllowsOnlyItsOwnStyle() {
        var response = render("sealed", "Claude", REDIRECT);
        var style = Jsoup.parse(response.getEntity().toString())
                .select("style")
                .getFirst()
                .data();
        var hash = Base64.getEncoder()
                .encodeToString(Hashing.sha256()
                        .hashString(style, StandardCharsets.UTF_8)
                        .asBytes());
        assertThat(response.getHeaderString("Content-Security-Policy"))
                .isEqualTo("default-src 'none'; style-src 'sha256-" + hash
                        + "'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'");
        assertThat(response.getHeaderString("Referrer-Policy")).isEqualTo("same-origin");
        assertThat(response.getHeaderString("Cache-Control")).isEqualTo("no-store");
        assertThat(response.getHeaderString("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(response.getHeaderString("Content-Type")).isEqualTo("text/html;charset=utf-8");
    }

    @Test
    void continuesByRefreshAndByALink() {
        var address = "https://claude.ai/cb?a=1&b=%22'<>";
        var page = Jsoup.parse(
                SignInPage.continuing(address, "claude.ai").build().getEntity().toString());
        assertThat(page.select("meta[http-equiv=refresh]").attr("content")).isEqualTo("0; url=" + address);
        assertThat(page.select("a").attr("href")).isEqualTo(address);
        assertThat(page.text()).contains("You are being sent to claude.ai.");
    }
}
