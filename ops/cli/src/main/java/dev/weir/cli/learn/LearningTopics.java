package dev.weir.cli.learn;

import dev.weir.cli.kafka.Connection;
import dev.weir.retrain.learning.LearningInput;
import dev.weir.retrain.learning.text.TextLearner;
import dev.weir.schemas.ChatMessageSent;
import dev.weir.schemas.CommentPosted;
import dev.weir.schemas.Erasure;
import dev.weir.schemas.LabelledExample;
import dev.weir.serde.topic.WeirTopic;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.avro.specific.SpecificRecord;

/**
 * What there is to learn from on a cluster: the topics {@code labelled-examples} and {@code
 * erasures} as they are now, and the latest comments and chat messages. Reads only. Not
 * thread-safe.
 */
public final class LearningTopics implements TextLearner.Inbox, AutoCloseable {
  private final TopicInput topics;
  private final long recent;

  /**
   * @param recent latest texts of each partition that are read
   * @param unusable told of records that cannot be read
   */
  public LearningTopics(Connection connection, long recent, Consumer<String> unusable) {
    this.topics = new TopicInput(connection, unusable);
    this.recent = recent;
  }

  @Override
  public LearningInput read() {
    Map<String, LabelledExample> examples = new LinkedHashMap<>();
    topics.entries(
        WeirTopic.LABELLED_EXAMPLES,
        LabelledExample.class,
        (key, example) -> {
          if (example == null) {
            examples.remove(key);
          } else {
            examples.put(example.getEventId(), example);
          }
        });
    List<Erasure> erasures = new ArrayList<>();
    topics.values(WeirTopic.ERASURES, Erasure.class, erasures::add);
    List<SpecificRecord> texts = new ArrayList<>();
    if (recent > 0) {
      topics.last(WeirTopic.COMMENTS, CommentPosted.class, recent, texts::add);
      topics.last(WeirTopic.CHAT_MESSAGES, ChatMessageSent.class, recent, texts::add);
    }
    return new LearningInput(List.copyOf(examples.values()), erasures, texts);
  }

  @Override
  public void close() throws IOException {
    topics.close();
  }
}
