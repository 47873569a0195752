package dev.weir.streams.fraud;

import static java.util.Objects.requireNonNull;

import dev.weir.scoring.fraud.FraudSettings;
import dev.weir.scoring.label.PartyLabel.Party;
import dev.weir.scoring.stage.FraudItem;
import dev.weir.scoring.stage.FraudKeys;
import dev.weir.scoring.stage.PartyStage;
import dev.weir.streams.state.FraudStores;
import dev.weir.streams.state.MemoryStore;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/**
 * {@link PartyStage} with the histories of cards, terminals, merchants or devices in a store. Items
 * leave keyed for the next stage. Confined to the task's thread.
 */
final class HistoryProcessor implements Processor<String, FraudItem, String, FraudItem> {

  private final Party party;
  private final Party next;
  private final PartyStage stage;
  private @Nullable ProcessorContext<String, FraudItem> context;
  private @Nullable MemoryStore<String, byte[]> histories;

  /**
   * @param next by whose id the next stage is keyed
   */
  HistoryProcessor(Party party, Party next, FraudSettings settings) {
    this.party = party;
    this.next = next;
    this.stage = new PartyStage(party, settings);
  }

  @Override
  public void init(ProcessorContext<String, FraudItem> opened) {
    context = opened;
    histories = opened.getStateStore(FraudStores.histories(party));
  }

  @Override
  public void process(Record<String, FraudItem> record) {
    ProcessorContext<String, FraudItem> open = requireNonNull(context);
    FraudItem item = record.value();
    String key = stage.key(item);
    if (key == null) {
      stage.passBy(item);
    } else {
      MemoryStore<String, byte[]> store = requireNonNull(histories);
      long streamMillis = open.currentStreamTimeMs();
      byte[] history = stage.pass(item, store.get(key, streamMillis));
      if (history != null) {
        store.put(key, history, streamMillis);
      }
    }
    open.forward(record.withKey(requireNonNull(FraudKeys.partyOrEvent(next, item))));
  }
}
