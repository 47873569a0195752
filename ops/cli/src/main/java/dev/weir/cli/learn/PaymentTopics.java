package dev.weir.cli.learn;

import dev.weir.cli.kafka.Connection;
import dev.weir.retrain.learning.fraud.PaymentInbox;
import dev.weir.schemas.Erasure;
import dev.weir.schemas.FraudVerdict;
import dev.weir.schemas.LabelledExample;
import dev.weir.serde.topic.WeirTopic;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * What a fraud model may learn from on a cluster: the topics {@code labelled-examples}, {@code
 * fraud-verdicts} and {@code erasures} as they are now. Reads only. Not thread-safe.
 */
public final class PaymentTopics implements PaymentInbox, AutoCloseable {
  private final TopicInput topics;

  /**
   * @param unusable told of records that cannot be read
   */
  public PaymentTopics(Connection connection, Consumer<String> unusable) {
    this.topics = new TopicInput(connection, unusable);
  }

  @Override
  public List<Erasure> erasures() {
    List<Erasure> erasures = new ArrayList<>();
    topics.values(WeirTopic.ERASURES, Erasure.class, erasures::add);
    return erasures;
  }

  @Override
  public void examples(ExampleSink sink) {
    topics.entries(WeirTopic.LABELLED_EXAMPLES, LabelledExample.class, sink::take);
  }

  @Override
  public void verdicts(Consumer<FraudVerdict> sink) {
    topics.values(WeirTopic.FRAUD_VERDICTS, FraudVerdict.class, sink);
  }

  @Override
  public void close() throws IOException {
    topics.close();
  }
}
