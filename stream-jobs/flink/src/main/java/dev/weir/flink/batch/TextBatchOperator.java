package dev.weir.flink.batch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import dev.weir.flink.stage.Opener;
import dev.weir.flink.state.Buckets;
import dev.weir.scoring.Intake;
import dev.weir.scoring.ScoredBatch;
import dev.weir.scoring.ScoringStatus;
import dev.weir.scoring.TextBatchScoring;
import dev.weir.scoring.author.AuthorBook;
import dev.weir.scoring.author.AuthorMemory;
import dev.weir.scoring.event.TextRequest;
import dev.weir.scoring.record.OutboundRecord;
import java.util.List;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.operators.StreamOperatorParameters;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.util.FlinkRuntimeException;
import org.jspecify.annotations.Nullable;

/**
 * Scores texts in batches. Its keyed state is what is remembered of authors. Confined to the task's
 * mailbox thread.
 */
final class TextBatchOperator extends MicroBatchOperator<TextRequest>
    implements OneInputStreamOperator<Intake, OutboundRecord> {

  private static final long serialVersionUID = 1L;

  private final Opener<TextBatchScoring> opener;
  private transient @Nullable TextBatchScoring scoring;
  private transient AuthorBook authors = AuthorBook.blank();

  TextBatchOperator(
      StreamOperatorParameters<OutboundRecord> parameters,
      BatchLimits limits,
      Opener<TextBatchScoring> opener) {
    super(parameters, "authors", AuthorMemory.MEMORY.toMillis(), limits);
    this.opener = opener;
  }

  @Override
  protected void openScoring() throws Exception {
    scoring = opener.open();
    authors = getKeyedStateBackend() == null ? AuthorBook.blank() : new StateBook();
  }

  @Override
  protected void closeScoring() {
    if (scoring != null) {
      scoring.close();
    }
  }

  @Override
  protected ScoringStatus status() {
    return requireNonNull(scoring).status();
  }

  @Override
  public void processElement(StreamRecord<Intake> element) throws Exception {
    if (element.getValue() instanceof Intake.Accepted accepted) {
      add(accepted.request());
    } else if (element.getValue() instanceof Intake.Refused refused) {
      refuse(refused.deadLetter(), refused.stage());
    }
  }

  @Override
  protected ScoredBatch score(List<TextRequest> batch) throws InterruptedException {
    return requireNonNull(scoring).score(batch, authors);
  }

  /** Authors in keyed state: each is read and written under the key of its own bucket. */
  private final class StateBook implements AuthorBook {

    @Override
    public @Nullable AuthorMemory load(String authorId) {
      setCurrentKey(Buckets.of(authorId));
      try {
        byte[] known = TextBatchOperator.this.load(authorId.getBytes(UTF_8));
        return known == null ? null : AuthorMemory.fromBytes(known);
      } catch (Exception e) {
        throw new FlinkRuntimeException("author state cannot be read", e);
      }
    }

    @Override
    public void save(String authorId, AuthorMemory memory) {
      setCurrentKey(Buckets.of(authorId));
      try {
        TextBatchOperator.this.save(
            authorId.getBytes(UTF_8), memory.toBytes(), memory.expiresAtMillis());
      } catch (Exception e) {
        throw new FlinkRuntimeException("author state cannot be written", e);
      }
    }
  }
}
