package org.alarmcall.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.google.gson.JsonObject;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.Cookie;
import com.microsoft.playwright.options.SameSiteAttribute;
import io.restassured.RestAssured;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.alarmcall.member.StaffRole;
import org.jspecify.annotations.Nullable;

/**
 * A window of a real Chromium on the server that this test runs. Closing it fails the test when a page broke its Content
 * Security Policy, threw an error in a script or asked for what is not there.
 *
 * <pre>{@code
 * try (Browser browser = Browser.signedIn(StaffRole.REVIEWER)) {
 *     Page page = browser.open("/console/queue");
 *     assertThat(page.getByRole(AriaRole.HEADING)).hasText("Queue");
 *     browser.inspect("queue");
 * }
 * }</pre>
 *
 * Without a Chromium the test is skipped and says what installs one; with {@code ALARMCALL_REQUIRE_BROWSER} set it fails.
 */
public final class Browser implements AutoCloseable {

    private static final int WIDTH = 1280;
    private static final int HEIGHT = 800;
    private static final int TABLET_WIDTH = 820;
    private static final int TABLET_HEIGHT = 1180;

    /** Bytes of a page with its styles, scripts and pictures, as they are sent. */
    private static final long MAX_WEIGHT = 150_000;

    private static final Set<String> SERIOUS = Set.of("serious", "critical");
    private static final Path DRIVER =
            Path.of(System.getProperty("user.home"), ".cache", "alarmcall", "playwright-1.62.0");
    private static final String COOKIE = "alarmcall";

    /** What a condition of a page, and an act on it, may take on a busy machine. */
    private static final double PATIENCE_MILLIS = 60_000;

    /** One for all tests of the process; it ends with it. */
    private static com.microsoft.playwright.@Nullable Browser chromium;

    private final BrowserContext context;
    private final Page page;
    private final List<String> faults = new ArrayList<>();
    private final List<Integer> expected = new ArrayList<>();
    private @Nullable CDPSession devtools;

    private Browser(BrowserContext context) {
        this.context = context;
        context.setDefaultTimeout(PATIENCE_MILLIS);
        context.onConsoleMessage(message -> {
            if (message.type().equals("error") && !message.text().startsWith("Failed to load resource")) {
                faults.add(message.text());
            }
        });
        context.onWebError(error -> faults.add(error.error()));
        context.onResponse(response -> {
            if (response.status() >= 400 && !expected.contains(response.status())) {
                faults.add(response.status() + " " + response.url());
            }
        });
        page = context.newPage();
    }

    /** With nobody signed in. */
    public static Browser open() {
        return new Browser(chromium()
                .newContext(new com.microsoft.playwright.Browser.NewContextOptions()
                        .setBaseURL(origin())
                        .setViewportSize(WIDTH, HEIGHT)));
    }

    /** With somebody new of this role. */
    public static Browser signedIn(StaffRole role) {
        return signedIn(TestStaff.with(role));
    }

    public static Browser signedIn(TestStaff staff) {
        Browser browser = open();
        browser.context.addCookies(List.of(new Cookie(COOKIE, staff.session())
                .setDomain("localhost")
                .setPath("/console")
                .setHttpOnly(true)
                .setSameSite(SameSiteAttribute.STRICT)));
        return browser;
    }

    /** Goes to an address of the console. */
    public Page open(String path) {
        page.navigate(path);
        return page;
    }

    public Page page() {
        return page;
    }

    /**
     * Does what leads to a page, and waits until that is there with its scripts: before, what looks the same may still be
     * the page that is left, no key works, and going on would break off what was sent.
     */
    public static void toNextPage(Page page, Runnable act) {
        AtomicBoolean there = new AtomicBoolean();
        Consumer<Page> note = loaded -> there.set(true);
        page.onLoad(note);
        try {
            act.run();
            page.waitForCondition(there::get);
        } finally {
            page.offLoad(note);
        }
    }

    /** Presses a key that the page's script knows, which it does a moment after the page is shown. */
    public static void press(Page page, String key) {
        page.locator("body[data-keys]").waitFor();
        page.keyboard().press(key);
    }

    public BrowserContext context() {
        return context;
    }

    /** From now on an answer with this status is no fault. */
    public Browser expecting(int status) {
        expected.add(status);
        return this;
    }

    /** A device that makes and uses passkeys and always finds its owner there; its id. */
    public String addAuthenticator() {
        devtools().send("WebAuthn.enable", new JsonObject());
        JsonObject options = new JsonObject();
        options.addProperty("protocol", "ctap2");
        options.addProperty("transport", "internal");
        options.addProperty("hasResidentKey", true);
        options.addProperty("hasUserVerification", true);
        options.addProperty("isUserVerified", true);
        options.addProperty("automaticPresenceSimulation", true);
        JsonObject parameters = new JsonObject();
        parameters.add("options", options);
        return devtools()
                .send("WebAuthn.addVirtualAuthenticator", parameters)
                .get("authenticatorId")
                .getAsString();
    }

    public void removeAuthenticator(String id) {
        JsonObject parameters = new JsonObject();
        parameters.addProperty("authenticatorId", id);
        devtools().send("WebAuthn.removeVirtualAuthenticator", parameters);
    }

    private CDPSession devtools() {
        if (devtools == null) {
            devtools = context.newCDPSession(page);
        }
        return devtools;
    }

    /**
     * What holds for each page: nothing serious for axe, in light and in dark; a tablet shows it without scrolling
     * sideways; it weighs at most {@link #MAX_WEIGHT} with all it loads. Keeps pictures of all three.
     */
    public void inspect(String name) {
        for (ColorScheme scheme : List.of(ColorScheme.DARK, ColorScheme.LIGHT)) {
            page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
            assertEquals(
                    List.of(),
                    new AxeBuilder(page)
                            .analyze().getViolations().stream()
                                    .filter(rule -> SERIOUS.contains(String.valueOf(rule.getImpact())))
                                    .map(rule -> rule.getId()
                                            + ' '
                                            + rule.getNodes().stream()
                                                    .map(node -> node.getHtml() + ' ' + node.getFailureSummary())
                                                    .toList())
                                    .toList(),
                    name + " in " + scheme);
            screenshot(scheme == ColorScheme.DARK ? name + "-dark" : name);
        }
        page.setViewportSize(TABLET_WIDTH, TABLET_HEIGHT);
        screenshot(name + "-tablet");
        assertTrue(
                (Boolean) page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"),
                name + " is wider than a tablet");
        page.setViewportSize(WIDTH, HEIGHT);
        Number weight = (Number) page.evaluate("""
                ["navigation", "resource"].flatMap(type => performance.getEntriesByType(type))
                    .reduce((sum, entry) => sum + entry.encodedBodySize, 0)""");
        assertTrue(weight.longValue() <= MAX_WEIGHT, name + " weighs " + weight);
    }

    /** Keeps a picture of the page under {@code target/screenshots}. */
    public void screenshot(String name) {
        page.screenshot(new Page.ScreenshotOptions()
                .setPath(Path.of("target", "screenshots", name + ".png"))
                .setFullPage(true));
    }

    @Override
    public void close() {
        context.close();
        assertEquals(List.of(), faults);
    }

    private static String origin() {
        return "http://localhost:" + RestAssured.port;
    }

    private static synchronized com.microsoft.playwright.Browser chromium() {
        if (chromium == null) {
            Optional<Path> program = program();
            boolean there = program.isPresent() && Files.exists(DRIVER.resolve("package/cli.js"));
            String remedy = "no Chromium with its driver here; this installs them on Debian: .ci/browser";
            if (System.getenv("ALARMCALL_REQUIRE_BROWSER") == null) {
                assumeTrue(there, remedy);
            } else if (!there) {
                throw new AssertionError(remedy);
            }
            System.setProperty("playwright.cli.dir", DRIVER.toString());
            Playwright playwright = Playwright.create(
                    new Playwright.CreateOptions().setEnv(java.util.Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
            chromium = playwright
                    .chromium()
                    .launch(new BrowserType.LaunchOptions()
                            .setExecutablePath(program.orElseThrow())
                            .setArgs(List.of("--no-sandbox", "--disable-dev-shm-usage")));
            Runtime.getRuntime().addShutdownHook(new Thread(playwright::close, "close the browser"));
            PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE_MILLIS);
        }
        return chromium;
    }

    private static Optional<Path> program() {
        return Stream.of(
                        System.getProperty("alarmcall.test.chromium", ""),
                        "/usr/bin/chromium",
                        "/usr/bin/chromium-browser",
                        "/usr/bin/google-chrome")
                .filter(path -> !path.isEmpty())
                .map(Path::of)
                .filter(Files::isExecutable)
                .findFirst();
    }
}
