package dev.weir.scoring.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class TextFingerprintTest {

  private static final String RAID =
      "everybody go to this channel now and claim your golden dragon before it is gone";

  @Test
  void of_shortTexts_takeNoPart() {
    assertThat(TextFingerprint.of("")).isEqualTo(TextFingerprint.NONE);
    assertThat(TextFingerprint.of("good game everyone")).isEqualTo(TextFingerprint.NONE);
    assertThat(TextFingerprint.of("123456789012345678901234567890!!!!!"))
        .isEqualTo(TextFingerprint.NONE);
  }

  @Test
  void of_repeatedReactions_takeNoPart() {
    assertThat(TextFingerprint.of("haha".repeat(30))).isEqualTo(TextFingerprint.NONE);
    assertThat(TextFingerprint.of("lol ".repeat(30))).isEqualTo(TextFingerprint.NONE);
  }

  @Test
  void of_disguises_haveTheSameFingerprint() {
    TextFingerprint plain = TextFingerprint.of(RAID);

    assertThat(plain.campaignKey()).isNotZero();
    assertThat(TextFingerprint.of(RAID.toUpperCase(java.util.Locale.ROOT) + " !!! 12345"))
        .isEqualTo(plain);
    assertThat(TextFingerprint.of(RAID.replace("golden", "g0lden").replace("claim", "cl\u0430im")))
        .isEqualTo(plain);
    assertThat(TextFingerprint.of(RAID.replace("dragon", "dra\u200Bgon").replace(" ", "  ")))
        .isEqualTo(plain);
  }

  /** A zero-width space sends a text through the normalisation, which takes it out. */
  @Test
  void of_plainTexts_skipNormalisationAndGiveTheSame() {
    Random random = new Random(3);
    String signs = "aaeiou rsttnlAEST .,!?-'()*\n";
    for (int i = 0; i < 5_000; i++) {
      StringBuilder text = new StringBuilder();
      for (int c = 0; c < 60 + random.nextInt(60); c++) {
        text.append(signs.charAt(random.nextInt(signs.length())));
      }
      TextFingerprint plain = TextFingerprint.of(text.toString());
      assertThat(TextFingerprint.of(text + "\u200B")).as(text.toString()).isEqualTo(plain);
    }
  }

  @Test
  void of_variedTexts_mostlyShareTheKeyAndAreNear() {
    TextFingerprint plain = TextFingerprint.of(RAID);
    Random random = new Random(7);
    int sameKey = 0;
    int near = 0;
    for (int i = 0; i < 1_000; i++) {
      StringBuilder tail = new StringBuilder();
      for (int c = 0; c < 6; c++) {
        tail.append((char) ('a' + random.nextInt(26)));
      }
      TextFingerprint varied = TextFingerprint.of(RAID + " " + tail);
      sameKey += varied.campaignKey() == plain.campaignKey() ? 1 : 0;
      near +=
          TextFingerprint.distance(varied.simHash(), plain.simHash())
                  <= CampaignMemory.MOST_DISTANCE
              ? 1
              : 0;
    }
    assertThat(sameKey).isGreaterThan(850);
    assertThat(near).isEqualTo(1_000);
  }

  @Test
  void of_unrelatedTexts_areFarApart() {
    TextFingerprint a = TextFingerprint.of(RAID);
    TextFingerprint b =
        TextFingerprint.of("my parcel came two days late and the box was already open");

    assertThat(a.campaignKey()).isNotEqualTo(b.campaignKey());
    assertThat(TextFingerprint.distance(a.simHash(), b.simHash()))
        .isGreaterThan(CampaignMemory.MOST_DISTANCE);
  }

  @Test
  void of_chineseOfTwelveCharacters_takesPart() {
    assertThat(TextFingerprint.of("点击链接免费领取黄金大礼包").campaignKey()).isNotZero();
    assertThat(TextFingerprint.of("今天天气很好")).isEqualTo(TextFingerprint.NONE);
  }

  @Test
  void of_veryLongTextEndingInHalfAPair_isKnownByItsBeginning() {
    String beginning = RAID + " while nobody is looking over here ".repeat(40);
    String cut = "x".repeat(1_023) + "\uD83D\uDE00";

    assertThat(TextFingerprint.of(beginning + "one"))
        .isEqualTo(TextFingerprint.of(beginning + "two"));
    assertThat(TextFingerprint.of(cut)).isEqualTo(TextFingerprint.NONE);
  }
}
