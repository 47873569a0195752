package dev.weir.flink.batch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.flink.testing.Requests;
import dev.weir.scoring.BatchCounts;
import dev.weir.scoring.Intake;
import dev.weir.scoring.ScoredBatch;
import dev.weir.scoring.ScoringStatus;
import dev.weir.scoring.deadletter.Stage;
import dev.weir.scoring.event.TextRequest;
import dev.weir.scoring.record.OutboundRecord;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.Histogram;
import org.apache.flink.metrics.Metric;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.junit.jupiter.api.Test;

class ScoringMetricsTest {

  private final Map<String, Metric> metrics = new HashMap<>();
  private ScoringStatus status = new ScoringStatus("", "", 0, 0, 0, 0);

  @Test
  void onBatch_verdictsAndDeadLetters_areCountedApart() {
    ScoringMetrics scoring = scoringMetrics();
    OutboundRecord answer = new OutboundRecord("out", null, null, List.of());
    ScoredBatch batch =
        new ScoredBatch(
            List.of(answer, answer, answer),
            Map.of(Stage.VALIDATE, 1),
            new BatchCounts(
                21,
                24,
                4_000_000,
                2,
                1,
                1,
                Map.of("spam-en@3", 2),
                5,
                6,
                Map.of("strict@2/raid", 1, "next@1=REMOVE", 2),
                Map.of("strict@2/share", 4)));

    scoring.onBatch(List.of(at(1_000), at(990), at(980)), batch, 3_000_000, 1_005);

    assertThat(count("weir.verdicts")).isEqualTo(2);
    assertThat(count("weir.deadLetters")).isEqualTo(1);
    assertThat(count("weir.stage.validate.deadLetters")).isEqualTo(1);
    assertThat(count("weir.stage.decode.deadLetters")).isZero();
    assertThat(count("weir.tokens")).isEqualTo(21);
    assertThat(count("weir.paddedTokens")).isEqualTo(24);
    assertThat(count("weir.cacheHits")).isEqualTo(2);
    assertThat(count("weir.cacheMisses")).isEqualTo(1);
    assertThat(count("weir.campaigns")).isEqualTo(1);
    assertThat(histogram("weir.queueWaitMs").getStatistics().getMax()).isEqualTo(3);
    assertThat(count("weir.inferenceNanos")).isEqualTo(4_000_000);
    assertThat(histogram("weir.batchSize").getStatistics().getMax()).isEqualTo(3);
    assertThat(histogram("weir.batchInferenceMicros").getStatistics().getMax()).isEqualTo(4_000);
    assertThat(histogram("weir.latencyMs").getStatistics().getMin()).isEqualTo(5);
    assertThat(histogram("weir.latencyMs").getStatistics().getMax()).isEqualTo(25);
    assertThat(count("weir.model.spam-en@3.verdicts")).isEqualTo(2);
    assertThat(count("weir.shadowRecords")).isEqualTo(5);
    assertThat(count("weir.shadowDropped")).isEqualTo(6);
    assertThat(count("weir.shadowHits")).isEqualTo(3);
    assertThat(count("weir.rule.next@1=REMOVE.shadowHits")).isEqualTo(2);
    assertThat(count("weir.ruleFailures")).isEqualTo(4);
  }

  @Test
  void gauges_atAnyTime_tellTheStatusOfTheScoring() {
    scoringMetrics();
    status = new ScoringStatus("spam-en@3", "strict@2", 1, 2, 3, 4);

    assertThat(gauge("weir.model")).isEqualTo("spam-en@3");
    assertThat(gauge("weir.policy")).isEqualTo("strict@2");
    assertThat(gauge("weir.swaps")).isEqualTo(1);
    assertThat(gauge("weir.swapsRefused")).isEqualTo(2);
    assertThat(gauge("weir.swapMs")).isEqualTo(3L);
    assertThat(gauge("weir.controlRefused")).isEqualTo(4);
  }

  @Test
  void onRefused_deadLetterOfTheIntake_isCountedByStage() {
    ScoringMetrics scoring = scoringMetrics();

    scoring.onRefused(Stage.DECODE);

    assertThat(count("weir.deadLetters")).isEqualTo(1);
    assertThat(count("weir.stage.decode.deadLetters")).isEqualTo(1);
  }

  private ScoringMetrics scoringMetrics() {
    return new ScoringMetrics(new Group(""), () -> status);
  }

  private Object gauge(String name) {
    return ((Gauge<?>) metrics.get(name)).getValue();
  }

  private long count(String name) {
    return ((Counter) metrics.get(name)).getCount();
  }

  private Histogram histogram(String name) {
    return (Histogram) metrics.get(name);
  }

  private static TextRequest at(long timestamp) {
    Intake intake = Requests.accepted("event", "author", 0, 0, timestamp, new byte[0]);
    return ((Intake.Accepted) intake).request();
  }

  /** Remembers metrics under their dotted names. */
  private final class Group extends UnregisteredMetricsGroup {
    private final String prefix;

    private Group(String prefix) {
      this.prefix = prefix;
    }

    @Override
    public <C extends Counter> C counter(String name, C counter) {
      metrics.put(prefix + name, counter);
      return counter;
    }

    @Override
    public Counter counter(String name) {
      return counter(name, new org.apache.flink.metrics.SimpleCounter());
    }

    @Override
    public <T, G extends Gauge<T>> G gauge(String name, G gauge) {
      metrics.put(prefix + name, gauge);
      return gauge;
    }

    @Override
    public <H extends Histogram> H histogram(String name, H histogram) {
      metrics.put(prefix + name, histogram);
      return histogram;
    }

    @Override
    public MetricGroup addGroup(String name) {
      return new Group(prefix + name + ".");
    }

    @Override
    public MetricGroup addGroup(String key, String value) {
      return new Group(prefix + key + "." + value + ".");
    }
  }
}
