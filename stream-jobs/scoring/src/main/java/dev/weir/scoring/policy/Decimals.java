package dev.weir.scoring.policy;

/** Numbers in sentences, without a formatter: every flagged text has one. */
final class Decimals {

  private Decimals() {}

  /** The value with so many digits behind the point, from 1 to 6, rounded half up. */
  static String fixed(double value, int digits) {
    long unit = 1;
    for (int i = 0; i < digits; i++) {
      unit *= 10;
    }
    long scaled = Math.round(Math.abs(value) * unit);
    String fraction = Long.toString(unit + scaled % unit).substring(1);
    return (value < 0 ? "-" : "") + scaled / unit + "." + fraction;
  }
}
