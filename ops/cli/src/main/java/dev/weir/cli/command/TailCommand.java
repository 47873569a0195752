package dev.weir.cli.command;

import dev.weir.cli.UsageFailure;
import dev.weir.cli.kafka.Connection;
import dev.weir.cli.kafka.TopicReader;
import dev.weir.cli.show.RecordView;
import dev.weir.serde.topic.WeirTopic;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code weir tail TOPIC}: records as lines. */
@Command(
    name = "tail",
    header = "Show the records of a topic as they come.",
    mixinStandardHelpOptions = true,
    description = {
      "Shows the records of a topic, the last ten of each partition and then new ones as they come.",
      ""
    })
public final class TailCommand implements Callable<Integer> {

  private static final Duration POLL = Duration.ofMillis(200);

  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(
      index = "0",
      paramLabel = "TOPIC",
      description = "text-verdicts, dead-letters, comments, …")
  private String topic = "";

  @Option(names = "--limit", paramLabel = "N", description = "stop after N records")
  private long limit = Long.MAX_VALUE;

  @Option(
      names = "--from",
      paramLabel = "WHERE",
      description = "beginning, end, or a number of records a partition (default: 10)")
  private String from = "10";

  @Option(names = "--no-follow", description = "stop at the end as it is now")
  private boolean noFollow;

  @Option(names = "--json", description = "one JSON object a line")
  private boolean json;

  @Mixin private KafkaOptions kafka = new KafkaOptions();

  @Override
  public Integer call() {
    WeirTopic source = Topics.named(topic);
    if (limit < 1) {
      throw new UsageFailure("--limit: expected 1 or more, got " + limit);
    }
    Connection connection = kafka.connection().checked();
    try (RecordView view = new RecordView(connection, source, json);
        TopicReader reader =
            new TopicReader(connection, List.of(source.topicName(connection.topicPrefix())))) {
      seek(reader);
      Map<TopicPartition, Long> ends = noFollow ? reader.ends() : Map.of();
      PrintWriter out = spec.commandLine().getOut();
      long shown = 0;
      while (shown < limit && (!noFollow || reader.isBehind(ends))) {
        for (ConsumerRecord<byte[], byte[]> record : reader.poll(POLL)) {
          out.println(view.line(record));
          if (++shown == limit) {
            break;
          }
        }
        if (out.checkError()) { // the reader of a pipe has gone
          return 0;
        }
      }
      return 0;
    }
  }

  private void seek(TopicReader reader) {
    switch (from) {
      case "beginning" -> {}
      case "end" -> reader.seekToEnd();
      default -> {
        if (!from.matches("\\d{1,9}")) {
          throw new UsageFailure(
              "--from: expected beginning, end or a number of records, got '" + from + "'");
        }
        reader.seekBeforeEnd(Long.parseLong(from));
      }
    }
  }
}
