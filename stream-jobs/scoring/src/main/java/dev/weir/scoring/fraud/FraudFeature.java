package dev.weir.scoring.fraud;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Every feature of a card payment: the registry that {@code docs/features.md} is generated from,
 * and the columns of a row in their order. Windows are open at their old end and closed at their
 * new one. Names are stable: models name their columns by them, so a feature is added at the end of
 * its source and never changes its meaning.
 */
public enum FraudFeature {
  AMOUNT(Source.PAYMENT, "currency", Nothing.NEVER, "amount of the payment"),
  HOUR(Source.PAYMENT, "hours", Nothing.NEVER, "hour of the day, 0 to 23"),
  IS_NIGHT(Source.PAYMENT, "0 or 1", Nothing.NEVER, "hour of the day is 6 or less"),
  IS_WEEKEND(Source.PAYMENT, "0 or 1", Nothing.NEVER, "Saturday or Sunday"),
  IS_ONLINE(Source.PAYMENT, "0 or 1", Nothing.MISSING, "paid on a web page or in an app"),
  IS_ABROAD(
      Source.PAYMENT,
      "0 or 1",
      Nothing.MISSING,
      "country of the terminal is not that of the issuing bank"),
  CARD_COUNT_10M(
      Source.CARD,
      "payments",
      Nothing.NEVER,
      "payments of the card in the last 10 minutes, this one included"),
  CARD_COUNT_1H(
      Source.CARD,
      "payments",
      Nothing.NEVER,
      "payments of the card in the last hour, this one included"),
  CARD_COUNT_1D(
      Source.CARD,
      "payments",
      Nothing.NEVER,
      "payments of the card in the last day, this one included"),
  CARD_COUNT_7D(
      Source.CARD,
      "payments",
      Nothing.NEVER,
      "payments of the card in the last 7 days, this one included"),
  CARD_COUNT_30D(
      Source.CARD,
      "payments",
      Nothing.NEVER,
      "payments of the card in the last 30 days, this one included"),
  CARD_SUM_1H(
      Source.CARD,
      "currency",
      Nothing.NEVER,
      "sum of the amounts of the card in the last hour, this one included"),
  CARD_SUM_1D(
      Source.CARD,
      "currency",
      Nothing.NEVER,
      "sum of the amounts of the card in the last day, this one included"),
  CARD_SUM_7D(
      Source.CARD,
      "currency",
      Nothing.NEVER,
      "sum of the amounts of the card in the last 7 days, this one included"),
  CARD_MEAN_1D(
      Source.CARD,
      "currency",
      Nothing.NEVER,
      "mean amount of the card in the last day, this one included"),
  CARD_MEAN_7D(
      Source.CARD,
      "currency",
      Nothing.NEVER,
      "mean amount of the card in the last 7 days, this one included"),
  CARD_MEAN_30D(
      Source.CARD,
      "currency",
      Nothing.NEVER,
      "mean amount of the card in the last 30 days, this one included"),
  CARD_SPREAD_7D(
      Source.CARD,
      "currency",
      Nothing.MISSING,
      "standard deviation (n - 1) of the amounts of the card in the last 7 days, this one"
          + " included"),
  CARD_SPREAD_30D(
      Source.CARD,
      "currency",
      Nothing.MISSING,
      "standard deviation (n - 1) of the amounts of the card in the last 30 days, this one"
          + " included"),
  CARD_TERMINALS_1H(
      Source.CARD,
      "terminals",
      Nothing.NEVER,
      "different terminals of the card in the last hour, this one included"),
  CARD_TERMINALS_1D(
      Source.CARD,
      "terminals",
      Nothing.NEVER,
      "different terminals of the card in the last day, this one included"),
  CARD_TERMINALS_7D(
      Source.CARD,
      "terminals",
      Nothing.NEVER,
      "different terminals of the card in the last 7 days, this one included"),
  CARD_TERMINALS_30D(
      Source.CARD,
      "terminals",
      Nothing.NEVER,
      "different terminals of the card in the last 30 days, this one included"),
  CARD_AGE(Source.CARD, "days", Nothing.NEVER, "time since the first payment of the card"),
  CARD_SINCE_LAST(Source.CARD, "seconds", Nothing.MISSING, "time since the payment before"),
  CARD_PACE_1D(Source.CARD, "ratio", Nothing.NEVER, "card_count_1d / (card_count_30d / 30)"),
  CARD_MEAN_DRIFT(Source.CARD, "ratio", Nothing.MISSING, "card_mean_7d / card_mean_30d"),
  CARD_AMOUNT_TO_MEAN(
      Source.CARD,
      "ratio",
      Nothing.MISSING,
      "amount / mean amount of the earlier payments of the last 30 days"),
  CARD_AMOUNT_TO_MEDIAN(
      Source.CARD,
      "ratio",
      Nothing.MISSING,
      "amount / median amount of the earlier payments of the last 30 days"),
  CARD_AMOUNT_TO_MAX(
      Source.CARD,
      "ratio",
      Nothing.MISSING,
      "amount / greatest amount of the earlier payments of the last 30 days"),
  CARD_AMOUNT_Z(
      Source.CARD,
      "deviations",
      Nothing.MISSING,
      "(amount - median) / (1.4826 MAD), over the earlier payments of the last 30 days; MAD: median"
          + " distance from the median, at least a hundredth of the median and a hundredth of the"
          + " currency"),
  CARD_AMOUNT_TO_LIFE_MEAN(
      Source.CARD, "ratio", Nothing.MISSING, "amount / mean amount of all earlier payments"),
  CARD_LOG_AMOUNT_Z(
      Source.CARD,
      "deviations",
      Nothing.MISSING,
      "(ln(1 + amount) - mean) / standard deviation, over all earlier payments, at least 2"),
  CARD_LIFE_MEAN(Source.CARD, "currency", Nothing.MISSING, "mean amount of all earlier payments"),
  CARD_HIGH_1D(
      Source.CARD,
      "payments",
      Nothing.ZERO,
      "earlier payments of the last day above 2.5 times the median of card_amount_to_median"),
  CARD_HIGH_7D(
      Source.CARD,
      "payments",
      Nothing.ZERO,
      "earlier payments of the last 7 days above 2.5 times the median of card_amount_to_median"),
  CARD_HIGH_14D(
      Source.CARD,
      "payments",
      Nothing.ZERO,
      "earlier payments of the last 14 days above 2.5 times the median of card_amount_to_median"),
  CARD_HIGH_RATIO_14D(
      Source.CARD,
      "ratio",
      Nothing.MISSING,
      "greatest amount of the earlier payments of the last 14 days / that median"),
  CARD_SINCE_HIGH(
      Source.CARD,
      "seconds",
      Nothing.MISSING,
      "time since the last payment above 2.5 times that median"),
  CARD_DISTANCE_LAST(
      Source.CARD,
      "km",
      Nothing.MISSING,
      "great-circle distance from the place of the payment before; missing if the payment is not"
          + " the newest"),
  CARD_SPEED(
      Source.CARD,
      "km/h",
      Nothing.MISSING,
      "card_distance_last / time between them, at least a second"),
  CARD_DISTANCE_HOME(
      Source.CARD,
      "km",
      Nothing.MISSING,
      "great-circle distance from the mean place of all earlier payments; missing if the payment is"
          + " not the newest"),
  CARD_FRAUDS_30D(
      Source.CARD, "payments", Nothing.ZERO, "known frauds among the payments of the last 30 days"),
  CARD_FRAUDS_LEARNED_30D(
      Source.CARD,
      "payments",
      Nothing.ZERO,
      "frauds of the card that became known in the last 30 days"),
  CARD_SINCE_FRAUD(
      Source.CARD,
      "seconds",
      Nothing.MISSING,
      "time since the newest payment that is known to be fraud"),
  PAIR_COUNT_30D(
      Source.PAIR,
      "payments",
      Nothing.ZERO,
      "earlier payments of the card at the terminal in the last 30 days"),
  PAIR_IS_NEW(
      Source.PAIR,
      "0 or 1",
      Nothing.MISSING,
      "pair_count_30d is 0 though the card has earlier payments in the last 30 days"),
  PAIR_SINCE_LAST(
      Source.PAIR,
      "seconds",
      Nothing.MISSING,
      "time since the payment of the card at the terminal before"),
  TERMINAL_COUNT_1H(
      Source.TERMINAL,
      "payments",
      Nothing.NEVER,
      "payments at the terminal in the last hour, this one included"),
  TERMINAL_COUNT_1D(
      Source.TERMINAL,
      "payments",
      Nothing.NEVER,
      "payments at the terminal in the last day, this one included"),
  TERMINAL_COUNT_7D(
      Source.TERMINAL,
      "payments",
      Nothing.NEVER,
      "payments at the terminal in the last 7 days, this one included"),
  TERMINAL_COUNT_30D(
      Source.TERMINAL,
      "payments",
      Nothing.NEVER,
      "payments at the terminal in the last 30 days, this one included"),
  TERMINAL_CARDS_1D(
      Source.TERMINAL,
      "cards",
      Nothing.NEVER,
      "different cards at the terminal in the last day, this one included"),
  TERMINAL_CARDS_7D(
      Source.TERMINAL,
      "cards",
      Nothing.NEVER,
      "different cards at the terminal in the last 7 days, this one included"),
  TERMINAL_CARDS_30D(
      Source.TERMINAL,
      "cards",
      Nothing.NEVER,
      "different cards at the terminal in the last 30 days, this one included"),
  TERMINAL_SINCE_LAST(
      Source.TERMINAL, "seconds", Nothing.MISSING, "time since the payment at the terminal before"),
  TERMINAL_AMOUNT_TO_MEAN(
      Source.TERMINAL,
      "ratio",
      Nothing.MISSING,
      "amount / mean amount of the earlier payments at the terminal in the last 30 days"),
  TERMINAL_MEAN_7D(
      Source.TERMINAL,
      "currency",
      Nothing.NEVER,
      "mean amount at the terminal in the last 7 days, this one included"),
  TERMINAL_HIGH_7D(
      Source.TERMINAL,
      "payments",
      Nothing.ZERO,
      "earlier payments at the terminal in the last 7 days above 2.5 times the habit of their"
          + " card"),
  TERMINAL_DELAYED_COUNT_1D(
      Source.TERMINAL,
      "payments",
      Nothing.ZERO,
      "payments at the terminal in the day that ended one label delay ago"),
  TERMINAL_DELAYED_RISK_1D(
      Source.TERMINAL,
      "share",
      Nothing.ZERO,
      "known frauds / payments at the terminal in the day that ended one label delay ago"),
  TERMINAL_DELAYED_COUNT_7D(
      Source.TERMINAL,
      "payments",
      Nothing.ZERO,
      "payments at the terminal in the 7 days that ended one label delay ago"),
  TERMINAL_DELAYED_RISK_7D(
      Source.TERMINAL,
      "share",
      Nothing.ZERO,
      "known frauds / payments at the terminal in the 7 days that ended one label delay ago"),
  TERMINAL_DELAYED_COUNT_30D(
      Source.TERMINAL,
      "payments",
      Nothing.ZERO,
      "payments at the terminal in the 30 days that ended one label delay ago"),
  TERMINAL_DELAYED_RISK_30D(
      Source.TERMINAL,
      "share",
      Nothing.ZERO,
      "known frauds / payments at the terminal in the 30 days that ended one label delay ago"),
  TERMINAL_RISK(
      Source.TERMINAL,
      "share",
      Nothing.ZERO,
      "(f + 0.01) / (n + 1) over the last 30 days and the label delay; n: payments at the terminal"
          + " that are known to be fraud or older than the label delay, f: those known to be"
          + " fraud"),
  TERMINAL_FRAUDS_30D(
      Source.TERMINAL,
      "payments",
      Nothing.ZERO,
      "known frauds at the terminal in the last 30 days"),
  TERMINAL_FRAUDS_LEARNED_30D(
      Source.TERMINAL,
      "payments",
      Nothing.ZERO,
      "frauds at the terminal that became known in the last 30 days"),
  TERMINAL_SINCE_FRAUD(
      Source.TERMINAL,
      "seconds",
      Nothing.MISSING,
      "time since the newest payment at the terminal that is known to be fraud"),
  TERMINAL_GENUINE_SINCE_FRAUD(
      Source.TERMINAL,
      "payments",
      Nothing.MISSING,
      "payments at the terminal after the newest known fraud that count as genuine, being older"
          + " than the label delay"),
  TERMINAL_FRAUD_RUN(
      Source.TERMINAL,
      "payments",
      Nothing.ZERO,
      "known frauds at the terminal in a row, up to the newest known fraud, with no genuine payment"
          + " between them"),
  TERMINAL_FRAUD_RUN_AGE(
      Source.TERMINAL,
      "seconds",
      Nothing.MISSING,
      "time since the first payment of terminal_fraud_run"),
  TERMINAL_QUIET_FRAUDS_30D(
      Source.TERMINAL,
      "payments",
      Nothing.ZERO,
      "known frauds at the terminal in the last 30 days and the label delay, with an amount below"
          + " twice the habit of their card"),
  TERMINAL_QUIET_FRAUD_AGE(
      Source.TERMINAL,
      "seconds",
      Nothing.MISSING,
      "time since the first of terminal_quiet_frauds_30d"),
  TERMINAL_GENUINE_SINCE_QUIET_FRAUD(
      Source.TERMINAL,
      "payments",
      Nothing.MISSING,
      "payments at the terminal after the newest of terminal_quiet_frauds_30d that count as"
          + " genuine"),
  MERCHANT_COUNT_1H(
      Source.MERCHANT,
      "payments",
      Nothing.MISSING,
      "payments at the merchant in the last hour, this one included"),
  MERCHANT_COUNT_1D(
      Source.MERCHANT,
      "payments",
      Nothing.MISSING,
      "payments at the merchant in the last day, this one included"),
  MERCHANT_COUNT_7D(
      Source.MERCHANT,
      "payments",
      Nothing.MISSING,
      "payments at the merchant in the last 7 days, this one included"),
  MERCHANT_CARDS_1D(
      Source.MERCHANT,
      "cards",
      Nothing.MISSING,
      "different cards at the merchant in the last day, this one included"),
  MERCHANT_CARDS_30D(
      Source.MERCHANT,
      "cards",
      Nothing.MISSING,
      "different cards at the merchant in the last 30 days, this one included"),
  MERCHANT_SINCE_LAST(
      Source.MERCHANT, "seconds", Nothing.MISSING, "time since the payment at the merchant before"),
  MERCHANT_AMOUNT_TO_MEAN(
      Source.MERCHANT,
      "ratio",
      Nothing.MISSING,
      "amount / mean amount of the earlier payments at the merchant in the last 30 days"),
  MERCHANT_MEAN_7D(
      Source.MERCHANT,
      "currency",
      Nothing.MISSING,
      "mean amount at the merchant in the last 7 days, this one included"),
  MERCHANT_HIGH_7D(
      Source.MERCHANT,
      "payments",
      Nothing.ZERO,
      "earlier payments at the merchant in the last 7 days above 2.5 times the habit of their"
          + " card"),
  MERCHANT_DELAYED_COUNT_30D(
      Source.MERCHANT,
      "payments",
      Nothing.ZERO,
      "payments at the merchant in the 30 days that ended one label delay ago"),
  MERCHANT_DELAYED_RISK_30D(
      Source.MERCHANT,
      "share",
      Nothing.ZERO,
      "known frauds / payments at the merchant in the 30 days that ended one label delay ago"),
  MERCHANT_RISK(
      Source.MERCHANT,
      "share",
      Nothing.ZERO,
      "(f + 0.01) / (n + 1) over the last 30 days and the label delay; n: payments at the merchant"
          + " that are known to be fraud or older than the label delay, f: those known to be"
          + " fraud"),
  MERCHANT_FRAUDS_30D(
      Source.MERCHANT,
      "payments",
      Nothing.ZERO,
      "known frauds at the merchant in the last 30 days"),
  MERCHANT_FRAUDS_LEARNED_30D(
      Source.MERCHANT,
      "payments",
      Nothing.ZERO,
      "frauds at the merchant that became known in the last 30 days"),
  MERCHANT_SINCE_FRAUD(
      Source.MERCHANT,
      "seconds",
      Nothing.MISSING,
      "time since the newest payment at the merchant that is known to be fraud"),
  DEVICE_COUNT_1H(
      Source.DEVICE,
      "payments",
      Nothing.MISSING,
      "payments with the device in the last hour, this one included"),
  DEVICE_COUNT_1D(
      Source.DEVICE,
      "payments",
      Nothing.MISSING,
      "payments with the device in the last day, this one included"),
  DEVICE_COUNT_7D(
      Source.DEVICE,
      "payments",
      Nothing.MISSING,
      "payments with the device in the last 7 days, this one included"),
  DEVICE_CARDS_1D(
      Source.DEVICE,
      "cards",
      Nothing.MISSING,
      "different cards with the device in the last day, this one included"),
  DEVICE_CARDS_30D(
      Source.DEVICE,
      "cards",
      Nothing.MISSING,
      "different cards with the device in the last 30 days, this one included"),
  DEVICE_SINCE_LAST(
      Source.DEVICE, "seconds", Nothing.MISSING, "time since the payment with the device before"),
  DEVICE_AMOUNT_TO_MEAN(
      Source.DEVICE,
      "ratio",
      Nothing.MISSING,
      "amount / mean amount of the earlier payments with the device in the last 30 days"),
  DEVICE_MEAN_7D(
      Source.DEVICE,
      "currency",
      Nothing.MISSING,
      "mean amount with the device in the last 7 days, this one included"),
  DEVICE_HIGH_7D(
      Source.DEVICE,
      "payments",
      Nothing.ZERO,
      "earlier payments with the device in the last 7 days above 2.5 times the habit of their"
          + " card"),
  DEVICE_DELAYED_COUNT_30D(
      Source.DEVICE,
      "payments",
      Nothing.ZERO,
      "payments with the device in the 30 days that ended one label delay ago"),
  DEVICE_DELAYED_RISK_30D(
      Source.DEVICE,
      "share",
      Nothing.ZERO,
      "known frauds / payments with the device in the 30 days that ended one label delay ago"),
  DEVICE_RISK(
      Source.DEVICE,
      "share",
      Nothing.ZERO,
      "(f + 0.01) / (n + 1) over the last 30 days and the label delay; n: payments with the device"
          + " that are known to be fraud or older than the label delay, f: those known to be"
          + " fraud"),
  DEVICE_FRAUDS_30D(
      Source.DEVICE, "payments", Nothing.ZERO, "known frauds with the device in the last 30 days"),
  DEVICE_FRAUDS_LEARNED_30D(
      Source.DEVICE,
      "payments",
      Nothing.ZERO,
      "frauds with the device that became known in the last 30 days"),
  DEVICE_SINCE_FRAUD(
      Source.DEVICE,
      "seconds",
      Nothing.MISSING,
      "time since the newest payment with the device that is known to be fraud");

  /** What a feature is computed from. */
  public enum Source {
    PAYMENT("Payment", "the payment itself"),
    CARD("Card", "the payment and the history of its card"),
    PAIR("Card at terminal", "the history of the card"),
    TERMINAL(
        "Terminal", "the payment, the history of its terminal, and its amount against the card"),
    MERCHANT("Merchant", "as for the terminal; all missing where the payment names no merchant"),
    DEVICE("Device", "as for the terminal; all missing where the payment names no device");

    private final String title;
    private final String description;

    Source(String title, String description) {
      this.title = title;
      this.description = description;
    }

    public String title() {
      return title;
    }

    public String description() {
      return description;
    }
  }

  /** What a feature is when there is nothing to compute it from. */
  public enum Nothing {
    /** There always is something. */
    NEVER("–"),
    ZERO("0"),
    /** NaN. */
    MISSING("missing");

    private final String description;

    Nothing(String description) {
      this.description = description;
    }

    public String description() {
      return description;
    }
  }

  private static final FraudFeature[] ALL = values();

  private final String column;
  private final Source source;
  private final String unit;
  private final Nothing nothing;
  private final String formula;

  FraudFeature(Source source, String unit, Nothing nothing, String formula) {
    this.column = name().toLowerCase(Locale.ROOT);
    this.source = source;
    this.unit = unit;
    this.nothing = nothing;
    this.formula = formula;
  }

  /** Number of features: the length of a row. */
  public static int count() {
    return ALL.length;
  }

  /** The feature of that column name, null if there is none. */
  public static @Nullable FraudFeature ofColumn(String column) {
    for (FraudFeature feature : ALL) {
      if (feature.column.equals(column)) {
        return feature;
      }
    }
    return null;
  }

  /** Where the feature stands in a row. */
  @SuppressWarnings("EnumOrdinal") // the order of the constants is the order of the columns
  public int index() {
    return ordinal();
  }

  /** The feature that stands there in a row. */
  public static FraudFeature ofIndex(int index) {
    return ALL[index];
  }

  /** Name of the column, such as {@code card_count_1d}. */
  public String column() {
    return column;
  }

  public Source source() {
    return source;
  }

  public String unit() {
    return unit;
  }

  public Nothing nothing() {
    return nothing;
  }

  public String formula() {
    return formula;
  }
}
