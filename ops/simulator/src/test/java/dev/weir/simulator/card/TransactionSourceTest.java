package dev.weir.simulator.card;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.weir.schemas.CardTransaction;
import dev.weir.schemas.EntryMode;
import dev.weir.schemas.GeoPoint;
import dev.weir.simulator.truth.CardTruth;
import dev.weir.simulator.truth.Labelled;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class TransactionSourceTest {
  private static final Instant FIRST_DAY = Instant.parse("2026-01-01T00:00:00Z");
  private static final int DAYS = 40;
  private static final List<Labelled<CardTransaction, CardTruth>> RUN = run(11);

  private static List<Labelled<CardTransaction, CardTruth>> run(long seed) {
    var source = new TransactionSource(seed, FIRST_DAY, CardWorld.ofHandbook());
    List<Labelled<CardTransaction, CardTruth>> run = new ArrayList<>();
    for (var next = source.next(); day(next) < DAYS; next = source.next()) {
      run.add(next);
    }
    return run;
  }

  private static long day(Labelled<CardTransaction, CardTruth> transaction) {
    return ChronoUnit.DAYS.between(FIRST_DAY, transaction.event().getOccurredAt());
  }

  private static Map<String, List<Labelled<CardTransaction, CardTruth>>> by(
      Function<CardTransaction, String> id) {
    return RUN.stream().collect(Collectors.groupingBy(each -> id.apply(each.event())));
  }

  @Test
  void source_sameSeed_givesTheSameTransactions() {
    var again = new TransactionSource(11, FIRST_DAY, CardWorld.ofHandbook());
    for (var each : RUN.subList(0, 20_000)) {
      if (!again.next().equals(each)) {
        assertThat(each).as("first difference").isNull();
      }
    }
  }

  @Test
  void source_handbookWorld_givesAboutTwoPaymentsPerCardAndDay() {
    // 5,000 cards, 2 a day on average; the normal draw of the time of day loses 3 %
    long owners = RUN.stream().filter(each -> each.truth().scenario() < 4).count();
    assertThat(owners / (double) DAYS).isCloseTo(9_650, within(250.0));
  }

  @Test
  void source_time_neverGoesBack() {
    List<Instant> times = RUN.stream().map(each -> each.event().getOccurredAt()).toList();
    assertThat(times.equals(times.stream().sorted().toList())).isTrue();
  }

  @Test
  void fraud_amountAbove220_always() {
    BigDecimal limit = new BigDecimal(220);
    Map<Boolean, List<Labelled<CardTransaction, CardTruth>>> byAbove =
        RUN.stream()
            .collect(
                Collectors.partitioningBy(each -> each.event().getAmount().compareTo(limit) > 0));
    assertThat(byAbove.get(true)).hasSizeGreaterThan(100);
    assertThat(byAbove.get(true).stream().filter(each -> !each.truth().isFraud())).isEmpty();
    assertThat(byAbove.get(false).stream().filter(each -> each.truth().scenario() == 1)).isEmpty();
  }

  @Test
  void fraud_compromisedTerminal_everythingForAtMost28Days() {
    int terminals = 0;
    int twice = 0; // compromised a second time within the 28 days: rare, but may happen
    for (var ofTerminal : by(CardTransaction::getTerminalId).values()) {
      List<Labelled<CardTransaction, CardTruth>> bad =
          ofTerminal.stream().filter(each -> each.truth().scenario() == 2).toList();
      if (bad.isEmpty()) {
        continue;
      }
      terminals++;
      long first = day(bad.get(0));
      long last = day(bad.get(bad.size() - 1));
      twice += last - first < 28 ? 0 : 1;
      if (last - first < 28) {
        assertThat(ofTerminal.stream().filter(each -> day(each) > first && day(each) < last))
            .allMatch(each -> each.truth().isFraud());
      }
    }
    assertThat(terminals).isBetween(60, 2 * DAYS);
    assertThat(twice).isLessThan(4);
  }

  @Test
  void fraud_compromisedCard_aThirdOfItsPaymentsAtFiveTimesTheAmountForAtMost14Days() {
    int cards = 0;
    int twice = 0; // compromised a second time within the 14 days: rare, but may happen
    double bad = 0;
    double between = 0;
    double badAmount = 0;
    double usualAmount = 0;
    for (var ofCard : by(CardTransaction::getCardId).values()) {
      var frauds = ofCard.stream().filter(each -> each.truth().scenario() == 3).toList();
      if (frauds.isEmpty()) {
        continue;
      }
      cards++;
      long first = day(frauds.get(0));
      long last = day(frauds.get(frauds.size() - 1));
      if (last - first >= 14) {
        twice++;
        continue;
      }
      if (frauds.size() > 2) { // inside the first and last fraud the third can be counted fairly
        bad += frauds.size() - 2;
        between +=
            ofCard.stream().filter(each -> day(each) >= first && day(each) <= last).count() - 2;
      }
      badAmount += mean(frauds) * frauds.size();
      usualAmount +=
          mean(ofCard.stream().filter(each -> each.truth().scenario() == 0).toList())
              * frauds.size();
    }
    assertThat(cards).isBetween(80, 3 * DAYS);
    assertThat(twice).isLessThan(6);
    assertThat(bad / between).isCloseTo(1 / 3.0, within(0.06));
    assertThat(badAmount / usualAmount).isCloseTo(5, within(0.5));
  }

  private static double mean(List<Labelled<CardTransaction, CardTruth>> transactions) {
    return transactions.stream()
        .mapToDouble(each -> each.event().getAmount().doubleValue())
        .average()
        .orElseThrow();
  }

  @Test
  void terminals_ofOneCard_lieWithinTwiceTheRadius() {
    Map<String, GeoPoint> first = new HashMap<>();
    for (var each : RUN.subList(0, 50_000)) {
      GeoPoint here = each.event().getLocation();
      if (here == null || each.event().getCountry().equals("FR")) {
        continue;
      }
      GeoPoint there = first.computeIfAbsent(each.event().getCardId(), card -> here);
      double distance =
          100
              * Math.hypot(
                  here.getLatitude() - there.getLatitude(),
                  here.getLongitude() - there.getLongitude());
      assertThat(distance).isLessThan(2 * CardWorld.ofHandbook().radius());
    }
  }

  @Test
  void stolenCardData_isTriedInSmallAmountsFromADeviceOfManyCards() {
    var uses = RUN.stream().filter(each -> each.truth().scenario() == 4).toList();

    assertThat(uses.size() / (double) DAYS).isBetween(12.0, 20.0); // two cards, 4 to 12 payments
    assertThat(uses)
        .allMatch(each -> each.event().getEntryMode() == EntryMode.ONLINE)
        .allMatch(each -> each.event().getCountry().equals("FR"))
        .allMatch(each -> each.event().getLocation() == null);
    assertThat(share(uses, each -> each.getAmount().doubleValue() <= 6)).isBetween(0.5, 0.9);
    Map<String, Set<String>> cardsByDevice =
        uses.stream()
            .map(Labelled::event)
            .collect(
                Collectors.groupingBy(
                    CardTransaction::getDeviceId,
                    Collectors.mapping(CardTransaction::getCardId, Collectors.toSet())));
    assertThat(cardsByDevice.values()).allMatch(cards -> cards.size() <= 6);
    assertThat(cardsByDevice.values()).anyMatch(cards -> cards.size() == 6);
  }

  @Test
  void copiedCard_paysAbroadByStripeForAtMostThreeDays() {
    var uses = RUN.stream().filter(each -> each.truth().scenario() == 5).toList();
    Map<String, List<Long>> daysOfCard =
        uses.stream()
            .collect(
                Collectors.groupingBy(
                    each -> each.event().getCardId(),
                    Collectors.mapping(TransactionSourceTest::day, Collectors.toList())));

    assertThat(uses).allMatch(each -> each.event().getEntryMode() == EntryMode.STRIPE);
    assertThat(daysOfCard).hasSizeBetween(DAYS - 3, DAYS);
    assertThat(
            daysOfCard.values().stream()
                .filter(days -> days.get(days.size() - 1) - days.get(0) >= 3)
                .count())
        .isLessThan(3); // copied a second time: rare, but may happen
  }

  @Test
  void owners_payOnlineAndAbroadToo() {
    var owners = RUN.stream().filter(each -> each.truth().scenario() == 0).toList();

    assertThat(share(owners, each -> each.getEntryMode() == EntryMode.ONLINE))
        .isCloseTo(0.2, within(0.01));
    assertThat(share(owners, each -> each.getCountry().equals("FR"))).isBetween(0.015, 0.035);
    assertThat(owners)
        .allMatch(
            each ->
                (each.event().getDeviceId() != null)
                    == (each.event().getEntryMode() == EntryMode.ONLINE));
  }

  private static double share(
      List<Labelled<CardTransaction, CardTruth>> payments, Predicate<CardTransaction> such) {
    return payments.stream().filter(each -> such.test(each.event())).count()
        / (double) payments.size();
  }

  @Test
  void amounts_everywhere_areNotNegativeAndFitTheSchema() {
    for (var each : RUN.subList(0, 1_000)) {
      assertThat(each.event().getCurrency()).isEqualTo("EUR");
      assertThat(each.event().getAmount().scale()).isEqualTo(4);
      assertThat(each.event().getAmount().signum()).isNotNegative();
    }
  }

  @Test
  void world_withoutEnoughCards_isRefused() {
    assertThatThrownBy(() -> new CardWorld(2, 10, 5)).hasMessageContaining("2 cards");
    assertThatThrownBy(() -> new CardWorld(5, 10, 0)).hasMessageContaining("radius 0.0");
  }

  @Test
  void source_sparseWorld_stillGivesTransactions() {
    var source = new TransactionSource(1, FIRST_DAY, new CardWorld(300, 40, 3));
    for (int i = 0; i < 200; i++) {
      assertThat(source.next().event().getTerminalId()).startsWith("terminal-");
    }
  }
}
