package dev.weir.retrain.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.weir.retrain.dataset.DatasetException.Problem;
import dev.weir.retrain.dataset.describe.Catalogue;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The public sets as their providers count them. */
class PublicSetsTest {
  private static final LoadOptions DROP = LoadOptions.defaults().withLeaks(LeakPolicy.DROP);

  @ParameterizedTest
  @CsvSource({
    "abuse_cold_zh, abuse, 3216 2107",
    "abuse_convabuse_chat_en, abuse, 714 139",
    "abuse_davidson_en, abuse, 407 2147",
    "abuse_olid_en, abuse, 620 240",
    "abuse_toxicspans_civil_en, abuse, 483 1122",
    "sentiment_asap_sample_zh, sentiment, 4 13 83",
    "sentiment_goemotions_reddit_en, sentiment, 1184 1606 2026",
    "sentiment_semeval_tweets_en, sentiment, 3972 5937 2375",
    "sentiment_senti4sd_stackoverflow_en, sentiment, 360 508 458",
    "sentiment_shopping9_zh, sentiment, 2603 0 2633",
    "sentiment_sst2_en, sentiment, 912 0 909",
    "sentiment_waimai10k_zh, sentiment, 816 0 378",
    "spam_fbs_sms_zh_spamonly, spam, 0 1261",
    "spam_sms_en, spam, 468 66",
    "spam_youtube3_en, spam, 167 177",
  })
  void testSplit_hasTheRowsOfItsProvider(String set, String task, String counts)
      throws IOException {
    Dataset data =
        Datasets.load(
            List.of(SharedData.set(set)), LoadOptions.defaults().only(Set.of(Split.TEST)));
    assertThat(data.tasks()).containsExactly(TaskLabels.known(task).orElseThrow());
    assertThat(data.counts(Split.TEST, data.tasks().get(0)).values())
        .containsExactlyElementsOf(List.of(counts.split(" ")).stream().map(Long::valueOf).toList());
    assertThat(data.examples()).allMatch(e -> e.split() == Split.TEST && e.language() != null);
  }

  @Test
  void catalogue_describesNoSetThatWeightsMayShipFromWithoutALicence() {
    Catalogue.load()
        .all()
        .forEach(
            (name, set) ->
                assertThat(set.weightsMayShip() && set.licence().equals("unknown"))
                    .as(name)
                    .isFalse());
  }

  @Test
  void goEmotions_keepsTheEmotionsOfRowsWithoutSentiment() throws IOException {
    Dataset data = Datasets.load(List.of(SharedData.set("sentiment_goemotions_reddit_en")), DROP);
    List<Example> masked =
        data.in(Split.TEST).stream().filter(example -> example.labels().isEmpty()).toList();
    assertThat(masked).hasSize(533 + 78);
    assertThat(masked).allMatch(example -> !example.auxiliary().get("emotions").isEmpty());
    assertThat(
            new TreeSet<>(
                data.examples().stream()
                    .flatMap(example -> example.auxiliary().get("emotions").stream())
                    .toList()))
        .hasSize(28);
  }

  @Test
  void tweets_haveTheirEscapesDecoded() throws IOException {
    Dataset data =
        Datasets.load(
            List.of(SharedData.set("sentiment_semeval_tweets_en")),
            LoadOptions.defaults().only(Set.of(Split.TEST, Split.VALID)));
    assertThat(data.examples())
        .noneMatch(example -> example.text().matches(".*\\\\u[0-9a-f]{4}.*"));
  }

  @Test
  void officialSplitsThatShareTexts_areRefusedOrCleaned() throws IOException {
    List<Path> set = List.of(SharedData.set("abuse_convabuse_chat_en"));
    DatasetException refused =
        catchThrowableOfType(
            DatasetException.class, () -> Datasets.load(set, LoadOptions.defaults()));
    assertThat(refused.problem()).isEqualTo(Problem.LEAKY_SPLIT);
    assertThat(refused).hasMessageContainingAll("train rows repeat", "texts of test", "drop leaks");
    Dataset cleaned = Datasets.load(set, DROP);
    assertThat(cleaned.in(Split.TEST)).hasSize(853);
    assertThat(cleaned.in(Split.TRAIN).size() + cleaned.leaks().dropped().get(Split.TRAIN))
        .isEqualTo(2501);
    assertThat(Datasets.load(set, DROP.only(Set.of(Split.TEST))).leaks().leaks()).isEmpty();
  }
}
