package dev.weir.cli.learn;

import dev.weir.cli.kafka.Connection;
import dev.weir.engine.pack.ModelPackage;
import dev.weir.engine.pack.PackageStore;
import dev.weir.retrain.learning.gate.PromotionPolicy;
import dev.weir.retrain.learning.run.LearningRun;
import dev.weir.retrain.learning.run.RunState;
import dev.weir.retrain.learning.text.TextLearner;
import dev.weir.retrain.release.ReleaseScope;
import dev.weir.retrain.transformer.train.FineTuneListener;
import dev.weir.scoring.control.ReleasedModel;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.IntToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * A season of simulated periods through a real pipeline: texts, verdicts, labels, and after each
 * period a run of the loop, whose model answers the next one. In the middle spam changes its
 * fashion. Confined to one thread.
 */
public final class LearningSeason {
  /** Behind a release: it is announced ahead, loaded and warmed. */
  private static final Duration SETTLE = Duration.ofSeconds(5);

  private final Connection connection;
  private final Path model;
  private final PackageStore store;
  private final Path runs;
  private final Script script;

  /**
   * What is played.
   *
   * @param periods how many
   * @param span how long one is, by the clock of the simulation
   * @param texts of each
   * @param labelled share of them that people label
   * @param shift share of spam of the later fashion, by the number of the period
   * @param seed of all that is drawn
   * @param begin when the first period begins, in the past
   */
  public record Script(
      int periods,
      Duration span,
      int texts,
      double labelled,
      IntToDoubleFunction shift,
      long seed,
      Instant begin) {}

  /**
   * @param model that the jobs were started with
   * @param store that they take released models from
   * @param runs folder of the runs
   */
  public LearningSeason(
      Connection connection, Path model, PackageStore store, Path runs, Script script) {
    this.connection = connection;
    this.model = model;
    this.store = store;
    this.runs = runs;
    this.script = script;
  }

  /**
   * Plays it; takes minutes.
   *
   * @param ended told of each period when it is over
   */
  public List<Period> play(FineTuneListener listener, Consumer<Period> ended) throws IOException {
    List<Period> periods = new ArrayList<>();
    PromotionPolicy policy = PromotionPolicy.defaults().beginningIn("live");
    try (LearningStream stream =
            new LearningStream(connection, model, script.seed(), script.begin());
        TopicReleases releases =
            new TopicReleases(connection, ModelShelf.of(store), ReleaseScope.TEXT);
        LearningTopics topics =
            new LearningTopics(connection, policy.data().mostReplay(), unread -> {})) {
      for (int number = 1; number <= script.periods(); number++) {
        Instant from = script.begin().plus(script.span().multipliedBy(number - 1));
        Period period =
            stream.play(
                number, script.texts(), script.shift().applyAsDouble(number), from, script.span());
        if (number < script.periods()) {
          int labels = stream.label(script.labelled(), from.plus(script.span()));
          long begin = System.nanoTime();
          LearningRun.Outcome outcome =
              LearningRun.run(
                  new LearningRun.Order(
                      runs,
                      new TextLearner(champion(releases.live()), topics, policy, listener),
                      policy,
                      releases,
                      script.seed(),
                      Instant.now()),
                  listener::stage);
          double seconds = (System.nanoTime() - begin) / 1e9;
          period = period.after(labels, says(outcome), seconds);
          if (outcome.record().state() == RunState.RELEASED) {
            LockSupport.parkNanos(SETTLE.toNanos());
          }
        }
        periods.add(period);
        ended.accept(period);
      }
    }
    return periods;
  }

  private ModelPackage champion(@Nullable ReleasedModel live) throws IOException {
    return ModelPackage.read(live == null ? model : store.find(live.label()));
  }

  private static String says(LearningRun.Outcome outcome) {
    var run = outcome.record();
    return switch (run.state()) {
      case RELEASED -> run.version() + " released";
      case REJECTED -> run.version() + " rejected: " + run.reason();
      case NOTHING_TO_LEARN -> "not enough labels yet";
      default -> run.state() + ": " + run.reason();
    };
  }
}
