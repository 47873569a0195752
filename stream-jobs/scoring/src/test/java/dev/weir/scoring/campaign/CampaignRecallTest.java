package dev.weir.scoring.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Raids of 200 authors whose texts vary, keyed and counted as a stream does it. */
class CampaignRecallTest {

  private static final String[] WORDS =
      ("market window yellow garden travel simple orange planet bottle silver coffee winter"
              + " number friend mirror letter castle guitar pepper rocket")
          .split(" ");
  private final Random random = new Random(23);

  @Test
  void raid_withARandomTail_isSeenByMostOfItsMessages() {
    assertThat(seen(text -> text + " " + random.nextInt(100_000) + letters(5))).isGreaterThan(0.8);
  }

  @Test
  void raid_withOneWordExchanged_isSeenByMoreThanHalf() {
    assertThat(seen(this::exchangeOne)).isGreaterThan(0.5);
  }

  @Test
  void texts_ofTheirOwn_areNoCampaign() {
    Map<Long, CampaignMemory> state = new HashMap<>();
    int raised = 0;
    for (int i = 0; i < 20_000; i++) {
      CampaignSighting sighting = observe(state, sentence(14), i);
      raised += sighting.authors() >= 5 ? 1 : 0;
    }
    assertThat(raised).isZero();
  }

  /** Share of the messages, after the first twenty, that find at least five authors. */
  private double seen(UnaryOperator<String> variation) {
    int messages = 0;
    int seen = 0;
    for (int raid = 0; raid < 30; raid++) {
      String text = sentence(14);
      Map<Long, CampaignMemory> state = new HashMap<>();
      for (int author = 0; author < 200; author++) {
        CampaignSighting sighting = observe(state, variation.apply(text), author);
        if (author >= 20) {
          messages++;
          seen += sighting.authors() >= 5 ? 1 : 0;
        }
      }
    }
    return (double) seen / messages;
  }

  private static CampaignSighting observe(
      Map<Long, CampaignMemory> state, String text, int author) {
    TextFingerprint print = TextFingerprint.of(text);
    return state
        .computeIfAbsent(print.campaignKey(), key -> CampaignMemory.empty())
        .observe(print.simHash(), "author-" + author, "room", 1_000L * author);
  }

  private String exchangeOne(String text) {
    String[] words = text.split(" ");
    words[random.nextInt(words.length)] = letters(6);
    return String.join(" ", words);
  }

  private String sentence(int words) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < words; i++) {
      // half of the words are everybody's, half are this text's own
      text.append(i % 2 == 0 ? WORDS[random.nextInt(WORDS.length)] : letters(6)).append(' ');
    }
    return text.toString().trim();
  }

  private String letters(int count) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < count; i++) {
      text.append((char) ('a' + random.nextInt(26)));
    }
    return text.toString();
  }
}
