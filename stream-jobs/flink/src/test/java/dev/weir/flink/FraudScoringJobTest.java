package dev.weir.flink;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.flink.backfill.LiveStart;
import dev.weir.flink.options.FraudJobOptions;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamGraph;
import org.apache.flink.streaming.api.graph.StreamNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FraudScoringJobTest {

  @ParameterizedTest
  @ValueSource(strings = {"--exactly-once=false", "--exactly-once=true", "--dedup-window=0s"})
  void build_anyShape_givesEveryOperatorAUid(String option) {
    StreamGraph graph = built(option).getStreamGraph();

    assertThat(graph.getStreamNodes())
        .isNotEmpty()
        .allSatisfy(node -> assertThat(node.getTransformationUID()).isNotBlank());
  }

  @Test
  void build_stages_standInTheOrderOfTheSpec() {
    StreamGraph graph = built().getStreamGraph();

    assertThat(graph.getStreamNodes())
        .filteredOn(node -> node.getOperatorName().equals("duplicates"))
        .singleElement()
        .satisfies(
            node ->
                assertThat(from(node, graph))
                    .startsWith(
                        "duplicates",
                        "labels",
                        "card history",
                        "terminal history",
                        "merchant history",
                        "device history",
                        "fraud scoring"));
  }

  /** Names of the operators from that one on, each having one behind it. */
  private static List<String> from(StreamNode node, StreamGraph graph) {
    List<String> names = new ArrayList<>(List.of(node.getOperatorName()));
    while (!node.getOutEdges().isEmpty()) {
      node = graph.getStreamNode(node.getOutEdges().get(0).getTargetId());
      names.add(node.getOperatorName());
    }
    return names;
  }

  /** Two sources; event, card, terminal, merchant and device, or all in one; scoring. */
  @ParameterizedTest
  @CsvSource({"1,4", "2,8"})
  void build_oneSubtask_shufflesInFrontOfScoringAlone(int parallelism, int chains) {
    StreamExecutionEnvironment environment = built("--parallelism=" + parallelism);

    assertThat(environment.getStreamGraph().getJobGraph().getNumberOfVertices()).isEqualTo(chains);
  }

  private static StreamExecutionEnvironment built(String... more) {
    List<String> words =
        new ArrayList<>(
            List.of(
                "--bootstrap-servers=localhost:9092",
                "--schema-registry=http://localhost:8081",
                "--model=/models/m"));
    words.addAll(List.of(more));
    FraudJobOptions options = FraudJobOptions.parse(words.toArray(String[]::new));
    StreamExecutionEnvironment environment =
        StreamExecutionEnvironment.getExecutionEnvironment(
            JobConfiguration.of(options.settings(), new Configuration()));
    FraudScoringJob.build(environment, options, LiveStart.committed(options));
    return environment;
  }
}
