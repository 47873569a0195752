package dev.weir.streams.feedback;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import dev.weir.scoring.feedback.EventKind;
import dev.weir.scoring.feedback.EventVotes;
import dev.weir.scoring.feedback.EventVotesBytes;
import dev.weir.scoring.feedback.FeedbackItem.Voted;
import dev.weir.scoring.feedback.FeedbackItemBytes;
import dev.weir.scoring.feedback.JoinState;
import dev.weir.scoring.feedback.Place;
import dev.weir.streams.state.FeedbackStores;
import java.nio.ByteBuffer;
import java.util.EnumMap;
import java.util.Map;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.WindowStore;
import org.apache.kafka.streams.state.WindowStoreIterator;
import org.jspecify.annotations.Nullable;

/**
 * What the join remembers, in the stores of a task. Keys of opinions and erasures begin with a
 * letter for the kind; labels that wait are ordered by the time since when. Confined to the task's
 * thread.
 */
final class StoredJoin implements JoinState {

  private static final int PLACE_BYTES = Integer.BYTES + Long.BYTES;
  private static final int WAITING_KEY_BYTES = Long.BYTES + PLACE_BYTES;

  private final Map<EventKind, WindowStore<Bytes, byte[]>> verdicts =
      new EnumMap<>(EventKind.class);
  private final KeyValueStore<Bytes, byte[]> votes;
  private final KeyValueStore<Bytes, byte[]> waiting;
  private final KeyValueStore<Bytes, byte[]> erased;

  /** Where the next sweep goes on; null at the beginning. */
  private @Nullable Bytes sweepFrom;

  StoredJoin(ProcessorContext<?, ?> context) {
    for (EventKind kind : EventKind.values()) {
      verdicts.put(kind, context.getStateStore(FeedbackStores.places(kind)));
    }
    votes = context.getStateStore(FeedbackStores.VOTES);
    waiting = context.getStateStore(FeedbackStores.WAITING);
    erased = context.getStateStore(FeedbackStores.ERASED);
  }

  @Override
  public @Nullable Place verdict(EventKind kind, String eventId) {
    WindowStore<Bytes, byte[]> store = requireNonNull(verdicts.get(kind));
    try (WindowStoreIterator<byte[]> newestFirst =
        store.backwardFetch(Bytes.wrap(eventId.getBytes(UTF_8)), 0, Long.MAX_VALUE)) {
      if (!newestFirst.hasNext()) {
        return null;
      }
      ByteBuffer in = ByteBuffer.wrap(newestFirst.next().value);
      return new Place(in.getInt(), in.getLong());
    }
  }

  @Override
  public void saveVerdict(EventKind kind, String eventId, Place at, long atMillis) {
    byte[] value =
        ByteBuffer.allocate(PLACE_BYTES).putInt(at.partition()).putLong(at.offset()).array();
    requireNonNull(verdicts.get(kind))
        .put(Bytes.wrap(eventId.getBytes(UTF_8)), value, Math.max(atMillis, 0));
  }

  @Override
  public @Nullable EventVotes votes(EventKind kind, String eventId) {
    byte[] bytes = votes.get(key(kind, eventId));
    return bytes == null ? null : EventVotesBytes.read(bytes);
  }

  @Override
  public void saveVotes(EventKind kind, String eventId, @Nullable EventVotes memory) {
    if (memory == null) {
      votes.delete(key(kind, eventId));
    } else {
      votes.put(key(kind, eventId), EventVotesBytes.of(memory));
    }
  }

  @Override
  public void forEachVotes(VotesVisitor visitor) {
    try (KeyValueIterator<Bytes, byte[]> all = votes.all()) {
      while (all.hasNext()) {
        KeyValue<Bytes, byte[]> entry = all.next();
        visitor.visit(kind(entry.key), id(entry.key), EventVotesBytes.read(entry.value));
      }
    }
  }

  @Override
  public @Nullable Long erasedUntil(EventKind kind, String subjectId) {
    byte[] bytes = erased.get(key(kind, subjectId));
    return bytes == null ? null : ByteBuffer.wrap(bytes).getLong();
  }

  @Override
  public void saveErased(EventKind kind, String subjectId, long untilMillis) {
    erased.put(key(kind, subjectId), ByteBuffer.allocate(Long.BYTES).putLong(untilMillis).array());
  }

  @Override
  public void saveWaiting(EventKind kind, String eventId, Voted label, long nowMillis) {
    byte[] id = eventId.getBytes(UTF_8);
    byte[] item = FeedbackItemBytes.of(label);
    waiting.put(
        Bytes.wrap(
            ByteBuffer.allocate(WAITING_KEY_BYTES)
                .putLong(nowMillis)
                .putInt(label.origin().partition())
                .putLong(label.origin().offset())
                .array()),
        ByteBuffer.allocate(Integer.BYTES + id.length + item.length)
            .putInt(id.length)
            .put(id)
            .put(item)
            .array());
  }

  @Override
  public void takeWaitingSince(long beforeMillis, WaitingVisitor visitor) {
    try (KeyValueIterator<Bytes, byte[]> oldestFirst = waiting.all()) {
      while (oldestFirst.hasNext()) {
        KeyValue<Bytes, byte[]> entry = oldestFirst.next();
        if (ByteBuffer.wrap(entry.key.get()).getLong() > beforeMillis) {
          return;
        }
        ByteBuffer in = ByteBuffer.wrap(entry.value);
        byte[] id = new byte[in.getInt()];
        byte[] item = new byte[in.get(id).remaining()];
        in.get(item);
        Voted label = (Voted) FeedbackItemBytes.read(item);
        visitor.visit(EventKind.of(label.vote().task()), new String(id, UTF_8), label);
        waiting.delete(entry.key);
      }
    }
  }

  /**
   * Forgets opinions whose last one is that old: looks at so many events, and goes on from there
   * the next time.
   */
  void sweep(long beforeMillis, int most) {
    try (KeyValueIterator<Bytes, byte[]> from = votes.range(sweepFrom, null)) {
      for (int looked = 0; looked < most && from.hasNext(); looked++) {
        KeyValue<Bytes, byte[]> entry = from.next();
        if (EventVotesBytes.read(entry.value).lastAtMillis() < beforeMillis) {
          votes.delete(entry.key);
        }
      }
      sweepFrom = from.hasNext() ? from.peekNextKey() : null;
    }
  }

  private static Bytes key(EventKind kind, String id) {
    return Bytes.wrap(((kind == EventKind.TEXT ? "t" : "f") + id).getBytes(UTF_8));
  }

  private static EventKind kind(Bytes key) {
    return key.get()[0] == 't' ? EventKind.TEXT : EventKind.TRANSACTION;
  }

  private static String id(Bytes key) {
    return new String(key.get(), 1, key.get().length - 1, UTF_8);
  }
}
