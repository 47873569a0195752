package dev.weir.streams.batch;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.weir.schemas.Action;
import dev.weir.scoring.BatchCounts;
import dev.weir.scoring.ScoredBatch;
import dev.weir.scoring.ScoringStatus;
import dev.weir.scoring.TextBatchScoring;
import dev.weir.scoring.author.AuthorBook;
import dev.weir.scoring.author.AuthorMemory;
import dev.weir.scoring.event.TextRequest;
import dev.weir.scoring.record.OutboundRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Answers each request by {@code event:messages of its author:messages of its campaign}, and keeps
 * the sizes of batches. A policy in shadow would have removed one record of each batch.
 */
final class EchoScoring implements TextBatchScoring {

  static final String TOPIC = "weir.text-verdicts";

  final List<Integer> batches = new ArrayList<>();
  ScoringStatus status = new ScoringStatus("echo@1", "none@1", 0, 0, 0, 0);

  @Override
  public String model() {
    return "echo@1";
  }

  @Override
  public String policy() {
    return "none@1";
  }

  @Override
  public ScoringStatus status() {
    return status;
  }

  @Override
  public ScoredBatch score(List<TextRequest> batch, AuthorBook authors) {
    batches.add(batch.size());
    List<OutboundRecord> answers = new ArrayList<>();
    for (TextRequest request : batch) {
      String author = request.event().authorId();
      AuthorMemory before = authors.load(author);
      AuthorMemory after =
          (before == null ? AuthorMemory.empty() : before)
              .after(Action.ALLOW, request.origin().timestamp());
      authors.save(author, after);
      String answer =
          String.join(
              ":",
              request.event().eventId(),
              Integer.toString(after.standing(request.origin().timestamp()).messages()),
              Integer.toString(request.campaign().messages()));
      answers.add(
          new OutboundRecord(TOPIC, request.origin().key(), answer.getBytes(UTF_8), List.of()));
    }
    return new ScoredBatch(
        answers,
        Map.of(),
        new BatchCounts(
            0,
            0,
            0,
            0,
            0,
            0,
            Map.of(model(), batch.size()),
            0,
            0,
            Map.of("next@1=REMOVE", 1),
            Map.of()));
  }

  @Override
  public void close() {}
}
