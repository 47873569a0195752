package dev.weir.scoring.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.weir.engine.ScoreOutcome.Scored;
import dev.weir.engine.ScorerOptions;
import dev.weir.engine.TextScorer;
import dev.weir.retrain.dataset.Dataset;
import dev.weir.retrain.dataset.Datasets;
import dev.weir.retrain.dataset.Example;
import dev.weir.retrain.dataset.LoadOptions;
import dev.weir.retrain.dataset.Split;
import dev.weir.schemas.DriftSubject;
import dev.weir.scoring.drift.AccuracyEstimate.Known;
import dev.weir.scoring.drift.DriftReference.Answer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * How far the estimates of accuracy are off for the shipped text model, as docs/drift.md has it.
 * Runs with {@code -Dweir.measure=true} where the data sets are; {@code -Dweir.measure.split=VALID}
 * is the split by which one of the estimates was chosen.
 */
class AccuracyOnDataSetsTest {

  private static final Path DATA = Path.of("..", "..", "..", "shared", "data");
  private static final Path MODEL = Path.of("..", "..", "models", "weir-text", "1.0.0");

  private record Task(String name, DriftSubject subject, List<String> learned, List<String> all) {}

  private static final List<Task> TASKS =
      List.of(
          new Task(
              "spam",
              DriftSubject.SPAM_SCORES,
              List.of("spam_sms_en", "spam_youtube3_en"),
              List.of("spam_sms_en", "spam_youtube3_en")),
          new Task(
              "abuse",
              DriftSubject.ABUSE_SCORES,
              List.of("abuse_davidson_en", "abuse_convabuse_chat_en"),
              List.of(
                  "abuse_davidson_en",
                  "abuse_convabuse_chat_en",
                  "abuse_cold_zh",
                  "abuse_olid_en")),
          new Task(
              "sentiment",
              DriftSubject.SENTIMENT_SCORES,
              List.of("sentiment_goemotions_reddit_en", "sentiment_senti4sd_stackoverflow_en"),
              List.of(
                  "sentiment_goemotions_reddit_en",
                  "sentiment_senti4sd_stackoverflow_en",
                  "sentiment_semeval_tweets_en",
                  "sentiment_sst2_en")));

  @Test
  void estimates_onTestSplits_areFairlyNearWhereTheModelLearned() throws IOException {
    assumeTrue(Boolean.getBoolean("weir.measure"), "measured with -Dweir.measure=true");
    assumeTrue(Files.isDirectory(DATA), "the data sets are not here: " + DATA);
    Split split = Split.valueOf(System.getProperty("weir.measure.split", "TEST"));
    System.out.println("| task | set | rows | true | average confidence | DoC | ATC |");
    try (TextScorer scorer = TextScorer.open(MODEL, ScorerOptions.defaults().onCpu())) {
      for (Task task : TASKS) {
        List<Answer> valid = new ArrayList<>();
        for (String set : task.learned()) {
          valid.addAll(answers(scorer, task, set, Split.VALID));
        }
        Known known =
            Known.of(
                valid.stream().mapToDouble(Answer::confidence).toArray(),
                valid.stream().filter(Answer::isRight).count());
        System.out.printf(
            Locale.ROOT,
            "| %s | (validation) | %d | %.3f | %.3f | | t=%.3f |%n",
            task.name(),
            known.rows(),
            known.accuracy(),
            known.confidence(),
            known.threshold());
        for (String set : task.all()) {
          line(task, set, known, answers(scorer, task, set, split));
        }
      }
    }
  }

  private static void line(Task task, String set, Known known, List<Answer> test) {
    SliceCounts counts = new SliceCounts();
    test.forEach(answer -> answer.observation().countIn(counts));
    Histogram confidences = counts.features().get(Observation.CONFIDENCE);
    double right = (double) test.stream().filter(Answer::isRight).count() / test.size();
    double average = AccuracyEstimate.averageConfidence(confidences);
    double difference = AccuracyEstimate.differenceOfConfidences(known, confidences);
    double thresholded = AccuracyEstimate.thresholdedConfidence(known, confidences);
    System.out.printf(
        Locale.ROOT,
        "| %s | %s | %d | %.3f | %.3f (%+.1f) | %.3f (%+.1f) | %.3f (%+.1f) |%n",
        task.name(),
        set,
        test.size(),
        right,
        average,
        100 * (average - right),
        difference,
        100 * (difference - right),
        thresholded,
        100 * (thresholded - right));
    if (task.learned().contains(set)) {
      assertThat(Math.abs(difference - right)).as(set).isLessThan(0.1);
    }
  }

  private static List<Answer> answers(TextScorer scorer, Task task, String set, Split split)
      throws IOException {
    Dataset data =
        Datasets.load(List.of(DATA.resolve(set)), LoadOptions.defaults().only(Set.of(split)));
    int head = scorer.tasks().stream().map(spec -> spec.name()).toList().indexOf(task.name());
    List<String> labels = scorer.tasks().get(head).labels();
    List<Example> rows =
        data.in(split).stream().filter(row -> row.labels().containsKey(task.name())).toList();
    var outcomes = scorer.score(rows.stream().map(Example::text).toList());
    List<Answer> answers = new ArrayList<>();
    for (int i = 0; i < rows.size(); i++) {
      if (outcomes.get(i) instanceof Scored scored) {
        float[] from = scored.probabilities()[head];
        double[] probabilities = new double[from.length];
        for (int j = 0; j < from.length; j++) {
          probabilities[j] = from[j];
        }
        int truth = labels.indexOf(rows.get(i).labels().get(task.name()));
        answers.add(new Answer(probabilities, truth));
      }
    }
    return answers;
  }
}
