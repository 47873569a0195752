package dev.weir.cli.command;

import dev.weir.cli.CommandFailure;
import dev.weir.cli.kafka.Connection;
import dev.weir.cli.kafka.RecordSender;
import dev.weir.cli.record.BadRowException;
import dev.weir.cli.record.ColumnMapping;
import dev.weir.cli.record.RecordMapper;
import dev.weir.cli.record.Row;
import dev.weir.cli.record.RowReader;
import dev.weir.cli.show.Json;
import dev.weir.cli.show.LateProgress;
import dev.weir.serde.topic.WeirTopic;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.apache.avro.Schema;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code weir send TOPIC FILE}: rows of a file become records of a topic. */
@Command(
    name = "send",
    header = "Send the rows of a file to a topic.",
    mixinStandardHelpOptions = true,
    description = {
      "Sends the rows of a file (.csv, .jsonl, .avro) to a topic.",
      "",
      "A column feeds the field of the same name. A row that does not fit is reported with its line",
      "number and left out; the rest goes on. Without an event_id column each row gets an id made of",
      "its content and line, so that sending a file twice is recognised; without occurred_at the time",
      "of sending stands in.",
      ""
    })
public final class SendCommand implements Callable<Integer> {

  private static final int SHOWN_REJECTIONS = 20;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(
      index = "0",
      paramLabel = "TOPIC",
      description = "comments, chat-messages, transactions, feedback, …")
  private String topic = "";

  @Parameters(
      index = "1",
      paramLabel = "FILE",
      description = "CSV with a header line, JSON Lines, or Avro")
  private Path file = Path.of("");

  @Option(
      names = "--map",
      paramLabel = "FIELD=COLUMN",
      description = "column that feeds a field of another name; may be given several times")
  private Map<String, String> renamed = Map.of();

  @Option(
      names = "--set",
      paramLabel = "FIELD=VALUE",
      description = "the same value in every record; may be given several times")
  private Map<String, String> constants = Map.of();

  @Option(
      names = "--skip",
      paramLabel = "COLUMN",
      split = ",",
      description = "columns to leave out")
  private Set<String> skipped = Set.of();

  @Option(names = "--strict", description = "exit with 1 if any row was left out")
  private boolean strict;

  @Option(names = "--json", description = "the counts as one JSON object on standard output")
  private boolean json;

  @Mixin private KafkaOptions kafka = new KafkaOptions();

  @Override
  public Integer call() throws IOException {
    WeirTopic target = Topics.writable(topic);
    Schema schema = target.valueSchema().orElseThrow();
    long sent = 0;
    long rejected = 0;
    try (RowReader rows = RowReader.open(file)) {
      ColumnMapping mapping = new ColumnMapping(renamed, constants, skipped);
      RecordMapper mapper = new RecordMapper(topic, schema, mapping, rows.columns());
      Connection connection = kafka.connection().checked();
      try (RecordSender sender = new RecordSender(connection, target);
          LateProgress progress = new LateProgress("send", "rows")) {
        for (boolean more = true; more; ) {
          try {
            Optional<Row> row = rows.next();
            more = row.isPresent();
            if (more) {
              sender.send(mapper.map(row.orElseThrow(), Instant.now()));
              sent++;
            }
          } catch (BadRowException e) {
            rejected++;
            report(rejected, e);
          }
          progress.stepTo(sent + rejected);
        }
        sender.flush();
      }
    }
    summary(sent, rejected);
    if (sent == 0 && rejected > 0) {
      throw new CommandFailure(
          "no row of " + file + " fits " + topic + "; the reasons stand above");
    }
    return strict && rejected > 0 ? 1 : 0;
  }

  private void report(long rejected, BadRowException e) {
    PrintWriter err = spec.commandLine().getErr();
    if (rejected <= SHOWN_REJECTIONS) {
      err.println(file + ": " + e.getMessage());
    } else if (rejected == SHOWN_REJECTIONS + 1) {
      err.println(file + ": further rejected rows are only counted");
    }
  }

  private void summary(long sent, long rejected) {
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(
          Json.object().put("topic", topic).put("sent", sent).put("rejected", rejected).toString());
    } else {
      out.println(
          "sent %,d records to %s%s"
              .formatted(
                  sent, topic, rejected == 0 ? "" : "; rows left out: %,d".formatted(rejected)));
    }
  }
}
