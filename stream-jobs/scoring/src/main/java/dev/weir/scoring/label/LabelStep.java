package dev.weir.scoring.label;

import java.util.List;

/**
 * What a payment or a label came to. Immutable.
 *
 * @param memory from now on
 * @param labels that histories have to learn
 */
public record LabelStep(LabelMemory memory, Kind kind, List<PartyLabel> labels) {

  /** Kinds of steps, for counters. */
  public enum Kind {
    /** The payment is remembered, its label not known yet. */
    REMEMBERED,
    /** Histories learn something: a fraud, or that one was none. */
    FOLDED,
    /** A label whose payment is not known; it waits for it. */
    UNKNOWN_EVENT,
    /** A label that holds now and changes nothing in the histories. */
    AGREED,
    /** The same payment or the same label again. */
    REPEATED,
    /** A label that lost against one of more trust, or a later one of the same. */
    OUTVOTED
  }

  public LabelStep {
    labels = List.copyOf(labels);
  }

  static LabelStep of(LabelMemory memory, Kind kind) {
    return new LabelStep(memory, kind, List.of());
  }
}
