package dev.weir.flink.fraud;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import dev.weir.flink.state.BucketOperator;
import dev.weir.scoring.fraud.FraudSettings;
import dev.weir.scoring.label.PartyLabel.Party;
import dev.weir.scoring.stage.FraudItem;
import dev.weir.scoring.stage.PartyStage;
import java.time.Duration;
import java.util.Locale;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.operators.StreamOperatorParameters;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.jspecify.annotations.Nullable;

/**
 * {@link PartyStage} with the histories of cards, terminals, merchants or devices in keyed state.
 * Keyed by the bucket of that id; all items pass.
 */
final class HistoryOperator extends BucketOperator<FraudItem>
    implements OneInputStreamOperator<FraudItem, FraudItem> {

  private static final long serialVersionUID = 1L;

  private final Party party;
  private final FraudSettings settings;
  private final long retentionMillis;
  private transient @Nullable PartyStage stage;

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
    stage = new PartyStage(party, settings);
  }

  @Override
  public void processElement(StreamRecord<FraudItem> element) throws Exception {
    FraudItem item = element.getValue();
    PartyStage histories = requireNonNull(stage);
    String key = histories.key(item);
    if (key == null) {
      histories.passBy(item);
    } else {
      byte[] name = key.getBytes(UTF_8);
      byte[] history = histories.pass(item, load(name));
      if (history != null) {
        save(name, history, PartyStage.atMillis(item) + retentionMillis);
      }
    }
    output.collect(element);
  }
}
