package dev.weir.scoring;

import dev.weir.scoring.author.AuthorBook;
import dev.weir.scoring.deadletter.Stage;
import dev.weir.scoring.event.TextRequest;
import dev.weir.scoring.record.OutboundRecord;
import dev.weir.scoring.record.RawRecord;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/**
 * Intake and batch scoring in one, without memory: no repeat is recognised, no campaign seen and no
 * author known. Confined to one thread; owns both parts and closes them.
 */
public final class TextScoring implements RecordScoring {

  private final TextIntake intake;
  private final TextBatchScoring scoring;

  TextScoring(TextIntake intake, TextBatchScoring scoring) {
    this.intake = intake;
    this.scoring = scoring;
  }

  /** Opens both parts; throws as {@link TextBatchScoring#open}. */
  public static TextScoring open(TextScoringConfig config) throws InterruptedException {
    TextBatchScoring scoring = TextBatchScoring.open(config);
    try {
      return new TextScoring(TextIntake.open(config), scoring);
    } catch (RuntimeException e) {
      scoring.close();
      throw e;
    }
  }

  @Override
  public String model() {
    return scoring.model();
  }

  @Override
  public ScoredBatch score(List<RawRecord> batch) throws InterruptedException {
    List<Intake> read = new ArrayList<>(batch.size());
    List<TextRequest> requests = new ArrayList<>(batch.size());
    for (RawRecord record : batch) {
      Intake intaken = intake.read(record);
      read.add(intaken);
      if (intaken instanceof Intake.Accepted accepted) {
        requests.add(accepted.request());
      }
    }
    ScoredBatch scored = scoring.score(requests, AuthorBook.blank());
    return merge(read, scored);
  }

  private static ScoredBatch merge(List<Intake> read, ScoredBatch scored) {
    Iterator<OutboundRecord> answers = scored.records().iterator();
    List<OutboundRecord> all = new ArrayList<>(read.size());
    Map<Stage, Integer> failures = new EnumMap<>(Stage.class);
    failures.putAll(scored.deadLetters());
    for (Intake intaken : read) {
      if (intaken instanceof Intake.Refused refused) {
        all.add(refused.deadLetter());
        failures.merge(refused.stage(), 1, Integer::sum);
      } else {
        all.add(answers.next());
      }
    }
    return new ScoredBatch(all, failures, scored.counts());
  }

  @Override
  public void close() {
    try (scoring) {
      intake.close();
    }
  }
}
