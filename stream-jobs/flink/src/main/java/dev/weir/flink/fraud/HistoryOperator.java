package dev.weir.flink.fraud;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import dev.weir.flink.fraud.FraudItem.Labelled;
import dev.weir.flink.fraud.FraudItem.Paid;
import dev.weir.flink.state.BucketOperator;
import dev.weir.scoring.HistoryStage;
import dev.weir.scoring.event.FraudRequest;
import dev.weir.scoring.fraud.FraudSettings;
import dev.weir.scoring.fraud.Payment;
import dev.weir.scoring.label.PartyLabel.Party;
import java.time.Duration;
import java.util.Locale;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.operators.StreamOperatorParameters;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.jspecify.annotations.Nullable;

/**
 * Fills the columns of one stage from the history of the payment's card, terminal, merchant or
 * device, adds the payment to it, and folds labels in. A payment that the history holds already is
 * judged by it and not added again. Keyed by the bucket of that id; all items pass.
 */
final class HistoryOperator extends BucketOperator<FraudItem>
    implements OneInputStreamOperator<FraudItem, FraudItem> {

  private static final long serialVersionUID = 1L;

  private final Party party;
  private final FraudSettings settings;
  private final long retentionMillis;
  private transient @Nullable HistoryStage stage;

  HistoryOperator(
      StreamOperatorParameters<FraudItem> parameters,
      Party party,
      FraudSettings settings,
      Duration retention) {
    super(parameters, party.name().toLowerCase(Locale.ROOT) + "-histories", retention.toMillis());
    this.party = party;
    this.settings = settings;
    this.retentionMillis = retention.toMillis();
  }

  @Override
  public void open() throws Exception {
    super.open();
    stage = new HistoryStage(party, settings);
  }

  @Override
  public void processElement(StreamRecord<FraudItem> element) throws Exception {
    if (element.getValue() instanceof Paid paid) {
      pay(paid);
    } else if (element.getValue() instanceof Labelled label && label.folded()) {
      fold(label);
    }
    output.collect(element);
  }

  private void pay(Paid paid) throws Exception {
    FraudRequest request = paid.request();
    Payment payment = request.event().payment();
    HistoryStage features = requireNonNull(stage);
    String key = HistoryStage.key(party, payment);
    if (key == null) {
      features.missing(payment, request.row());
      return;
    }
    byte[] name = key.getBytes(UTF_8);
    byte[] history = features.payment(payment, load(name), request.row());
    if (!paid.repeated()) {
      save(name, history, request.origin().timestamp() + retentionMillis);
    }
  }

  private void fold(Labelled label) throws Exception {
    String key = HistoryStage.key(party, label.keys());
    if (key == null) {
      return;
    }
    byte[] name = key.getBytes(UTF_8);
    byte[] history =
        requireNonNull(stage)
            .label(label.keys().occurredAt(), label.knownAt(), label.fraud(), load(name));
    save(name, history, label.atMillis() + retentionMillis);
  }
}
