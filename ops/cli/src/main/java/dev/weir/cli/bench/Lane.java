package dev.weir.cli.bench;

import dev.weir.cli.kafka.Connection;
import dev.weir.platform.setup.SubjectSetup;
import dev.weir.platform.setup.TopicSetup;
import dev.weir.serde.topic.WeirTopic;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongFunction;

/**
 * A pipeline with topics and a consumer group of its own, beside others on one platform; one of
 * them is fed at a time. Not thread-safe.
 */
final class Lane implements AutoCloseable {

  private final TextPipeline pipeline;
  private final TextEvents events;
  private final AnswerCount answers;

  private Lane(TextPipeline pipeline, TextEvents events, AnswerCount answers) {
    this.pipeline = pipeline;
    this.events = events;
    this.answers = answers;
  }

  /**
   * Creates its topics and starts it.
   *
   * @param name prefix of its topics, such as {@code cached.}, and name of its group
   * @param partitions of every topic
   * @param texts the comment of each number
   * @param authors how many people write them
   */
  static Lane start(
      BenchPlatform platform,
      String name,
      int partitions,
      PipelineSetup setup,
      LongFunction<String> texts,
      int authors) {
    Connection connection = platform.connection(name);
    var unused = TopicSetup.createMissing(connection.bootstrapServers(), name, topic -> partitions);
    new SubjectSetup(platform.endpoints().registryUrl()).registerAll(name);
    List<String> options = new ArrayList<>(setup.jobOptions());
    options.addAll(List.of("--group-id", "bench-" + name.replace(".", "")));
    PipelineSetup own =
        new PipelineSetup(setup.kind(), setup.model(), setup.parallelism(), options);
    TextPipeline pipeline =
        setup
            .kind()
            .start(connection, platform, own, setup.model(), platform.dir().resolve("store"));
    return new Lane(
        pipeline,
        new TextEvents(connection, WeirTopic.COMMENTS.topicName(name), texts, authors),
        AnswerCount.ofTexts(connection));
  }

  /** Answers a second of a backlog of that many comments. */
  double rate(Backlog backlog, int count) {
    return answers.rateOf(backlog, events::next, count);
  }

  @Override
  public void close() {
    answers.close();
    events.close();
    pipeline.close();
  }
}
