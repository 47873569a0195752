package dev.weir.console.access;

import dev.weir.schemas.LabelerKind;
import java.util.Set;

/**
 * Who a request comes from. Immutable.
 *
 * @param name of the key, for the log; no name of a person
 * @param kinds of labels that may be given
 */
public record Caller(String name, Set<LabelerKind> kinds) {

  /** Somebody on this machine, without a key. */
  public static final Caller LOCAL =
      new Caller(
          "local",
          Set.of(
              LabelerKind.MODERATOR,
              LabelerKind.ANALYST,
              LabelerKind.USER_REPORT,
              LabelerKind.OTHER));

  public Caller {
    kinds = Set.copyOf(kinds);
  }
}
