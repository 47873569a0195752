package dev.weir.flink;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.flink.options.TextJobOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamGraph;
import org.apache.flink.streaming.api.graph.StreamNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TextScoringJobTest {

  @ParameterizedTest
  @ValueSource(strings = {"--exactly-once=false", "--exactly-once=true"})
  void build_eitherGuarantee_givesEveryOperatorAUid(String guarantee) {
    TextJobOptions options = options(guarantee);
    StreamExecutionEnvironment environment =
        StreamExecutionEnvironment.getExecutionEnvironment(
            JobConfiguration.of(options.settings(), new Configuration()));
    TextScoringJob.build(environment, options);

    StreamGraph graph = environment.getStreamGraph();

    assertThat(graph.getStreamNodes())
        .isNotEmpty()
        .allSatisfy(node -> assertThat(node.getTransformationUID()).isNotBlank());
    assertThat(graph.getStreamNodes())
        .extracting(StreamNode::getOperatorName)
        .anyMatch(name -> name.contains("text scoring"));
  }

  @ParameterizedTest
  @CsvSource({"1,2", "2,4"})
  void build_oneSubtask_shufflesNothing(int parallelism, int chains) {
    TextJobOptions options = options("--parallelism=" + parallelism);
    StreamExecutionEnvironment environment =
        StreamExecutionEnvironment.getExecutionEnvironment(
            JobConfiguration.of(options.settings(), new Configuration()));

    TextScoringJob.build(environment, options);

    assertThat(environment.getStreamGraph().getJobGraph().getNumberOfVertices()).isEqualTo(chains);
  }

  @Test
  void build_withoutMemory_isOneChain() {
    TextJobOptions options =
        options("--dedup-window=0s", "--campaigns=false", "--authors=false", "--parallelism=2");
    StreamExecutionEnvironment environment =
        StreamExecutionEnvironment.getExecutionEnvironment(
            JobConfiguration.of(options.settings(), new Configuration()));

    TextScoringJob.build(environment, options);

    assertThat(environment.getStreamGraph().getJobGraph().getNumberOfVertices()).isEqualTo(1);
  }

  @Test
  void configuration_clusterWithoutRestartStrategy_restartsWithGrowingDelay() {
    Configuration job =
        JobConfiguration.of(options("--parallelism", "3").settings(), new Configuration());

    assertThat(job.get(RestartStrategyOptions.RESTART_STRATEGY)).isEqualTo("exponential-delay");
    assertThat(job.get(CheckpointingOptions.CHECKPOINTING_INTERVAL))
        .isEqualTo(Duration.ofSeconds(10));
    assertThat(job.get(CoreOptions.DEFAULT_PARALLELISM)).isEqualTo(3);
  }

  @Test
  void configuration_clusterWithRestartStrategy_keepsIt() {
    Configuration cluster = new Configuration();
    cluster.set(RestartStrategyOptions.RESTART_STRATEGY, "none");

    Configuration job = JobConfiguration.of(options().settings(), cluster);

    assertThat(job.getOptional(RestartStrategyOptions.RESTART_STRATEGY)).isEmpty();
    assertThat(job.getOptional(CoreOptions.DEFAULT_PARALLELISM)).isEmpty();
  }

  private static TextJobOptions options(String... more) {
    List<String> words =
        new ArrayList<>(
            List.of(
                "--bootstrap-servers=localhost:9092",
                "--schema-registry=http://localhost:8081",
                "--model=/models/m"));
    words.addAll(List.of(more));
    return TextJobOptions.parse(words.toArray(String[]::new));
  }
}
