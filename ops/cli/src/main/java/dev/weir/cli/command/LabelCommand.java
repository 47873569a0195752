package dev.weir.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weir.cli.CommandFailure;
import dev.weir.cli.UsageFailure;
import dev.weir.cli.config.Nearest;
import dev.weir.cli.kafka.RecordSender;
import dev.weir.cli.record.BadRowException;
import dev.weir.cli.record.Row;
import dev.weir.cli.record.RowReader;
import dev.weir.cli.show.Json;
import dev.weir.cli.show.LateProgress;
import dev.weir.schemas.Feedback;
import dev.weir.scoring.feedback.LabelFields;
import dev.weir.serde.topic.WeirTopic;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code weir label}: says what the right answer for an event is. */
@Command(
    name = "label",
    header = "Say what the right answer for an event is.",
    mixinStandardHelpOptions = true,
    description = {
      "Sends one label, or those of a file (.csv, .jsonl, .avro) with the columns event_id, task,",
      "label, labeler_id, labeler_kind, labelled_at and comment. With a file, options stand in for",
      "columns that it does not have. A row that does not fit is reported with its line number and",
      "left out.",
      "",
      "Labels: sentiment negative, neutral, positive; spam ham, spam; abuse clean, abusive; fraud",
      "genuine, fraud. A labeller who decides again replaces the earlier label.",
      ""
    })
public final class LabelCommand implements Callable<Integer> {

  private static final int SHOWN_REJECTIONS = 20;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "EVENT_ID",
      description = "id of the comment, message or transaction")
  private @Nullable String eventId;

  @Option(
      names = "--task",
      paramLabel = "TASK",
      description = "what is judged: sentiment, spam, abuse or fraud")
  private @Nullable String task;

  @Option(names = "--label", paramLabel = "LABEL", description = "the right answer")
  private @Nullable String label;

  @Option(names = "--as", paramLabel = "ID", description = "who says so")
  private @Nullable String labeler;

  @Option(
      names = "--kind",
      paramLabel = "KIND",
      description =
          "moderator, analyst, user-report, chargeback, golden or other (default: moderator)")
  private @Nullable String kind;

  @Option(names = "--comment", paramLabel = "TEXT", description = "remark for other people")
  private @Nullable String comment;

  @Option(
      names = "--at",
      paramLabel = "TIME",
      description =
          "when it was decided: 2026-11-22T08:00:00Z, 2026-11-22, or PT2H for two hours ago"
              + " (default: now)")
  private @Nullable String at;

  @Option(names = "--file", paramLabel = "FILE", description = "CSV, JSON Lines or Avro")
  private @Nullable Path file;

  @Option(names = "--json", description = "the counts as one JSON object on standard output")
  private boolean json;

  @Mixin private KafkaOptions kafka = new KafkaOptions();

  @Override
  public Integer call() throws IOException {
    Map<String, String> words = options();
    if (file == null) {
      sendOne(words);
    } else {
      sendRows(words, file);
    }
    return 0;
  }

  private void sendOne(Map<String, String> words) {
    Feedback feedback;
    try {
      feedback = new LabelFields(words).feedback(Instant.now());
    } catch (IllegalArgumentException e) {
      throw new UsageFailure(
          e.getMessage() + "; as in: weir label EVENT_ID --task spam --label ham --as mod-7");
    }
    try (RecordSender sender = new RecordSender(kafka.connection().checked(), WeirTopic.FEEDBACK)) {
      sender.send(feedback);
      sender.flush();
    }
    summary(1, 0);
  }

  private void sendRows(Map<String, String> words, Path from) throws IOException {
    if (eventId != null) {
      throw new UsageFailure("give an event id or --file, not both");
    }
    long sent = 0;
    long rejected = 0;
    try (RowReader rows = RowReader.open(from)) {
      checkColumns(rows.columns());
      try (RecordSender sender =
              new RecordSender(kafka.connection().checked(), WeirTopic.FEEDBACK);
          LateProgress progress = new LateProgress("label", "rows")) {
        for (boolean more = true; more; ) {
          try {
            Optional<Row> row = rows.next();
            more = row.isPresent();
            if (more) {
              sender.send(feedback(words, row.orElseThrow()));
              sent++;
            }
          } catch (BadRowException e) {
            rejected++;
            report(from, rejected, e);
          }
          progress.stepTo(sent + rejected);
        }
        sender.flush();
      }
    }
    summary(sent, rejected);
    if (sent == 0 && rejected > 0) {
      throw new CommandFailure("no row of " + from + " is a label; the reasons stand above");
    }
  }

  private static Feedback feedback(Map<String, String> words, Row row) throws BadRowException {
    Map<String, String> all = new HashMap<>(words);
    for (Map.Entry<String, JsonNode> cell : row.values().entrySet()) {
      if (!LabelFields.NAMES.contains(cell.getKey())) {
        throw new BadRowException(row.line(), unknownColumn(cell.getKey()));
      }
      if (!cell.getValue().isNull()) {
        all.put(cell.getKey(), cell.getValue().asText());
      }
    }
    try {
      return new LabelFields(all).feedback(Instant.now());
    } catch (IllegalArgumentException e) {
      throw new BadRowException(row.line(), String.valueOf(e.getMessage()));
    }
  }

  private static void checkColumns(List<String> columns) {
    for (String column : columns) {
      if (!LabelFields.NAMES.contains(column)) {
        throw new UsageFailure(unknownColumn(column));
      }
    }
  }

  private static String unknownColumn(String column) {
    return "column '%s' is none of a label's: %s%s"
        .formatted(
            column,
            String.join(", ", LabelFields.NAMES),
            Nearest.to(column, LabelFields.NAMES)
                .map(nearest -> "; did you mean '" + nearest + "'?")
                .orElse(""));
  }

  private Map<String, String> options() {
    Map<String, String> words = new HashMap<>();
    put(words, "event_id", eventId);
    put(words, "task", task);
    put(words, "label", label);
    put(words, "labeler_id", labeler);
    put(words, "labeler_kind", kind);
    put(words, "comment", comment);
    put(words, "labelled_at", at == null ? null : TimeOption.parse("--at", at).toString());
    return words;
  }

  private static void put(Map<String, String> words, String field, @Nullable String word) {
    if (word != null) {
      words.put(field, word);
    }
  }

  private void report(Path from, long rejected, BadRowException e) {
    PrintWriter err = spec.commandLine().getErr();
    if (rejected <= SHOWN_REJECTIONS) {
      err.println(from + ": " + e.getMessage());
    } else if (rejected == SHOWN_REJECTIONS + 1) {
      err.println(from + ": further rejected rows are only counted");
    }
  }

  private void summary(long sent, long rejected) {
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(Json.object().put("sent", sent).put("rejected", rejected).toString());
    } else {
      out.println(
          "sent %,d %s%s"
              .formatted(
                  sent,
                  sent == 1 ? "label" : "labels",
                  rejected == 0 ? "" : "; rows left out: %,d".formatted(rejected)));
    }
  }
}
