package dev.weir.streams.state;

import dev.weir.scoring.author.AuthorMemory;
import dev.weir.scoring.campaign.CampaignMemory;
import dev.weir.scoring.dedup.DuplicateWindow;
import dev.weir.scoring.dedup.FirstSeen;
import dev.weir.scoring.event.TextRequest;
import java.time.Duration;
import java.util.List;
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
            MemoryCodec.ofText(FirstSeen::toBytes, FirstSeen::fromBytes),
            duplicates.window(),
            MOST_IN_HEAP),
        MemoryStore.builder(
            CAMPAIGNS,
            MemoryCodec.ofNumber(CampaignMemory::toBytes, CampaignMemory::fromBytes),
            Duration.ofMinutes(CampaignMemory.WINDOW_MINUTES),
            MOST_IN_HEAP),
        MemoryStore.builder(
            AUTHORS,
            MemoryCodec.ofText(AuthorMemory::toBytes, AuthorMemory::fromBytes),
            AuthorMemory.MEMORY,
            MOST_IN_HEAP),
        PendingStore.builder(PENDING, TextStores::bytes, PendingRecordBytes::read));
  }

  private static byte[] bytes(TextRequest waiting) {
    return PendingRecordBytes.write(new PendingRecord(waiting.origin(), waiting.campaign()));
  }
}
