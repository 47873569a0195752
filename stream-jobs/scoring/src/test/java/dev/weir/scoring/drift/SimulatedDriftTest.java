package dev.weir.scoring.drift;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.schemas.CommentPosted;
import dev.weir.schemas.DriftVerdict;
import dev.weir.simulator.text.CommentSource;
import dev.weir.simulator.text.TextShares;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Windows of simulated comments against a reference of them: no false alarm, and the true ones. */
class SimulatedDriftTest {

  private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");
  private static final TextShares USUAL = TextShares.ofComments();
  private static final TextShares CALM =
      new TextShares(0.42, 0.26, 0.24, 0.04, 0.04, 0, 0.4, 0.02, 0.08);
  private static final SliceCounts REFERENCE = window(90_001, USUAL, 5_000);

  @Test
  void window_ofTheSameTraffic_alarmsInNoneOf200Seeds() {
    SliceCounts reference = window(90_001, CALM, 5_000);
    for (int seed = 0; seed < 200; seed++) {
      DriftComparison comparison =
          DriftComparison.of(reference, window(seed, CALM, 400), DriftThresholds.DEFAULT);
      assertThat(comparison.verdict()).as("seed %d: %s", seed, comparison).isEqualTo(NONE);
    }
  }

  /** A wave is the same text many times over: windows with one are no draws from one mixture. */
  @Test
  void window_withAWaveOfSpam_isWatchInOneOfTenAtMost() {
    int watched = 0;
    for (int seed = 0; seed < 200; seed++) {
      DriftVerdict verdict = compare(window(seed, USUAL, 400)).verdict();
      watched += verdict == NONE ? 0 : 1;
    }
    assertThat(watched).isLessThanOrEqualTo(20);
  }

  @Test
  void window_withFarMoreSpam_isAtLeastWatch() {
    TextShares spam = new TextShares(0.2, 0.1, 0.1, 0.1, 0.5, 0.3, 0.4, 0.02, 0.08);

    for (int seed = 0; seed < 20; seed++) {
      assertThat(compare(window(seed, spam, 400)).verdict()).isNotEqualTo(NONE);
    }
  }

  @Test
  void window_inAnotherLanguage_isDriftOfLanguageToo() {
    TextShares chinese = new TextShares(0.42, 0.26, 0.24, 0.04, 0.04, 0.04, 0.4, 0.02, 0.7);

    DriftComparison comparison = compare(window(5, chinese, 400));

    assertThat(comparison.verdict()).isEqualTo(DriftVerdict.DRIFT);
    assertThat(comparison.movers())
        .extracting(DriftComparison.Moved::feature)
        .contains(Observation.LANGUAGE, Observation.WORDS);
  }

  @Test
  void window_ofTooFewRecords_isNoAlarmHoweverFarItMoved() {
    TextShares chinese = new TextShares(0.42, 0.26, 0.24, 0.04, 0.04, 0.04, 0.4, 0.02, 1);

    assertThat(compare(window(5, chinese, 99)).verdict()).isEqualTo(NONE);
  }

  private static final DriftVerdict NONE = DriftVerdict.NONE;

  private static DriftComparison compare(SliceCounts window) {
    return DriftComparison.of(REFERENCE, window, DriftThresholds.DEFAULT);
  }

  private static SliceCounts window(long seed, TextShares shares, int comments) {
    CommentSource source = new CommentSource(seed, START, shares);
    SliceCounts counts = new SliceCounts();
    for (int i = 0; i < comments; i++) {
      CommentPosted comment = source.next(START.plusSeconds(i)).event();
      Observation.ofText(comment.getText(), comment.getLanguageHint()).countIn(counts);
    }
    return counts;
  }
}
