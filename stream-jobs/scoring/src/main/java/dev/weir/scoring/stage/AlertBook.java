package dev.weir.scoring.stage;

import dev.weir.scoring.alert.AlertMemory;
import org.jspecify.annotations.Nullable;

/** What is remembered of the alerts of each card: state of the binding. */
public interface AlertBook {

  /** What is remembered of that card, or null. */
  @Nullable AlertMemory load(String cardId);

  /** Remembers it from now on. */
  void save(String cardId, AlertMemory memory);
}
