package dev.weir.streams.state;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.weir.scoring.author.AuthorMemory;
import dev.weir.scoring.campaign.CampaignMemory;
import dev.weir.scoring.dedup.DuplicateWindow;
import dev.weir.scoring.dedup.FirstSeen;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.StoreBuilder;

/** The stores of text scoring; their names are part of the changelog topics' names. */
public final class TextStores {

  /** Event id to where it was seen first. */
  public static final String SEEN = "seen";

  /** Campaign key to what was seen of it. */
  public static final String CAMPAIGNS = "campaigns";

  /** Author id to what is remembered of the author. */
  public static final String AUTHORS = "authors";

  /** Records that wait for their batch. */
  public static final String PENDING = "pending";

  /** Objects of each kind that a task keeps in the heap: some ten megabytes together. */
  private static final int MOST_IN_HEAP = 20_000;

  private TextStores() {}

  /** A builder of each store. */
  public static List<StoreBuilder<?>> builders(DuplicateWindow duplicates) {
    return List.of(
        MemoryStore.builder(
            SEEN,
            codec(TextStores::ofText, FirstSeen::toBytes, FirstSeen::fromBytes),
            duplicates.window(),
            MOST_IN_HEAP),
        MemoryStore.builder(
            CAMPAIGNS,
            codec(TextStores::ofNumber, CampaignMemory::toBytes, CampaignMemory::fromBytes),
            Duration.ofMinutes(CampaignMemory.WINDOW_MINUTES),
            MOST_IN_HEAP),
        MemoryStore.builder(
            AUTHORS,
            codec(TextStores::ofText, AuthorMemory::toBytes, AuthorMemory::fromBytes),
            AuthorMemory.MEMORY,
            MOST_IN_HEAP),
        PendingStore.builder(PENDING));
  }

  private static Bytes ofText(String key) {
    return Bytes.wrap(key.getBytes(UTF_8));
  }

  private static Bytes ofNumber(Long key) {
    return Bytes.wrap(ByteBuffer.allocate(Long.BYTES).putLong(key).array());
  }

  private static <K, V> MemoryCodec<K, V> codec(
      Function<K, Bytes> key, Function<V, byte[]> write, Function<byte[], V> read) {
    return new MemoryCodec<>() {
      @Override
      public Bytes keyBytes(K of) {
        return key.apply(of);
      }

      @Override
      public byte[] toBytes(V value) {
        return write.apply(value);
      }

      @Override
      public V fromBytes(byte[] bytes) {
        return read.apply(bytes);
      }
    };
  }
}
