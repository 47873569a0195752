package dev.weir.simulator.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.weir.schemas.ChatMessageSent;
import dev.weir.schemas.CommentPosted;
import dev.weir.simulator.truth.Labelled;
import dev.weir.simulator.truth.Sentiment;
import dev.weir.simulator.truth.TextTruth;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

class TextSourcesTest {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  /** A line with its truth, whatever topic it came from. */
  private record Line(String text, String author, String place, TextTruth truth) {}

  private static List<Line> comments(long seed, int count) {
    var source = new CommentSource(seed, START, TextShares.ofComments());
    List<Line> lines = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Labelled<CommentPosted, TextTruth> next = source.next(START.plusMillis(i));
      CommentPosted event = next.event();
      lines.add(new Line(event.getText(), event.getAuthorId(), event.getSubjectId(), next.truth()));
    }
    return lines;
  }

  private static List<Line> chat(long seed, int count) {
    var source = new ChatSource(seed, START, TextShares.ofChat());
    List<Line> lines = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Labelled<ChatMessageSent, TextTruth> next = source.next(START.plusMillis(i));
      ChatMessageSent event = next.event();
      lines.add(new Line(event.getText(), event.getAuthorId(), event.getRoomId(), next.truth()));
    }
    return lines;
  }

  private static double share(List<Line> lines, Predicate<TextTruth> which) {
    return lines.stream().filter(line -> which.test(line.truth())).count() / (double) lines.size();
  }

  private static List<Line> outsideWaves(List<Line> lines) {
    return lines.stream().filter(line -> line.truth().waveId() == null).toList();
  }

  @Test
  void sources_sameSeed_giveTheSameEventsAndTruth() {
    assertThat(comments(7, 3_000)).isEqualTo(comments(7, 3_000));
    assertThat(chat(7, 3_000)).isEqualTo(chat(7, 3_000));
  }

  @Test
  void sources_otherSeed_giveOtherEvents() {
    assertThat(comments(7, 100)).isNotEqualTo(comments(8, 100));
    assertThat(chat(7, 100)).isNotEqualTo(chat(8, 100));
  }

  @Test
  void lines_fiftyThousandOutsideWaves_fewerThanTwoPercentRepeat() {
    List<Line> lines = new ArrayList<>(outsideWaves(comments(1, 34_000)).subList(0, 30_000));
    lines.addAll(outsideWaves(chat(1, 24_000)).subList(0, 20_000));
    Set<String> different = new HashSet<>();
    long repeats = lines.stream().filter(line -> !different.add(line.text())).count();
    assertThat(repeats).as("repeats among 50,000 lines").isLessThan(1_000);
  }

  @Test
  void comments_shares_areThoseAskedFor() {
    List<Line> lines = outsideWaves(comments(2, 60_000));
    TextShares asked = TextShares.ofComments();
    assertThat(share(lines, t -> t.sentiment() == Sentiment.POSITIVE))
        .isCloseTo(asked.positive(), within(0.01));
    assertThat(share(lines, t -> t.sentiment() == Sentiment.NEUTRAL))
        .isCloseTo(asked.neutral(), within(0.01));
    assertThat(share(lines, t -> t.sentiment() == Sentiment.NEGATIVE && !t.abusive()))
        .isCloseTo(asked.negative(), within(0.01));
    assertThat(share(lines, TextTruth::abusive)).isCloseTo(asked.abusive(), within(0.005));
    assertThat(share(lines, TextTruth::spam)).isCloseTo(asked.spam(), within(0.005));
    assertThat(share(lines, t -> t.language().equals("zh")))
        .isCloseTo(asked.chinese(), within(0.01));
  }

  @Test
  void waves_overALongRun_haveTheirShare() {
    assertThat(share(chat(3, 300_000), t -> t.waveId() != null))
        .isCloseTo(TextShares.ofChat().waves(), within(0.015));
  }

  @Test
  void disguised_spamAndAbuse_isTheShareAskedForAndOnlyStretchingElsewhere() {
    List<Line> lines = outsideWaves(chat(4, 60_000));
    List<Line> bad =
        lines.stream().filter(line -> line.truth().spam() || line.truth().abusive()).toList();
    List<Line> good =
        lines.stream().filter(line -> !line.truth().spam() && !line.truth().abusive()).toList();
    assertThat(share(bad, TextTruth::obfuscated)).isCloseTo(0.4, within(0.02));
    assertThat(share(good, TextTruth::obfuscated)).isCloseTo(0.03, within(0.01));
  }

  @Test
  void wave_lines_areNearDuplicatesByManyAccountsInAShortWindow() {
    List<Line> lines = chat(5, 100_000);
    Map<String, List<Integer>> positions = new HashMap<>();
    for (int i = 0; i < lines.size(); i++) {
      String wave = lines.get(i).truth().waveId();
      if (wave != null) {
        positions.computeIfAbsent(wave, w -> new ArrayList<>()).add(i);
      }
    }
    assertThat(positions).hasSizeGreaterThan(10);
    positions.values().removeIf(at -> at.get(at.size() - 1) > lines.size() - 2_000);
    positions.forEach(
        (wave, at) -> {
          List<Line> of = at.stream().map(lines::get).toList();
          assertThat(of.size()).as(wave).isBetween(Wave.MIN_LINES, Wave.MAX_LINES);
          assertThat(at.get(at.size() - 1) - at.get(0)).as(wave).isLessThan(2_000);
          assertThat(of.stream().map(Line::author).distinct().count()).as(wave).isGreaterThan(10);
          assertThat(of.stream().map(Line::place).distinct().count()).as(wave).isBetween(1L, 3L);
          Set<String> first = trigrams(of.get(0).text());
          for (Line line : of) {
            assertThat(similarity(first, trigrams(line.text()))).as(line.text()).isGreaterThan(0.5);
          }
          assertThat(of.stream().map(Line::text).distinct().count()).as(wave).isGreaterThan(20);
        });
  }

  @Test
  void accounts_age_isBeforeTheStart() {
    var source = new ChatSource(6, START, TextShares.ofChat());
    for (int i = 0; i < 5_000; i++) {
      assertThat(source.next(START).event().getAuthorSince())
          .isBefore(START)
          .isAfter(START.minus(Duration.ofDays(3_001)));
    }
  }

  @Test
  void answers_parent_standsAtTheSameSubjectAndThread() {
    var source = new CommentSource(8, START, TextShares.ofComments());
    Map<String, CommentPosted> seen = new HashMap<>();
    int answers = 0;
    for (int i = 0; i < 20_000; i++) {
      CommentPosted event = source.next(START).event();
      if (event.getParentId() != null) {
        CommentPosted parent = seen.get(event.getParentId());
        assertThat(parent.getSubjectId()).isEqualTo(event.getSubjectId());
        assertThat(parent.getThreadId()).isEqualTo(event.getThreadId());
        answers++;
      }
      seen.put(event.getEventId(), event);
    }
    assertThat(seen).hasSize(20_000);
    assertThat(answers).isGreaterThan(100);
  }

  private static Set<String> trigrams(String text) {
    String plain = text.replaceAll("\\p{Cf}", "");
    Set<String> trigrams = new HashSet<>();
    for (int i = 0; i + 3 <= plain.length(); i++) {
      trigrams.add(plain.substring(i, i + 3));
    }
    return trigrams;
  }

  private static double similarity(Set<String> a, Set<String> b) {
    Set<String> both = new HashSet<>(a);
    both.retainAll(b);
    return both.size() / (double) (a.size() + b.size() - both.size());
  }
}
