package dev.weir.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import dev.weir.platform.Platform;
import dev.weir.retrain.release.Announcement;
import dev.weir.retrain.release.ReleaseLog;
import dev.weir.retrain.release.ReleaseScope;
import dev.weir.schemas.Action;
import dev.weir.schemas.Feedback;
import dev.weir.schemas.LabelerKind;
import dev.weir.scoring.control.ReleasedModel;
import dev.weir.serde.topic.WeirTopic;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The pages of the console in a real browser, over a real broker. Skips where there is none. */
class ConsolePagesIT {

  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final String MARKUP = "c-3<img src=/x onerror=document.title=1>";

  @TempDir Path dir;

  @Test
  void pages_inABrowser_takeALabelAndShowTheLoop() throws Exception {
    assumeThat(Browser.isThere())
        .as("chromium and chromedriver are on the PATH (Debian: chromium chromium-driver)")
        .isTrue();
    Platform platform = SharedPlatform.get();
    Path run = Files.createDirectories(dir.resolve("runs/0001"));
    Files.writeString(
        run.resolve("run.json"), "{\"state\": \"REJECTED\", \"name\": \"weir-text\"}");
    Files.writeString(run.resolve("report.html"), "<p id=p></p><script>p.append('drawn')</script>");
    Files.writeString(run.resolve("intake.json"), "{}");
    try (TestTopics topics = TestTopics.create(platform, "pages.");
        LabelledText text = new LabelledText(topics, platform.endpoints().bootstrapServers());
        RecordTail<Feedback> labels = new RecordTail<>(topics, WeirTopic.FEEDBACK, Feedback.class);
        ReleaseLog releases =
            ReleaseLog.open(
                Map.of("bootstrap.servers", platform.endpoints().bootstrapServers()),
                topics.prefix(),
                topics.registry());
        ConsoleProgram console =
            ConsoleProgram.start(
                platform.endpoints(),
                topics,
                dir.resolve("console"),
                "--runs=" + dir.resolve("runs"))) {
      text.doubt(MARKUP, "cy", Action.ALLOW);
      text.doubt("c-1", "ann", Action.REVIEW);
      text.doubt("c-2", "bob", Action.REVIEW);
      text.erase("bob");
      text.drift("language:zh");
      ReleasedModel model = new ReleasedModel("weir-text", "1.1.0", "ab".repeat(32));
      var live =
          releases.publish(ReleaseScope.TEXT, Announcement.live(model, "mo", null), Duration.ZERO);
      var back =
          releases.rollback(ReleaseScope.TEXT, null, "watch", "too many removals", Duration.ZERO);
      assertThat(back.before().entries()).contains(live.entry());

      try (Browser browser = Browser.start(dir.resolve("profile"))) {
        browser.open(console.url());
        await().atMost(LIMIT).until(() -> items(browser).equals("c-1|" + MARKUP));
        assertThat(browser.eval("document.title").asText()).isEqualTo("Weir");
        assertThat(browser.eval("document.querySelector('.item').textContent").asText())
            .contains(
                "The handle of c-1 stays cool.",
                "held for spam.score (spam 0.55)",
                "asked because of SPAM");
        browser.screenshot(Path.of("target/console-review.png"));

        browser.click("[data-event=c-1] [data-label=ham]");
        assertThat(browser.eval("document.getElementById('notice').textContent").asText())
            .contains("Say who you are");
        browser.type("#who", "mo-1");
        browser.click("[data-event=c-1] [data-label=ham]");
        await().atMost(LIMIT).until(() -> items(browser).equals(MARKUP));
        Feedback label = labels.await(1).get(0);
        assertThat(label.getEventId()).isEqualTo("c-1");
        assertThat(label.getLabel()).isEqualTo("ham");
        assertThat(label.getLabeler().getId()).isEqualTo("mo-1");
        assertThat(label.getLabeler().getKind()).isEqualTo(LabelerKind.MODERATOR);
        text.label(MARKUP, "spam", LabelerKind.ANALYST, "from elsewhere");
        await().atMost(LIMIT).until(() -> shown(browser).contains("Nothing to label"));

        browser.open(console.url().resolve("/#releases"));
        await().atMost(LIMIT).until(() -> shown(browser).contains("too many removals"));
        browser.screenshot(Path.of("target/console-releases.png"));
        browser.open(console.url().resolve("/#drift"));
        await().atMost(LIMIT).until(() -> shown(browser).contains("language:zh"));
        await()
            .atMost(LIMIT)
            .until(() -> browser.eval("!!document.querySelector('#chart canvas')").asBoolean());
        browser.screenshot(Path.of("target/console-drift.png"));
        browser.open(console.url().resolve("/#runs"));
        await().atMost(LIMIT).until(() -> shown(browser).contains("REJECTED"));
        assertThat(browser.said()).as("what the browser complains of").isEmpty();

        browser.open(console.url().resolve("/runs/0001/report.html"));
        assertThat(shown(browser)).isEqualTo("drawn");
        browser.open(console.url().resolve("/runs/0001/intake.json"));
        assertThat(shown(browser)).contains("404");
      }
    }
  }

  private static String items(Browser browser) throws Exception {
    return browser
        .eval("[...document.querySelectorAll('.item')].map(i => i.dataset.event).join('|')")
        .asText();
  }

  private static String shown(Browser browser) throws Exception {
    return browser.eval("document.body.innerText").asText();
  }
}
