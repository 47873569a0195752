package dev.weir.cli.demo;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.cli.kafka.Connection;
import dev.weir.cli.learn.LearningSeason;
import dev.weir.cli.learn.Period;
import dev.weir.cli.show.FineTuneView;
import dev.weir.engine.pack.PackageStore;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/**
 * A shortened day of the learning loop: eight periods of three hours, in the third of which spam
 * changes its fashion. People label some texts, a challenger is trained, held against the champion,
 * released, and the verdicts change.
 */
public final class LearningDemo {
  private static final int PERIODS = 8;
  private static final int FIRST_SHIFTED = 3;
  private static final double SHIFT = 0.8;
  private static final int TEXTS = 1_500;
  private static final double LABELLED = 0.2;
  private static final Duration SPAN = Duration.ofHours(3);

  private final LearningSeason season;
  private final Path runs;

  /**
   * @param model that the job was started with
   * @param store that it takes released models from
   * @param runs folder of the runs and their reports
   */
  public LearningDemo(Connection connection, Path model, PackageStore store, Path runs, long seed) {
    this.runs = runs;
    this.season =
        new LearningSeason(
            connection,
            model,
            store,
            runs,
            new LearningSeason.Script(
                PERIODS,
                SPAN,
                TEXTS,
                LABELLED,
                number -> number < FIRST_SHIFTED ? 0 : SHIFT,
                seed,
                Instant.now().minus(SPAN.multipliedBy(PERIODS))));
  }

  /**
   * Plays the day.
   *
   * @return whether every text had exactly one verdict
   */
  public boolean play(PrintWriter out, PrintWriter err, boolean json) throws IOException {
    PrintWriter table = json ? err : out;
    table.println("period   spam F1   without the loop   answered by       labels   then");
    List<Period> periods;
    try (FineTuneView view = new FineTuneView(err)) {
      periods =
          season.play(
              view,
              period -> {
                table.println(line(period));
                table.flush();
              });
    }
    long lost = periods.stream().mapToLong(Period::lost).sum();
    long doubled = periods.stream().mapToLong(Period::doubled).sum();
    table.printf(
        "%,d texts, %d without a verdict, %d with more than one; reports of the runs in %s%n",
        periods.stream().mapToLong(Period::texts).sum(), lost, doubled, runs);
    if (json) {
      out.println(toJson(periods, lost, doubled));
    }
    out.flush();
    return lost == 0 && doubled == 0;
  }

  private static String line(Period period) {
    return String.format(
        Locale.ROOT,
        "%s %s   %7.3f   %16.3f   %-15s   %6d   %s",
        period.number() == FIRST_SHIFTED ? "→" : " ",
        String.format(Locale.ROOT, "%4d", period.number()),
        period.f1(),
        period.f1Without(),
        period.model(),
        period.labels(),
        period.outcome() == null ? "the end" : period.outcome());
  }

  private static ObjectNode toJson(List<Period> periods, long lost, long doubled) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    ArrayNode list = node.putArray("periods");
    for (Period period : periods) {
      list.addObject()
          .put("number", period.number())
          .put("shift", period.shift())
          .put("texts", period.texts())
          .put("f1", period.f1())
          .put("f1_without", period.f1Without())
          .put("model", period.model())
          .put("labels", period.labels())
          .put("outcome", period.outcome())
          .put("run_s", period.seconds());
    }
    return node.put("lost", lost).put("doubled", doubled);
  }
}
