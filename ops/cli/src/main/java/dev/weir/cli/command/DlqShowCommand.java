package dev.weir.cli.command;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.cli.CommandFailure;
import dev.weir.cli.UsageFailure;
import dev.weir.cli.dlq.DeadLetter;
import dev.weir.cli.dlq.DeadLetterReader;
import dev.weir.cli.dlq.DeadLetterView;
import dev.weir.cli.kafka.Connection;
import dev.weir.cli.show.RecordView;
import dev.weir.serde.topic.WeirTopic;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code weir dlq show PLACE}: one dead letter in full. */
@Command(
    name = "show",
    header = "One dead letter in full: why, its stack trace, its bytes, what they say.",
    mixinStandardHelpOptions = true)
final class DlqShowCommand implements Callable<Integer> {

  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(
      index = "0",
      paramLabel = "PLACE",
      description = "partition/offset, as `weir dlq list` shows it")
  private String place = "";

  @Option(names = "--json", description = "one JSON object, key and value in Base64")
  private boolean json;

  @Mixin private KafkaOptions kafka = new KafkaOptions();

  @Override
  public Integer call() {
    List<DeadLetter> found = new ArrayList<>(1);
    DlqFilterOptions only = new DlqFilterOptions();
    if (place.isBlank()) {
      throw new UsageFailure("PLACE is missing");
    }
    var filter = only.filter("", List.of(place));
    Connection connection = kafka.connection().checked();
    new DeadLetterReader(connection).forEach(filter, found::add);
    if (found.isEmpty()) {
      throw new CommandFailure(
          "no dead letter at " + place + "; `weir dlq list` shows where they stand");
    }
    DeadLetter letter = found.get(0);
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(toJson(letter));
    } else {
      show(letter, readable(letter, connection), out);
    }
    return 0;
  }

  private static void show(DeadLetter letter, Optional<String> readable, PrintWriter out) {
    out.println("place      " + letter.place());
    out.println("failed     " + letter.time() + " in " + letter.job());
    out.println("stage      " + letter.stage());
    out.println("came from  " + letter.originPlace());
    out.println("reason     " + letter.exception() + ": " + letter.message());
    readable.ifPresent(line -> out.println("says       " + line));
    out.println("key");
    out.print(DeadLetterView.hex(letter.record().key()));
    out.println("value");
    out.print(DeadLetterView.hex(letter.record().value()));
    out.println("stack trace");
    letter.stackTrace().lines().forEach(line -> out.println("  " + line));
  }

  /** The original as a line, where its topic is known; one that cannot be decoded says why. */
  private static Optional<String> readable(DeadLetter letter, Connection connection) {
    return letter
        .origin()
        .filter(name -> name.startsWith(connection.topicPrefix()))
        .flatMap(name -> WeirTopic.byShortName(name.substring(connection.topicPrefix().length())))
        .map(
            topic -> {
              try (RecordView view = new RecordView(connection, topic, false)) {
                return view.line(
                    new ConsumerRecord<>(
                        topic.topicName(connection.topicPrefix()),
                        letter.record().partition(),
                        letter.record().offset(),
                        letter.record().key(),
                        letter.record().value()));
              }
            });
  }

  private static ObjectNode toJson(DeadLetter letter) {
    ObjectNode node = DeadLetterView.json(letter).put("stack_trace", letter.stackTrace());
    byte[] key = letter.record().key();
    byte[] value = letter.record().value();
    node.put("key", key == null ? null : Base64.getEncoder().encodeToString(key));
    node.put("value", value == null ? null : Base64.getEncoder().encodeToString(value));
    return node;
  }
}
