package dev.weir.cli.backtest;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weir.cli.CommandFailure;
import dev.weir.cli.record.BadRowException;
import dev.weir.cli.record.ColumnMapping;
import dev.weir.cli.record.RecordMapper;
import dev.weir.cli.record.Row;
import dev.weir.cli.record.RowReader;
import dev.weir.retrain.backtest.Backtest;
import dev.weir.schemas.CardTransaction;
import dev.weir.scoring.deadletter.Stage;
import dev.weir.scoring.event.FraudEvent;
import dev.weir.scoring.event.FraudRequest;
import dev.weir.scoring.event.InvalidEventException;
import dev.weir.scoring.event.PaymentLimits;
import dev.weir.scoring.label.FraudVote;
import dev.weir.scoring.record.RawRecord;
import dev.weir.serde.topic.WeirTopic;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Transactions of a file as {@code weir send} takes it, with their truth in a second one: {@code
 * {"event_id","is_fraud"}} a line, known one label delay after the transaction. The time of a
 * transaction stands for its Kafka timestamp. Not thread-safe.
 */
public final class FileHistory implements HistorySource {

  private static final int TRUST = 5;

  private final Path data;
  private final @Nullable Path truth;
  private final Duration labelDelay;

  /**
   * @param truth null if nothing is known
   */
  public FileHistory(Path data, @Nullable Path truth, Duration labelDelay) {
    this.data = data;
    this.truth = truth;
    this.labelDelay = labelDelay;
  }

  private interface RowSink {
    void accept(Row row) throws BadRowException;
  }

  @Override
  public List<FraudVote> votes() throws IOException {
    if (truth == null) {
      return List.of();
    }
    Map<String, Boolean> frauds = new HashMap<>();
    forEach(truth, row -> frauds.put(text(row, "event_id"), isFraud(row)));
    List<FraudVote> votes = new ArrayList<>();
    forEachTransaction(
        (transaction, line) -> {
          @Nullable Boolean fraud = frauds.get(transaction.getEventId());
          if (fraud != null) {
            long known = transaction.getOccurredAt().plus(labelDelay).toEpochMilli();
            votes.add(new FraudVote(transaction.getEventId(), fraud, TRUST, known));
          }
        });
    return votes;
  }

  @Override
  public void transactions(Backtest to, LongConsumer progress) throws IOException {
    forEachTransaction(
        (transaction, line) -> {
          try {
            long at = transaction.getOccurredAt().toEpochMilli();
            FraudEvent event = FraudEvent.of(PaymentLimits.DEFAULT.check(transaction, at));
            to.transaction(
                FraudRequest.of(
                    new RawRecord(
                        String.valueOf(data.getFileName()), 0, line, at, null, null, List.of()),
                    event));
          } catch (InvalidEventException | ArithmeticException e) {
            to.notScored(Stage.VALIDATE.label());
          }
          progress.accept(line);
        });
  }

  @Override
  public void verdicts(Backtest to) {
    // a file of transactions holds none
  }

  private interface TransactionSink {
    void accept(CardTransaction transaction, long line);
  }

  private void forEachTransaction(TransactionSink sink) throws IOException {
    try (RowReader rows = RowReader.open(data)) {
      RecordMapper mapper =
          new RecordMapper(
              WeirTopic.TRANSACTIONS.shortName(),
              CardTransaction.getClassSchema(),
              new ColumnMapping(Map.of(), Map.of(), Set.of()),
              rows.columns());
      forEach(
          data,
          rows,
          row -> sink.accept((CardTransaction) mapper.map(row, Instant.EPOCH), row.line()));
    }
  }

  private static void forEach(Path file, RowSink sink) throws IOException {
    try (RowReader rows = RowReader.open(file)) {
      forEach(file, rows, sink);
    }
  }

  private static void forEach(Path file, RowReader rows, RowSink sink) throws IOException {
    try {
      for (Optional<Row> row = rows.next(); row.isPresent(); row = rows.next()) {
        sink.accept(row.orElseThrow());
      }
    } catch (BadRowException e) {
      throw new CommandFailure(file + ": " + e.getMessage(), e);
    }
  }

  private static String text(Row row, String name) throws BadRowException {
    @Nullable JsonNode value = row.values().get(name);
    if (value == null || !value.isTextual()) {
      throw new BadRowException(row.line(), name + " is missing");
    }
    return value.textValue();
  }

  private static boolean isFraud(Row row) throws BadRowException {
    @Nullable JsonNode value = row.values().get("is_fraud");
    String said = value == null ? "" : value.asText();
    if (!said.equals("true") && !said.equals("false")) {
      throw new BadRowException(row.line(), "is_fraud must be true or false, got '" + said + "'");
    }
    return said.equals("true");
  }
}
